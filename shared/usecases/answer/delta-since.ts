/** A delta as it is now, with what is not as it was in a snapshot that is kept, and why. */
import type { DeltaOnWire, SinceOnWire } from '../../contract/deltas.ts';
import { snapshotKey } from '../../domain/archive/keys.ts';
import { isoDuration, parseDuration } from '../../domain/duration.ts';
import { causesBetween, computedBySchema } from '../../domain/snapshot/causes.ts';
import { answerTextSchema, movedFigures, movedWindows } from '../../domain/snapshot/moved.ts';
import { digestInSnapshot, type SnapshotRecord } from '../../domain/snapshot/snapshot-record.ts';
import { parseBound } from '../../domain/timeline/elapsed.ts';
import type { Ports } from '../../ports.ts';
import { parseKept } from '../known/intact.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { expired, pinnedBody, snapshotNamed } from './pinned-delta.ts';
import { type DeltaQuery, type DeltasQuery, deltasOf } from './query-deltas.ts';
import { type RestingOn, restingOn, withRest } from './resting-on.ts';
import { bodyOf, bodyText } from './snapshot-of-delta.ts';
import { oneDelta, refuseOtherQuestion } from './snapshot-question.ts';

const MOST_MOVED = 200;

/** Refuses as `pinnedDelta` does; a snapshot that is not kept has nothing to be compared with. */
export async function deltaSince(
  ports: Ports,
  experiment: string,
  snapshot: string,
  query: DeltasQuery,
): Promise<DeltaOnWire> {
  const digest = digestInSnapshot(snapshot, 'query.since');
  const loaded = await loadExperiment(ports, experiment);
  const record = await snapshotNamed(ports, loaded, digest);
  if (record !== null) refuseOtherQuestion(record, query, loaded.index);
  const asked = record === null ? oneDelta(query) : questionOf(record);
  const { answered: delta, rest } = await withRest(
    () => restingOn(ports, loaded, asked.pair),
    () => deltasOf(ports, loaded, asked),
  );
  if (delta.snapshot === snapshot) return { ...delta, since: { snapshot, isSame: true, ...NOTHING } };
  if (record === null) throw expired(snapshot, loaded, asked);
  return { ...delta, since: await compared(ports, experiment, record, { delta, rest }) };
}

const NOTHING = { moved: [], movedFields: 0, movedWindows: 0, causes: [] };

function questionOf({ pair, channel, asked: { from, to }, resolution }: SnapshotRecord): DeltaQuery {
  return {
    ...{ pair, channel, resolution: parseDuration(resolution) },
    ...(from !== null && { from: parseBound(from) }),
    ...(to !== null && { to: parseBound(to) }),
  };
}

async function compared(
  ports: Ports,
  experiment: string,
  record: SnapshotRecord,
  { delta, rest }: { readonly delta: DeltaOnWire; readonly rest: RestingOn },
): Promise<SinceOnWire> {
  const key = snapshotKey(experiment, record.sha256);
  const body = await pinnedBody(ports, experiment, record.sha256);
  // An earlier version wrote the same length otherwise: 1 day as PT24H.
  const resolution = isoDuration(parseDuration(record.resolution));
  const before = { ...parseKept(key, body, answerTextSchema), resolution };
  const now = answerTextSchema.parse(JSON.parse(bodyText(bodyOf(delta))));
  const moved = movedFigures(before, now);
  const restsNow = { ...computedBySchema.parse(now), ...rest };
  const rested = { ...parseKept(key, body, computedBySchema), ...record };
  return {
    snapshot: `sha256:${record.sha256}`,
    isSame: false,
    moved: moved.slice(0, MOST_MOVED).map((one) => ({ ...one })),
    movedFields: moved.length,
    movedWindows: movedWindows(before, now),
    causes: causesBetween(rested, restsNow, { before: record.pending, now: delta.pending }),
  };
}
