/**
 * A detector folded over the pages of a subject, bucket by bucket, with a checkpoint after each that another follows: the
 * newest bucket still grows, and each of its downlinks would write a checkpoint that the next one replaces. A
 * checkpoint's basis is H(basis before, page, detector configuration), so the chain is right where every basis matches; a
 * run repairs it from the first mismatch on. What lies before the earliest bucket that changed since everything was found
 * last is taken as it stands and not even read, so that data in order costs the same at any length of the archive
 * (docs/design.md#checkpoints).
 */
import type { CheckpointRecord } from '../../domain/anomaly/checkpoint.ts';
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import {
  checkpointAt,
  checkpointsAfter,
  keepClosed,
  readCheckpoint,
  type SubjectAddress,
  writeCheckpoint,
} from './keep-checkpoint.ts';
import { readAnomalies } from './read-findings.ts';

/** One step of the chain: a bucket, and everything that the fold over it depends on. */
export interface Step<S> {
  readonly bucket: string;
  /** Names page and configuration. */
  readonly basis: unknown;
  fold(state: S): Promise<{ state: S; closed: readonly Anomaly[] }>;
}

/** What is folded. */
export interface Chain<S> {
  /** Version of the detectors: another one begins the chain anew. */
  readonly detectors: string;
  /** The state before the first bucket. */
  readonly start: S;
  readonly schema: { parse(value: unknown): S };
  /** The steps of the buckets after the one named, in order; all where it is null. */
  stepsAfter(bucket: string | null): Promise<readonly Step<S>[]>;
}

export interface Folded<S> {
  readonly state: S;
  /** Anomalies that ended for good, in the order of their buckets. */
  readonly closed: readonly Anomaly[];
  /** What the subject is to remember of the chain. */
  readonly remember: Pick<SubjectRecord, 'folded' | 'closed'>;
  /** What could not be read, so that the chain was folded from its beginning; null where all could. */
  readonly damaged: Damaged | null;
}

/** Steps back to the checkpoint before what changed; from farther away the whole chain is read instead. */
const MOST_STEPS_BACK = 3;

/**
 * Folds the steps, in order, from the last checkpoint that still holds, and writes those that do not. Where something of
 * the chain cannot be read, all is folded and written anew: else the subject would fail at every hint.
 */
export async function foldCheckpoints<S>(
  ports: Ports,
  at: SubjectAddress,
  subject: SubjectRecord,
  chain: Chain<S>,
): Promise<Folded<S>> {
  const foldAll = async (from: 'CHECKPOINT' | 'START') => {
    const folded = await fold(ports, at, subject, chain, { from, mayWrite: true });
    if (folded === null) throw new Error(`the ${at.kind} ${at.id} was not folded: this is a defect`);
    return folded;
  };
  try {
    return await foldAll('CHECKPOINT');
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { ...(await foldAll('START')), damaged: error };
  }
}

/**
 * The same where no checkpoint has to be written, because only the newest bucket has changed. Null elsewhere. A run that
 * has not claimed the subject under a v of its own may do this and no more: it can replace nobody's checkpoint.
 */
export async function foldNewest<S>(
  ports: Ports,
  at: SubjectAddress,
  subject: SubjectRecord,
  chain: Chain<S>,
): Promise<Folded<S> | null> {
  try {
    return await fold(ports, at, subject, chain, { from: 'CHECKPOINT', mayWrite: false });
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

async function fold<S>(
  ports: Ports,
  at: SubjectAddress,
  subject: SubjectRecord,
  chain: Chain<S>,
  { from, mayWrite }: { readonly from: 'CHECKPOINT' | 'START'; readonly mayWrite: boolean },
): Promise<Folded<S> | null> {
  const isAnew = from === 'START';
  const standing = isAnew ? null : await standingBefore(ports, at, subject, chain.detectors);
  const closed = [...(standing?.closed ?? [])];
  let last: CheckpointRecord | null = standing?.record ?? null;
  let basis = last?.basis ?? '';
  const steps = await chain.stepsAfter(last?.bucket ?? null);
  const known = isAnew
    ? new Map<string, CheckpointRecord>()
    : await checkpointsAfter(ports, at, last?.bucket ?? null);
  // Read where the first step must be folded, or at the end: of checkpoints that hold nothing else is needed.
  let state: S | null = null;
  const stateNow = async () =>
    state ?? (last === null ? chain.start : (await readCheckpoint(ports, last, chain.schema)).state);
  for (const step of steps) {
    basis = digestOf([basis, step.bucket, step.basis]);
    const record = known.get(step.bucket);
    if (state === null && record !== undefined && holds(record, basis, last, closed.length)) {
      if (record.closed > 0) closed.push(...(await readCheckpoint(ports, record, chain.schema)).closed);
      last = record;
      continue;
    }
    const isNewest = step === steps.at(-1);
    if (!isNewest && !mayWrite) return null;
    const folded = await step.fold(await stateNow());
    state = folded.state;
    closed.push(...folded.closed);
    if (isNewest) break;
    last = await writeCheckpoint(ports, at, {
      bucket: step.bucket,
      before: last?.bucket ?? null,
      basis,
      detectors: chain.detectors,
      v: subject.v,
      // What a later run reads back must be what this one goes on with.
      text: JSON.stringify({ state: folded.state, closed: folded.closed }),
      closed: folded.closed.length,
      closedUpTo: closed.length,
    });
  }
  const remember = {
    folded: last?.bucket ?? null,
    closed: await keepClosed(ports, at, isAnew ? null : subject.closed, closed),
  };
  return { state: await stateNow(), closed, remember, damaged: null };
}

function holds(
  record: CheckpointRecord,
  basis: string,
  last: CheckpointRecord | null,
  closedBefore: number,
): boolean {
  const follows =
    record.before === (last?.bucket ?? null) && record.closedUpTo === closedBefore + record.closed;
  return follows && record.basis === basis;
}

/**
 * The last checkpoint before everything that changed, and what had closed by then; null where that is not known, and the
 * chain is to be followed from its beginning.
 */
async function standingBefore(
  ports: Ports,
  at: SubjectAddress,
  { since, folded, closed }: SubjectRecord,
  detectors: string,
): Promise<{ record: CheckpointRecord; closed: Anomaly[] } | null> {
  if (since === null) return null;
  let bucket = folded;
  for (let step = 0; bucket !== null && step < MOST_STEPS_BACK; step++) {
    const record: CheckpointRecord | undefined = await checkpointAt(ports, at, bucket);
    if (record === undefined || record.detectors !== detectors) return null;
    if (record.bucket < since) {
      const ended = closed === null || record.closedUpTo === 0 ? [] : await readAnomalies(ports, closed);
      return ended.length < record.closedUpTo ? null : { record, closed: ended.slice(0, record.closedUpTo) };
    }
    bucket = record.before;
  }
  return null;
}
