/** What was merged into a compacted entry of a head: whoever takes one downlink out again counts and merges from this. */
import * as z from 'zod';
import type { Micros } from '../time.ts';
import { entrySchema, type HeadEntry, unendedSchema } from './head.ts';

const mergedEntrySchema = entrySchema.extend({
  downlink: z.string(),
  /**
   * First and last sample here, µs, both included, of one that was merged before lists were kept: which segments it
   * had nobody wrote down, and they are made again from its file where they are asked for.
   */
  unlisted: z.object({ from: z.number(), to: z.number() }).optional(),
});
export type MergedEntry = z.infer<typeof mergedEntrySchema>;

export const mergedListSchema = z.object({
  /** False where others were merged before lists were kept: their receipts name the bucket, and nothing else does. */
  isWhole: z.boolean(),
  /** In the order of their commits. */
  entries: z.array(mergedEntrySchema),
  /** Of these entries: unended samples that gave way to another of these entries, so that the head need not know. */
  unended: z.array(unendedSchema),
});
export type MergedList = z.infer<typeof mergedListSchema>;

export const NOTHING_MERGED: MergedList = { isWhole: true, entries: [], unended: [] };

/** Both ends included. */
export interface Extent {
  readonly from: Micros;
  readonly to: Micros;
}

/** From the first to the last sample of an entry; null where it holds none. */
export function extentOf({ segments, unlisted }: HeadEntry & Pick<MergedEntry, 'unlisted'>): Extent | null {
  if (segments.length === 0) return unlisted ?? null;
  return {
    from: segments.reduce((first, { from }) => Math.min(first, from), Number.POSITIVE_INFINITY),
    to: segments.reduce((last, { to }) => Math.max(last, to), Number.NEGATIVE_INFINITY),
  };
}

export function overlaps(a: Extent | null, b: Extent | null): boolean {
  return a !== null && b !== null && a.from <= b.to && b.from <= a.to;
}
