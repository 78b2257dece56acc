import * as z from 'zod';
import { type Key, type Kind, sortKey } from './kind.ts';

const segmentSchema = z.object({
  key: z.string(),
  /** Of the source; the lower rank wins a conflict. */
  rank: z.number(),
  /** First and last sample, µs, both included. */
  from: z.number(),
  to: z.number(),
});
export type SegmentReference = z.infer<typeof segmentSchema>;

const talliedSchema = z.object({
  downlink: z.string(),
  counts: z.object({ accepted: z.number(), duplicates: z.number(), conflicts: z.number() }),
});

const entrySchema = z.object({
  /** Of a compacted entry, the name of the first it stands for. */
  downlink: z.string(),
  segments: z.array(segmentSchema),
  /** What this downlink added here, counted against the entries before it. */
  counts: z.object({ accepted: z.number(), duplicates: z.number(), conflicts: z.number() }),
  /** Copies within the downlink that its segments do not repeat. */
  repeated: z.number(),
  visible: z.boolean(),
  /** The downlinks that a compacted entry stands for, with what each had added; empty in all others. */
  compacts: z.array(talliedSchema),
});
export type HeadEntry = z.infer<typeof entrySchema>;

const headSchema = z.object({
  unit: z.string(),
  bucket: z.string(),
  /** Grows whenever something the bucket is computed from has changed. */
  v: z.number().int(),
  /** In the order of their commits. */
  entries: z.array(entrySchema),
  page: z
    .object({
      key: z.string(),
      /** Digest of everything the page was computed from. */
      basis: z.string(),
      /** Digest of the merged samples: the bucket's part of the archive hash. */
      samples: z.string(),
    })
    .nullable(),
  due: z.boolean(),
});
export type HeadRecord = z.infer<typeof headSchema>;
export const headKind: Kind<HeadRecord> = { name: 'head', schema: headSchema, isDue: (head) => head.due };
export const HEAD = 'HEAD';
export const headKey = (experiment: string, generation: number, unit: string, bucket: string): Key => ({
  partition: experiment,
  sort: sortKey(HEAD, `g${generation}`, unit, bucket),
});
export const headPrefix = (generation: number, unit?: string): string =>
  unit === undefined ? sortKey(HEAD, `g${generation}`, '') : sortKey(HEAD, `g${generation}`, unit, '');

/** A head refuses entries beyond this; it is compacted well before. */
export const MOST_ENTRIES = 512;
export const COMPACT_ABOVE = 64;

/** What the downlink added to the bucket, also where its entry was compacted; null where it has none. */
export function countsIn(head: HeadRecord, downlink: string): HeadEntry['counts'] | null {
  for (const entry of head.entries) {
    const compacted = entry.compacts.find((one) => one.downlink === downlink);
    if (compacted !== undefined) return compacted.counts;
    if (entry.compacts.length === 0 && entry.downlink === downlink) return entry.counts;
  }
  return null;
}
