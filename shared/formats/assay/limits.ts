/** How large a file of an assay may be, and the refusal of one that is larger. */
import { Refusal } from '../../domain/refusal.ts';
import { groupedText } from '../../domain/words/count.ts';

export const MOST_BYTES = 256 * 1024 * 1024;
export const MOST_LINE_BYTES = 1_000_000;
export const MOST_FEATURES = 200_000;
export const MOST_SAMPLES = 2_000;
export const MOST_CELLS = 6_000_000;
/** Rows of a sheet: a map of transcripts to genes has one per transcript. */
export const MOST_SHEET_ROWS = 600_000;
export const LONGEST_NAME = 200;

/** Fails with `assay.too-large` for a file that is not to be read whole. `bytes`: as announced, or as arrived so far. */
export function refuseLargeTable(bytes: number): void {
  refuseAbove(MOST_BYTES, bytes, 'bytes', 'send fewer samples or genes in a file');
}

/** Fails with `assay.too-large` where there are more than `most`; `what` such as `samples`. */
export function refuseAbove(most: number, count: number, what: string, advice: string): void {
  if (count <= most) return;
  const sentence = `expected at most ${groupedText(most)} ${what}, got ${groupedText(count)}: ${advice}`;
  throw new Refusal('too-large', 'assay.too-large', sentence);
}
