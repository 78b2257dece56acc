import * as z from 'zod';
import type { Key, Kind } from '../kind.ts';

const passSchema = z.object({
  /** Names what the heads are marked by; a head that bears it is passed over. */
  by: z.string(),
  /** Revision of the definition, and version of the code, that it began under: under others it begins anew. */
  revision: z.number().int(),
  code: z.string(),
  /** Whether the definition or the code is new to the heads, or events only. */
  ofDefinition: z.boolean(),
  /** Sort keys of the events that the heads do not know of yet. */
  events: z.array(z.string()),
  /** Of each of these events, how often it had been withdrawn or stood again; 0 where absent. */
  changes: z.array(z.number().int()).default([]),
  /** Sort key of the last head that is marked; null before the first. */
  after: z.string().nullable(),
});
export type RecomputationPass = z.infer<typeof passSchema>;

const recomputationSchema = z.object({
  /** How far the heads are marked; null while no pass is under way. */
  pass: passSchema.nullable(),
  /** µs: until then a run is at it, and another leaves it alone. */
  until: z.number(),
});
export type RecomputationRecord = z.infer<typeof recomputationSchema>;
/** The cursor over the heads of an experiment; that it is owed stands in the experiment's record and in the ledger. */
export const recomputationKind: Kind<RecomputationRecord> = {
  name: 'recomputation',
  schema: recomputationSchema,
  isDue: () => false,
};
export const recomputationKey = (experiment: string): Key => ({
  partition: experiment,
  sort: 'RECOMPUTATION',
});
