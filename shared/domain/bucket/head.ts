import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { pageUnitsSchema } from '../telemetry/page-units.ts';

export const segmentSchema = z.object({
  key: z.string(),
  /** Of the source when the file was read; what it is now counts where the source is known. */
  rank: z.number(),
  /** Id of the source that read it; absent in heads of before this was kept. */
  source: z.string().optional(),
  /** Reading revisions that its samples were read under, where it was merged; else its entry's. */
  readings: z.array(z.string()).optional(),
  /** First and last sample, µs, both included. */
  from: z.number(),
  to: z.number(),
  /** How many, of all its series; absent in heads of before this was kept. */
  samples: z.number().optional(),
});
export type SegmentReference = z.infer<typeof segmentSchema>;

const unendedSampleSchema = z.object({
  series: z.string(),
  /** µs. */
  at: z.number(),
});
/** The one sample of a file that the file ends within; it gives way to any other of its key. */
export type UnendedSample = z.infer<typeof unendedSampleSchema>;

export const unendedSchema = unendedSampleSchema.extend({
  downlink: z.string(),
  attempt: z.number().int(),
  /** Whether its key was free when it came, so that it was counted as accepted. */
  wasNew: z.boolean(),
  /** The first downlink after it that holds an ended sample of its key; null as long as there is none. */
  gaveWayTo: z.string().nullable(),
});
export type Unended = z.infer<typeof unendedSchema>;

/** A head remembers so many; of the oldest ones beyond, the receipts keep the counts that they have. */
export const MOST_UNENDED = 256;

export const entrySchema = z.object({
  /** Null where it was compacted: it then stands for many downlinks, all visible. */
  downlink: z.string().nullable(),
  /** Of the downlink; the entry counts only where it is the one that the receipt finished with. */
  attempt: z.number().int(),
  segments: z.array(segmentSchema),
  /** What this downlink added here, counted against the entries before it. */
  counts: z.object({ accepted: z.number(), duplicates: z.number(), conflicts: z.number() }),
  /** Copies within the downlink that its segments do not repeat. */
  repeated: z.number(),
  visible: z.boolean(),
  /** Reading revisions that its samples were read under; absent in heads of before this was kept. */
  readings: z.array(z.string()).optional(),
  /** Of a compacted one: key of the list of what was merged into it; absent where it was compacted before this was kept. */
  merged: z.string().optional(),
  /** The attempt at the same downlink that is about to take its place: until then the receipt says which counts. */
  leavesFor: z.number().int().optional(),
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
      /** Null in heads of before this was kept: the key then named the content. */
      version: z.string().nullable().default(null),
      /** Of the page's bytes. */
      digest: z.string().optional(),
      /** Digest of everything the page was computed from. */
      basis: z.string(),
      /** Of the page; null in heads of before this was kept. */
      format: z.string().nullable().default(null),
      /** In which its numbers are; absent in heads of before this was kept. */
      units: pageUnitsSchema.optional(),
      /** Digest of the merged samples: the bucket's part of the archive hash. */
      samples: z.string(),
    })
    .transform((page) => ({ ...page, digest: page.digest ?? page.key }))
    .nullable(),
  /** Of files without a last line end, one each, in the order of their commits. */
  unended: z.array(unendedSchema).default([]),
  /** Downlinks whose counts here were made anew because another left, and whose receipts do not say so yet. */
  recounted: z.array(z.string()).optional(),
  /** Keys of objects that no entry names any more and that are to go; absent where nothing ever was to. */
  superseded: z.array(z.string()).optional(),
  /** The last entry of which it was looked whether its objects are to go; absent where none was. */
  keptUpTo: z.object({ downlink: z.string(), attempt: z.number().int() }).optional(),
  /** Something left that pages beside this bucket may still hold; absent once these were laid anew. */
  hasLeft: z.literal(true).optional(),
  due: z.boolean(),
  /** The definition, events or code that all heads were last marked due by; absent before the first. */
  markedBy: z.string().optional(),
});
export type HeadRecord = z.infer<typeof headSchema>;
export const headKind: Kind<HeadRecord> = { name: 'head', schema: headSchema, isDue: (head) => head.due };
/** In place of a page's format: its bytes are damaged, and nobody reads them until it is built anew. */
export const DAMAGED_PAGE = 'damaged';

/** The page of the bucket; null where there is none, or none that can be read. */
export const readablePage = ({ page }: HeadRecord): HeadRecord['page'] =>
  page?.format === DAMAGED_PAGE ? null : page;

export const HEAD = 'HEAD';
export const headKey = (experiment: string, generation: number, unit: string, bucket: string): Key => ({
  partition: experiment,
  sort: sortKey(HEAD, `g${generation}`, unit, bucket),
});
/** The unit and bucket whose head has this key. */
export function headNamed({ sort }: Key): { readonly unit: string; readonly bucket: string } {
  const [, , unit = '', bucket = ''] = sort.split('#');
  return { unit, bucket };
}
export const headPrefix = (generation: number, unit?: string): string =>
  unit === undefined ? sortKey(HEAD, `g${generation}`, '') : sortKey(HEAD, `g${generation}`, unit, '');

/** A head refuses entries beyond this; it is compacted well before. */
export const MOST_ENTRIES = 512;
/**
 * Every further downlink of a bucket reads all its segments and rewrites its head four times, so that more entries cost
 * more than the object that a compaction writes.
 */
export const COMPACT_ABOVE = 8;
