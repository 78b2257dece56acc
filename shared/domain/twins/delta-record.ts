import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

/** Changes whenever the same segments and rules would give another page. */
export const DELTA_PAGE_FORMAT = 'delta-page/4';

const deltaSchema = z
  .object({
    pair: z.string(),
    /** The flight unit's bucket: a pair belongs to the bucket of its flight sample. */
    bucket: z.string(),
    key: z.string(),
    /** Null in items of before this was kept: the key then named the content. */
    version: z.string().nullable().default(null),
    /** Of the page's bytes. */
    digest: z.string().optional(),
    /** Digest of every segment and rule it was computed from. */
    basis: z.string(),
    /** Ground times minus this were on the flight's axis. */
    shiftMicros: z.number(),
    /** Of the object and of its footer, so that it can be read in part; null where it was not written down. */
    size: z.object({ bytes: z.number().int(), footer: z.number().int() }).nullable().default(null),
  })
  .transform((item) => ({ ...item, digest: item.digest ?? item.key }));
export type DeltaRecord = z.infer<typeof deltaSchema>;
export const deltaKind: Kind<DeltaRecord> = { name: 'delta', schema: deltaSchema, isDue: () => false };
/** In place of a basis: the page's bytes are damaged, and nobody reads them until it is laid anew. */
export const DAMAGED_DELTAS = 'damaged';

export const deltaPrefix = (generation: number, pair: string): string =>
  sortKey('DELTA', `g${generation}`, pair, '');
export const deltaKey = (experiment: string, generation: number, pair: string, bucket: string): Key => ({
  partition: experiment,
  sort: `${deltaPrefix(generation, pair)}${bucket}`,
});
