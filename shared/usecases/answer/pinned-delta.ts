/**
 * The answer that a snapshot names: kept for ever once somebody has asked for it by its name
 * (docs/adr/0037-a-snapshot-is-its-answer.md).
 */
import { type DeltaOnWire, deltaSchema } from '../../contract/deltas.ts';
import { snapshotKey } from '../../domain/archive/keys.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  digestInSnapshot,
  type SnapshotRecord,
  snapshotKind,
  snapshotRecordKey,
} from '../../domain/snapshot/snapshot-record.ts';
import { BadBytes } from '../../formats/checked/bad-bytes.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { intact, parseKept } from '../known/intact.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';
import { type DeltasQuery, deltasOf } from './query-deltas.ts';
import { type RestingOn, restingOn } from './resting-on.ts';
import { bodyOf, bodyText, pinnedBytes, type WrittenDelta } from './snapshot-of-delta.ts';
import { type OneDelta, oneDelta, refuseOtherQuestion } from './snapshot-question.ts';

/**
 * Refuses names that are none (`snapshot.unknown`), another question than the snapshot answers
 * (`snapshot.other-question`), and what is neither kept nor what the question gives now (`snapshot.expired`).
 */
export async function pinnedDelta(
  ports: Ports,
  experiment: string,
  snapshot: string,
  query: DeltasQuery,
  by: string,
): Promise<WrittenDelta> {
  const digest = digestInSnapshot(snapshot, 'query.snapshot');
  const loaded = await loadExperiment(ports, experiment);
  const record = await snapshotNamed(ports, loaded, digest);
  if (record !== null) {
    refuseOtherQuestion(record, query, loaded.index);
    return pinned(experiment, record, await pinnedBody(ports, experiment, digest));
  }
  const asked = oneDelta(query);
  // The snapshot was named before it was asked for: what comes while it is computed again is not in it.
  const rest = await restingOn(ports, loaded, asked.pair);
  const delta = await deltasOf(ports, loaded, asked);
  if (delta.snapshot !== snapshot) throw expired(snapshot, loaded, asked);
  const text = bodyText(bodyOf(delta));
  return pinned(experiment, await pin(ports, loaded, { delta, text, rest }, by), text);
}

export async function snapshotNamed(
  ports: Ports,
  { experiment }: LoadedExperiment,
  digest: string,
): Promise<SnapshotRecord | null> {
  return (await ports.catalogue.get(snapshotKind, snapshotRecordKey(experiment, digest)))?.item ?? null;
}

/** The bytes that the snapshot is the digest of. Fails with `Damaged`. */
export function pinnedBody(ports: Ports, experiment: string, digest: string): Promise<string> {
  const key = snapshotKey(experiment, digest);
  return intact(key, async () => {
    const bytes = await ports.archive.read(key);
    const got = sha256(bytes);
    if (got !== digest) throw new BadBytes('the answer', `the digest ${digest}`, got);
    return Buffer.from(bytes).toString();
  });
}

/** Nothing noted which answers were given, so one that never was looks like one that is no more. */
export function expired(
  snapshot: string,
  { revision }: LoadedExperiment,
  { pair, channel }: OneDelta,
): Refusal {
  return new Refusal(
    'gone',
    'snapshot.expired',
    `${snapshot} is not kept, and it is not what ${pair} ${channel} comes to over this range now, under revision ${revision} of the definition: what it rests on has changed, or it is of another question, or it never was. Ask without it for the answer of now; ask for that by its snapshot, and it is kept`,
    { field: 'query.snapshot' },
  );
}

function pinned(experiment: string, record: SnapshotRecord, body: string): WrittenDelta {
  const bytes = pinnedBytes(Buffer.from(body), record);
  const delta = () => parseKept(snapshotKey(experiment, record.sha256), bytes.toString(), deltaSchema);
  return { bytes, delta };
}

/** The bytes before what names them: whoever finds the name finds them. Of two who pin at once the first is noted. */
async function pin(
  ports: Ports,
  loaded: LoadedExperiment,
  { delta, text, rest }: { readonly delta: DeltaOnWire; readonly text: string; readonly rest: RestingOn },
  by: string,
): Promise<SnapshotRecord> {
  const { experiment } = loaded;
  const digest = sha256(text);
  await ports.archive.put(snapshotKey(experiment, digest), Buffer.from(text), 'application/json');
  const { pair, channel, asked, resolution, pending, stopped, readUnderOther } = delta;
  const record: SnapshotRecord = {
    ...{ sha256: digest, pair, channel, asked, resolution, pending },
    ...(stopped !== undefined && { stopped }),
    ...(readUnderOther !== undefined && { readUnderOther }),
    ...{ pinnedAt: ports.clock.now(), pinnedBy: by },
    ...rest,
  };
  const key = snapshotRecordKey(experiment, digest);
  await update(ports, snapshotKind, key, (current) => (current === null ? record : null));
  return (await snapshotNamed(ports, loaded, digest)) ?? record;
}
