/** What is known of dropped files that no receipt speaks of, and when the drop was last looked through. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

const refusedSchema = z.object({
  key: z.string(),
  version: z.string().nullable(),
  /** Null where the object was gone. */
  bytes: z.number().nullable(),
  /** When it was put there, or found to be gone. */
  at: z.number(),
  code: z.string(),
  message: z.string(),
});
export type RefusedDrop = z.infer<typeof refusedSchema>;
/** A dropped file that belongs to no experiment; it stays where it is, and this goes once it is taken in. */
export const refusedDropKind: Kind<RefusedDrop> = {
  name: 'refusedDrop',
  schema: refusedSchema,
  isDue: () => false,
};
export const REFUSED = 'REFUSED';
/** @param digest of the object's key and version */
export const refusedDropKey = (digest: string): Key => ({
  partition: 'DROP',
  sort: sortKey(REFUSED, digest),
});
export const REFUSED_DROPS = { partition: 'DROP', prefix: `${REFUSED}#` };

const sweepSchema = z.object({
  at: z.number(),
  /** Ids of all experiments then: a file may have waited for another one. */
  experiments: z.array(z.string()),
});
export type Sweep = z.infer<typeof sweepSchema>;
export const sweepKind: Kind<Sweep> = { name: 'sweep', schema: sweepSchema, isDue: () => false };
export const SWEEP: Key = { partition: 'DROP', sort: 'SWEEP' };
