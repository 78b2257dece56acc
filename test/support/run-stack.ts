/** Runs the functions' use cases over the queues in memory until nothing is left to do. */

import { readDropMessage } from '../../shared/contract/drop.ts';
import {
  alignMessageSchema,
  analyzeHintSchema,
  flagHintSchema,
  notifyHintSchema,
} from '../../shared/contract/hints.ts';
import { readIngestMessage, readUpkeepMessage } from '../../shared/contract/uploads.ts';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import type { Ports } from '../../shared/ports.ts';
import { actOnDrop } from '../../shared/usecases/arrive/act-on-drop.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { actOnAssay } from '../../shared/usecases/assay/act-on-assay.ts';
import { actOnSubject } from '../../shared/usecases/judge/act-on-subject.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';
import { notify } from '../../shared/usecases/tell/notify.ts';
import { tryDownlink } from '../../shared/usecases/try/try-downlink.ts';
import { runUpkeep } from '../../shared/usecases/upkeep/run-upkeep.ts';
import { firstComing } from './first-coming.ts';
import type { MemoryPorts } from './memory-ports.ts';

let messages = 0;

/** Acts on one message of any queue; false when all are empty. */
export async function actOnce(memory: MemoryPorts, ports: Ports = memory): Promise<boolean> {
  const { drop, ingest, align, flag, analyze, notify: notifications } = memory.queues;
  if (drop.hints.length > 0) {
    await actOnDrop(ports, readDropMessage(JSON.stringify(drop.hints.shift())));
    return true;
  }
  const hint = ingest.hints.shift();
  if (hint !== undefined) {
    const name = `message ${++messages}`;
    const upkeep = readUpkeepMessage(JSON.stringify(hint));
    if (upkeep !== null) {
      await runUpkeep(ports, upkeep, name);
      return true;
    }
    for (const one of readIngestMessage(JSON.stringify(hint))) {
      await (one.dryRun ? tryDownlink(ports, one, name) : ingestDownlink(ports, one, name));
    }
    return true;
  }
  if (align.hints.length > 0) {
    const coming = firstComing(memory, `message ${++messages}`);
    await actOnBucket(ports, alignMessageSchema.parse(align.hints.shift()), coming);
    return true;
  }
  if (flag.hints.length > 0) {
    const coming = firstComing(memory, `message ${++messages}`);
    await actOnSubject(ports, flagHintSchema.parse(flag.hints.shift()), coming);
    return true;
  }
  if (analyze.hints.length > 0) {
    const coming = firstComing(memory, `message ${++messages}`);
    await actOnAssay(ports, analyzeHintSchema.parse(analyze.hints.shift()), coming);
    return true;
  }
  if (notifications.hints.length > 0) {
    await notify(ports, notifyHintSchema.parse(notifications.hints.shift()));
    return true;
  }
  const waited = notifications.releaseNext();
  if (waited !== null) memory.clock.advance(waited);
  return waited !== null;
}

export async function settleAll(memory: MemoryPorts): Promise<void> {
  while (await actOnce(memory));
}

/** Announces and uploads a file, and leaves S3's notification in the ingest queue. */
export async function upload(
  memory: MemoryPorts,
  experiment: string,
  fileName: string,
  content: string | Uint8Array,
): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { id } = await announceDownlink(memory, experiment, { fileName, bytes: bytes.length }, 'test');
  memory.raw.objects.set(rawKey(experiment, id), Uint8Array.from(bytes));
  await memory.queues.ingest.send({ Records: [{ s3: { object: { key: rawKey(experiment, id) } } }] });
  return id;
}
