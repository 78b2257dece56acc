/** Runs: consecutive samples of equal value in one series. Gaps do not break a run; its n counts samples. */
import * as z from 'zod';
import type { Selection } from './selection.ts';

export const runSchema = z.object({
  /** Times of the first and the last sample. */
  from: z.number(),
  to: z.number(),
  n: z.number(),
  value: z.number(),
});
export type Run = z.infer<typeof runSchema>;

/** Where the runs begin: ascending indices into `values`, the first of them 0 unless there are no values. */
export function runStarts(values: Float64Array): Uint32Array {
  const starts = new Uint32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (i === 0 || values[i] !== values[i - 1]) starts[count++] = i;
  }
  return starts.slice(0, count);
}

/** How many samples the r-th run has, of `total` samples. */
export function runLength(starts: Uint32Array, r: number, total: number): number {
  return (starts[r + 1] ?? total) - starts[r]!;
}

/** The first and the last run, which may continue in other buckets, and all runs of at least `minLength` samples. */
export function keptRuns({ times, values }: Selection, starts: Uint32Array, minLength: number): Run[] {
  const kept: Run[] = [];
  for (let r = 0; r < starts.length; r++) {
    const n = runLength(starts, r, times.length);
    if (n < minLength && r > 0 && r < starts.length - 1) continue;
    const start = starts[r]!;
    kept.push({ from: times[start]!, to: times[start + n - 1]!, n, value: values[start]! });
  }
  return kept;
}
