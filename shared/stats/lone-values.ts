/**
 * Values that stand alone, such as the jump of a sensor. A wave has as much of one of them as of white noise, so that a
 * single one, large enough, hides how slow the noise of all the others is.
 */
import type { SummedBlocks } from './cosine-powers.ts';
import { addToMoments, startMoments } from './moments.ts';

/** Standard deviations from the mean. Of a million independent normal values none reaches so far. */
const LONE = 8;
/** The largest hide the others: without them these stand out. */
const ROUNDS = 3;

/** The series with its lone values at the mean of the others; the very same parts where there is none. */
export function withoutLone(parts: readonly Float64Array[]): readonly Float64Array[] {
  let cleared = parts;
  for (let round = 0; round < ROUNDS; round++) {
    const reach = reachOf(cleared);
    if (!hasLone(cleared, reach)) break;
    const { mean, limit } = reach;
    const others = meanWithin(cleared, reach);
    cleared = cleared.map((values) =>
      values.map((value) => (Math.abs(value - mean) > limit ? others : value)),
    );
  }
  return cleared;
}

/** The same of a series in blocks: one stands alone by the variance of its mean. */
export function blocksWithoutLone(blocks: SummedBlocks): SummedBlocks {
  const { n, sum } = blocks;
  // √n (mean of the block − c) has the same variance in blocks of any length.
  const centre = totalOf(sum) / totalOf(n);
  const scaled = n.map((count, i) => (count === 0 ? 0 : (sum[i]! - count * centre) / Math.sqrt(count)));
  const [cleared = scaled] = withoutLone([scaled]);
  if (cleared === scaled) return blocks;
  return { n, sum: n.map((count, i) => cleared[i]! * Math.sqrt(count) + count * centre) };
}

/** Values farther than `limit` from the mean stand alone. */
interface Reach {
  readonly mean: number;
  readonly limit: number;
}

function reachOf(parts: readonly Float64Array[]): Reach {
  const moments = startMoments();
  for (const values of parts) for (let i = 0; i < values.length; i++) addToMoments(moments, values[i]!);
  return { mean: moments.mean, limit: LONE * Math.sqrt(moments.m2 / moments.n) };
}

function hasLone(parts: readonly Float64Array[], { mean, limit }: Reach): boolean {
  for (const values of parts)
    for (let i = 0; i < values.length; i++) if (Math.abs(values[i]! - mean) > limit) return true;
  return false;
}

function meanWithin(parts: readonly Float64Array[], { mean, limit }: Reach): number {
  const moments = startMoments();
  for (const values of parts)
    for (const value of values) if (Math.abs(value - mean) <= limit) addToMoments(moments, value);
  return moments.mean;
}

const totalOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
