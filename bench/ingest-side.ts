/** A file as an uploaded downlink through the use case that takes it in, over the archive as the function has it. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RememberedObjects } from '../shared/aws/remembered-objects.ts';
import { rawKey } from '../shared/domain/archive/keys.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../shared/domain/downlink/receipt.ts';
import type { Ports } from '../shared/ports.ts';
import { announceDownlink } from '../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../test/support/memory-ports.ts';
import { DiskObjects } from './disk-objects.ts';
import { benchChannels } from './sets/channels.ts';
import { BENCH_UNIT } from './sets/long-csv.ts';

const EXPERIMENT = 'bench';

/**
 * Takes in a file of the long bench set: its digest, its rows into segments, heads, receipt. Objects are on disk, and
 * gone afterwards; the table is in memory.
 *
 * @returns samples accepted
 * @throws Error where the receipt says anything but INGESTED
 */
export async function ingestLongCsv(path: string, directory: string): Promise<number> {
  const folder = await mkdtemp(join(directory, 'ingest-'));
  try {
    const objects = new DiskObjects(folder);
    const memory = memoryPorts();
    // After the largest file: nothing of it is of the future.
    memory.clock.setTo('2028-01-01T00:00:00Z');
    const ports: Ports = { ...memory, raw: objects, archive: new RememberedObjects(objects) };
    const { state, error, counts } = await ingested(ports, objects, path);
    if (state !== 'INGESTED') throw new Error(`${path} is ${state}: ${error?.message ?? 'see its rejects'}`);
    return counts.accepted;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function ingested(ports: Ports, objects: DiskObjects, path: string): Promise<ReceiptRecord> {
  await applyExperiment(ports, EXPERIMENT, longDefinition());
  const { size: bytes } = await stat(path);
  const { id } = await announceDownlink(ports, EXPERIMENT, { fileName: basename(path), bytes }, 'bench');
  await objects.adopt(rawKey(EXPERIMENT, id), path);
  await ingestDownlink(ports, { experiment: EXPERIMENT, downlink: id });
  const receipt = await ports.catalogue.get(receiptKind, receiptKey(EXPERIMENT, id));
  if (receipt === null) throw new Error(`the receipt ${id} is gone`);
  return receipt.item;
}

/** One unit of the bench payload, a row a sample. */
function longDefinition(): string {
  return JSON.stringify({
    id: EXPERIMENT,
    reference: 'activation',
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: [{ id: BENCH_UNIT, arm: 'flight', events: [{ name: 'activation', at: '2026-03-01T00:00:00Z' }] }],
    channels: benchChannels(1).map(({ name, storage }) => ({ id: name, unit: '1', storage, period: 'PT1S' })),
    sources: [
      {
        id: 'dump',
        match: '*.csv',
        layout: 'long',
        time: { column: 'time', formats: ['epoch-ms'] },
        rows: { unit: { column: 'unit' }, channel: { column: 'channel' }, value: 'value' },
      },
    ],
  });
}
