/** Checkpoints of a subject as they are kept: in the catalogue, and in the archive where they are long. */
import {
  type CheckpointRecord,
  checkpointKey,
  checkpointKind,
  checkpointPrefix,
} from '../../domain/anomaly/checkpoint.ts';
import type { SubjectKind } from '../../domain/anomaly/subject.ts';
import type { Derived } from '../../domain/archive/derived.ts';
import { checkpointObjectKey, closedAnomaliesKey } from '../../domain/archive/keys.ts';
import { checkpointTextSchema } from '../../domain/detect/checkpoint-text.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import type { Ports } from '../../ports.ts';
import { keptText, parseKept } from '../known/intact.ts';
import { update } from '../known/update.ts';
import { writeDerived } from '../known/write-derived.ts';

export interface SubjectAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Longer states are kept as objects: an item is charged by its begun KB, packed to about a tenth. */
const MOST_TEXT = 40_000;

export async function checkpointAt(
  ports: Ports,
  at: SubjectAddress,
  bucket: string,
): Promise<CheckpointRecord | undefined> {
  return (await ports.catalogue.get(checkpointKind, keyOf(at, bucket)))?.item;
}

/** The checkpoints of the buckets after the one named; all where it is null. */
export async function checkpointsAfter(
  ports: Ports,
  at: SubjectAddress,
  bucket: string | null,
): Promise<Map<string, CheckpointRecord>> {
  const records = new Map<string, CheckpointRecord>();
  const prefix = checkpointPrefix(at.generation, at.kind, at.id);
  const page = bucket === null ? {} : { after: keyOf(at, bucket).sort };
  for await (const { item } of ports.catalogue.list(checkpointKind, at.experiment, prefix, page)) {
    records.set(item.bucket, item);
  }
  return records;
}

/** The state of the detectors and what closed within the bucket. Fails with `Damaged`. */
export async function readCheckpoint<S>(
  ports: Ports,
  { text, key, bucket }: CheckpointRecord,
  schema: { parse(value: unknown): S },
): Promise<{ state: S; closed: Anomaly[] }> {
  const kept = key === null ? (text ?? '') : await keptText(ports, key);
  return parseKept(key?.key ?? `the checkpoint of ${bucket}`, kept, {
    parse: (value) => {
      const { state, closed } = checkpointTextSchema.parse(value);
      return { state: schema.parse(state), closed };
    },
  });
}

export async function writeCheckpoint(
  ports: Ports,
  at: SubjectAddress,
  { text, ...checkpoint }: Omit<CheckpointRecord, 'key' | 'text'> & { text: string },
): Promise<CheckpointRecord> {
  const item = { ...checkpoint, ...(await keepText(ports, at, checkpoint.bucket, text)) };
  await update(ports, checkpointKind, keyOf(at, item.bucket), (current) =>
    current === null || current.v <= item.v ? item : null,
  );
  return item;
}

async function keepText(
  ports: Ports,
  at: SubjectAddress,
  bucket: string,
  text: string,
): Promise<Pick<CheckpointRecord, 'text' | 'key'>> {
  if (text.length <= MOST_TEXT) return { text, key: null };
  const key = checkpointObjectKey(at, `${at.kind}=${at.id}`, bucket);
  return { text: null, key: await writeDerived(ports, key, jsonOf(text), null) };
}

const jsonOf = (text: string) => ({ bytes: Buffer.from(text), contentType: 'application/json' });

/** What ended for good, written where it is another than the standing one. */
export async function keepClosed(
  ports: Ports,
  at: SubjectAddress,
  standing: Derived | null,
  closed: readonly Anomaly[],
): Promise<Derived | null> {
  if (closed.length === 0) return null;
  const key = closedAnomaliesKey(at, `${at.kind}=${at.id}`);
  return writeDerived(ports, key, jsonOf(JSON.stringify(closed)), standing);
}

const keyOf = ({ experiment, generation, kind, id }: SubjectAddress, bucket: string) =>
  checkpointKey(experiment, generation, kind, id, bucket);
