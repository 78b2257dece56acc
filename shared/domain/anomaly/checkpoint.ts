import * as z from 'zod';
import { derivedSchema } from '../archive/derived.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import type { SubjectKind } from './subject.ts';

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
  /** The object that holds the same where it is too long. */
  key: derivedSchema.nullable(),
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
