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
  /** H(basis of the checkpoint before, page, detector configuration). */
  basis: z.string(),
  key: z.string(),
  /** How many anomalies ended for good within the bucket. */
  closed: z.number().int(),
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
});
export type DeltaRecord = z.infer<typeof deltaSchema>;
export const deltaKind: Kind<DeltaRecord> = { name: 'delta', schema: deltaSchema, isDue: () => false };
export const deltaPrefix = (generation: number, pair: string): string =>
  sortKey('DELTA', `g${generation}`, pair, '');
export const deltaKey = (experiment: string, generation: number, pair: string, bucket: string): Key => ({
  partition: experiment,
  sort: `${deltaPrefix(generation, pair)}${bucket}`,
});
