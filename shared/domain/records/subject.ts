import * as z from 'zod';
import { type Key, type Kind, sortKey } from './kind.ts';

/** What anomalies are found on: a unit alone, or a pair of twins. */
export type SubjectKind = 'unit' | 'pair';

const subjectSchema = z.object({
  kind: z.enum(['unit', 'pair']),
  id: z.string(),
  /** Grows whenever something it is computed from has changed. */
  v: z.number().int(),
  /** Key of the list of anomalies. */
  anomalies: z.string().nullable(),
  /** The newest sample that the list rests on; null where there is none. */
  asOf: z.number().nullable(),
  /** Key of the list that the journal has taken note of. */
  journaled: z.string().nullable(),
  /** Earliest bucket that changed since everything was found last; null: any may have. */
  since: z.string().nullable().default(null),
  /** Newest bucket of the chain of checkpoints; null where there is none. */
  folded: z.string().nullable().default(null),
  /** Key of the anomalies that ended for good, in the order of their buckets; null where there is none. */
  closed: z.string().nullable().default(null),
  /** Of a pair: the shift of the ground's time that all its delta pages are of. */
  shiftMicros: z.number().nullable().default(null),
  due: z.boolean(),
});
export type SubjectRecord = z.infer<typeof subjectSchema>;
export const subjectKind: Kind<SubjectRecord> = {
  name: 'subject',
  schema: subjectSchema,
  isDue: (subject) => subject.due,
};
export const SUBJECT = 'SUBJECT';
export const subjectKey = (experiment: string, generation: number, kind: SubjectKind, id: string): Key => ({
  partition: experiment,
  sort: sortKey(SUBJECT, `g${generation}`, kind, id),
});

const checkpointSchema = z.object({
  bucket: z.string(),
  /** The bucket of the checkpoint before; null at the first. */
  before: z.string().nullable(),
  /** H(basis of the checkpoint before, page, detector configuration). */
  basis: z.string(),
  /** Version of the detectors. */
  detectors: z.string(),
  /** The subject's v that it was made under: a run of an earlier one does not replace it. */
  v: z.number().int(),
  /** State and what closed, as JSON text; null where it is too long for an item. */
  text: z.string().nullable(),
  /** Key of the same where it is too long. */
  key: z.string().nullable(),
  /** How many anomalies ended for good within the bucket, and up to its end. */
  closed: z.number().int(),
  closedUpTo: z.number().int(),
});
export type CheckpointRecord = z.infer<typeof checkpointSchema>;
export const checkpointKind: Kind<CheckpointRecord> = {
  name: 'checkpoint',
  schema: checkpointSchema,
  isDue: () => false,
};
export const checkpointPrefix = (generation: number, kind: SubjectKind, id: string): string =>
  sortKey('CHECKPOINT', `g${generation}`, kind, id, '');
export const checkpointKey = (
  experiment: string,
  generation: number,
  kind: SubjectKind,
  id: string,
  bucket: string,
): Key => ({ partition: experiment, sort: `${checkpointPrefix(generation, kind, id)}${bucket}` });

const deltaSchema = z.object({
  pair: z.string(),
  /** The flight unit's bucket: a pair belongs to the bucket of its flight sample. */
  bucket: z.string(),
  key: z.string(),
  /** Digest of every segment and rule it was computed from. */
  basis: z.string(),
  /** Ground times minus this were on the flight's axis. */
  shiftMicros: z.number(),
  /** Of the object and of its footer, so that it can be read in part; null where it was not written down. */
  size: z.object({ bytes: z.number().int(), footer: z.number().int() }).nullable().default(null),
});
export type DeltaRecord = z.infer<typeof deltaSchema>;
export const deltaKind: Kind<DeltaRecord> = { name: 'delta', schema: deltaSchema, isDue: () => false };
export const deltaPrefix = (generation: number, pair: string): string =>
  sortKey('DELTA', `g${generation}`, pair, '');
export const deltaKey = (experiment: string, generation: number, pair: string, bucket: string): Key => ({
  partition: experiment,
  sort: `${deltaPrefix(generation, pair)}${bucket}`,
});
