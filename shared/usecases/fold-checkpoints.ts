/**
 * A detector folded over the pages of a subject, bucket by bucket, with a checkpoint after each. A checkpoint's basis
 * is H(basis before, page, detector configuration), so the chain is right where every basis matches; a run repairs it
 * from the first mismatch on. Data in order costs one page, whatever the length of the archive (DESIGN section 4).
 */
import { type Anomaly, anomalySchema } from '../domain/anomaly/anomaly.ts';
import { checkpointObjectKey } from '../domain/archive/keys.ts';
import {
  type CheckpointRecord,
  checkpointKey,
  checkpointKind,
  checkpointPrefix,
  type SubjectKind,
} from '../domain/records/subject.ts';
import { digestOf, sha256 } from '../formats/digest.ts';
import type { Ports } from '../ports.ts';
import { update } from './update.ts';

export interface SubjectAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly kind: SubjectKind;
  readonly id: string;
}

/** One step of the chain: a bucket, and everything that the fold over it depends on. */
export interface Step<S> {
  readonly bucket: string;
  /** Names page and configuration. */
  readonly basis: unknown;
  fold(state: S): Promise<{ state: S; closed: readonly Anomaly[] }>;
}

export interface Folded<S> {
  readonly state: S;
  /** Anomalies that ended for good, in the order of their buckets. */
  readonly closed: readonly Anomaly[];
}

/** Folds the steps, in order, from the last checkpoint that still holds. `start` is the state before the first. */
export async function foldCheckpoints<S>(
  ports: Ports,
  at: SubjectAddress,
  start: S,
  schema: { parse(value: unknown): S },
  steps: readonly Step<S>[],
): Promise<Folded<S>> {
  const read = async ({ key }: CheckpointRecord): Promise<{ state: S; closed: Anomaly[] }> => {
    const { state, closed } = JSON.parse(Buffer.from(await ports.archive.read(key)).toString());
    return { state: schema.parse(state), closed: anomalySchema.array().parse(closed) };
  };
  const bases = basesOf(steps);
  const standing = await standingCheckpoints(ports, at, steps, bases);
  const closed: Anomaly[] = [];
  for (const record of standing) if (record.closed > 0) closed.push(...(await read(record)).closed);
  const last = standing.at(-1);
  let state = last === undefined ? start : (await read(last)).state;
  for (let i = standing.length; i < steps.length; i++) {
    const folded = await steps[i]!.fold(state);
    // What a later run reads back must be what this one goes on with.
    const text = JSON.stringify({ state: folded.state, closed: folded.closed });
    state = folded.state;
    closed.push(...folded.closed);
    await writeCheckpoint(
      ports,
      at,
      { bucket: steps[i]!.bucket, basis: bases[i]!, closed: folded.closed.length },
      text,
    );
  }
  return { state, closed };
}

function basesOf<S>(steps: readonly Step<S>[]): string[] {
  let before = '';
  return steps.map(({ bucket, basis }) => {
    before = digestOf([before, bucket, basis]);
    return before;
  });
}

/** The checkpoints from the first on that hold. */
async function standingCheckpoints<S>(
  ports: Ports,
  at: SubjectAddress,
  steps: readonly Step<S>[],
  bases: readonly string[],
): Promise<CheckpointRecord[]> {
  const records = new Map<string, CheckpointRecord>();
  const prefix = checkpointPrefix(at.generation, at.kind, at.id);
  for await (const { item } of ports.catalogue.list(checkpointKind, at.experiment, prefix)) {
    records.set(item.bucket, item);
  }
  const standing: CheckpointRecord[] = [];
  for (const [i, { bucket }] of steps.entries()) {
    const record = records.get(bucket);
    if (record === undefined || record.basis !== bases[i]) break;
    standing.push(record);
  }
  return standing;
}

async function writeCheckpoint(
  ports: Ports,
  { experiment, generation, kind, id }: SubjectAddress,
  checkpoint: Omit<CheckpointRecord, 'key'>,
  text: string,
): Promise<void> {
  const key = checkpointObjectKey(experiment, `${kind}=${id}`, checkpoint.bucket, sha256(text).slice(0, 32));
  await ports.archive.put(key, Buffer.from(text), 'application/json');
  const item = { ...checkpoint, key };
  await update(
    ports,
    checkpointKind,
    checkpointKey(experiment, generation, kind, id, checkpoint.bucket),
    (current) => (current?.basis === item.basis && current.key === item.key ? null : item),
  );
}
