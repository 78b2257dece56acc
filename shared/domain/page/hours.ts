/**
 * The coarse rollups of all series of a unit-bucket in one small item beside its head, so that a range of weeks is
 * answered from one query of the table. It says the same as the page that it names, and counts only while the head
 * names that page too; where it is missing, stale or too large to be kept, the page itself is read.
 */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

const section = z.tuple([z.number(), z.number(), z.number(), z.number().optional()]);

const hoursSchema = z.object({
  unit: z.string(),
  bucket: z.string(),
  /** Of the head, when the page was computed. */
  v: z.number().int(),
  /** Digest of the page; its key where that named the content. */
  page: z.string(),
  /** Null where all of them together are too large for an item. */
  series: z
    .array(
      z.object({
        series: z.string(),
        /** The coarse rollup's bytes in base64. */
        coarse: z.string(),
        windowSeconds: z.number(),
        /** Where the fine one lies in the page: first byte, bytes, seconds of a window, CRC-32 where it has one. */
        fine: section.nullable(),
      }),
    )
    .nullable(),
});
export type HoursRecord = z.infer<typeof hoursSchema>;
export const hoursKind: Kind<HoursRecord> = { name: 'hours', schema: hoursSchema, isDue: () => false };
const HOURS = 'HOURS';
export const hoursKey = (experiment: string, generation: number, unit: string, bucket: string): Key => ({
  partition: experiment,
  sort: sortKey(HOURS, `g${generation}`, unit, bucket),
});
export const hoursPrefix = (generation: number, unit: string): string =>
  sortKey(HOURS, `g${generation}`, unit, '');

/** Characters of all rollups of an item; as much again of names and places would still be far from 400 KB. */
export const MOST_HOURS_TEXT = 150_000;
