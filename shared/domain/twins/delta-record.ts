import * as z from 'zod';
import { derivedShape } from '../archive/derived.ts';
import type { Bucket } from '../bucket/bucket.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { pageUnitsSchema } from '../telemetry/page-units.ts';
import type { Interval } from '../timeline/interval.ts';

/** Changes whenever the same segments and rules would give another page. */
export const DELTA_PAGE_FORMAT = 'delta-page/15';

const sizeSchema = z.object({
  bytes: z.number().int(),
  footer: z.number().int(),
  metadata: z.number().int().optional(),
});

const partSchema = z.object({
  ...derivedShape,
  /** On the flight's axis, [from, to); null where the page is of the whole bucket, as they were before there were parts. */
  span: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Series, where it is not of all that the pair has. */
  channels: z.array(z.string()).optional(),
  /** Digest of every segment and rule it was computed from. */
  basis: z.string(),
  /** Of the object and of its footer, so that it can be read in part; null where it was not written down. */
  size: sizeSchema.nullable(),
});
/** The pairs of a stretch of time, of all channels or of some, as one object. */
export type DeltaPart = z.infer<typeof partSchema>;

const recordShape = {
  pair: z.string(),
  /** The flight unit's bucket: a pair belongs to the bucket of its flight sample. */
  bucket: z.string(),
  /** Ground times minus this were on the flight's axis. */
  shiftMicros: z.number(),
  /** In which the numbers of all its parts are; absent where nobody noted it. */
  units: pageUnitsSchema.optional(),
};

/** One page a bucket. */
const unpartedSchema = z
  .object({
    ...recordShape,
    key: z.string(),
    version: z.string().nullable().default(null),
    digest: z.string().optional(),
    basis: z.string(),
    size: sizeSchema.nullable().default(null),
  })
  .transform(({ pair, bucket, shiftMicros, units, ...page }) => {
    const parts = [{ ...page, digest: page.digest ?? page.key, span: null }];
    return { pair, bucket, shiftMicros, units, parts };
  });

const deltaSchema = z.union([
  z.object({
    ...recordShape,
    /** In order of time, then of channels; times of which nothing came have none. */
    parts: z.array(partSchema),
  }),
  unpartedSchema,
]);
export type DeltaRecord = z.infer<typeof deltaSchema>;
export const deltaKind: Kind<DeltaRecord> = { name: 'delta', schema: deltaSchema, isDue: () => false };

/** In place of a basis: the part's bytes are damaged, and nobody reads them until it is laid anew. */
const DAMAGED_DELTAS = 'damaged';

export const isDamaged = ({ basis }: DeltaPart): boolean => basis === DAMAGED_DELTAS;

export const damagedDeltas = (record: DeltaRecord): DeltaRecord => ({
  ...record,
  parts: record.parts.map((part) => ({ ...part, basis: DAMAGED_DELTAS })),
});

/** The time that a part is of. */
export const spanOf = ({ span }: DeltaPart, bucket: Bucket): Interval => span ?? bucket;

export const deltaPrefix = (generation: number, pair: string): string =>
  sortKey('DELTA', `g${generation}`, pair, '');
export const deltaKey = (experiment: string, generation: number, pair: string, bucket: string): Key => ({
  partition: experiment,
  sort: `${deltaPrefix(generation, pair)}${bucket}`,
});
