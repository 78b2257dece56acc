/** What people take out of every comparison, and why: append-only, so that each answer can be had with and without. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

export const EXCLUSION_REASONS = [
  'LEAK',
  'NOT_ACTIVATED',
  'LOST',
  'CONTAMINATED',
  'OFF_PROTOCOL',
  'OTHER',
] as const;

export const LONGEST_EVIDENCE = 1000;

const exclusionSchema = z.object({
  id: z.string(),
  /** Null in one that lifts another, and where a sample is excluded. */
  unit: z.string().nullable(),
  /** As the files of assays name it. */
  sample: z.string().nullable(),
  /** Of a unit, µs of data time: null where it is excluded from its beginning, or to its end. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** Null in one that lifts another. */
  reason: z.enum(EXCLUSION_REASONS).nullable(),
  evidence: z.string(),
  /** Whether its author did not know yet what the unit shows, or of which arm it is. */
  blinded: z.boolean(),
  /** Id of the exclusion that ends with this entry. */
  lifts: z.string().nullable(),
  recordedAt: z.number(),
  by: z.string(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

export const exclusionKind: Kind<Exclusion> = {
  name: 'exclusion',
  schema: exclusionSchema,
  isDue: () => false,
  kept: (exclusion) => exclusion,
};
export const EXCLUSION = 'EXCLUSION';
export const exclusionKey = (experiment: string, id: string): Key => ({
  partition: experiment,
  sort: sortKey(EXCLUSION, id),
});
