import { blockCosinePowers, cosinePowers, type SummedBlocks } from './cosine-powers.ts';
import { blocksWithoutLone, withoutLone } from './lone-values.ts';
import { addToMoments, sampleVariance, startMoments } from './moments.ts';
import { type Explanation, explanationsOf } from './slow-noise.ts';
import { studentTDensity, studentTOutside, studentTQuantile } from './student-t.ts';

/** How well the mean of a correlated series is known. */
export interface MeanUncertainty {
  /** Half of the interval mean ± half that misses with the probability given (0.05); null where the series is too short. */
  readonly half: ((miss: number) => number) | null;
  /** How many independent samples would fix the mean as well, at most n; without an interval, so many at least. */
  readonly effectiveSampleSize: number;
  /** Decorrelation times that the series holds at least, with the certainty that an interval asks for. */
  readonly leastTimes: number;
}

/** The slowest waves say how slow the noise is; faster ones only add what an orbit or a controller does. */
const MOST_WAVES = 80;
/** Fewer say nothing. */
export const FEWEST_VALUES = 8;
/** Fewer blocks than these hide too much of the fastest wave. */
export const FEWEST_BLOCKS = 1024;
/** An interval needs a series of two decorrelation times or more. */
export const LEAST_TIMES = 2;
/** What it may still be, were it shorter: the interval is made for that too. */
const SHORTEST_TIMES = 1;
/** Explanations of less weight than this, all together below a thousandth, move no digit. */
const NEGLIGIBLE = 1e-5;

/**
 * The interval of the mean of n equally spaced, correlated values: the quantile of the mixture of Student's t distributions
 * that the processes of `slow-noise` give, each by its weight. It is refused unless the data rule out that the series is
 * shorter than two decorrelation times: a test of its own, so that a refusal does not select the runs whose spread came out
 * too small. Measured coverage and what else was tried: docs/intervals.md.
 *
 * Values that stand alone make any noise look white. Where there are some, the interval is the wider one of the series with
 * them and of that without, and both must be long enough.
 *
 * A constant series has no interval and counts as one value.
 *
 * @param parts of the series, in order
 */
export function meanUncertainty(...parts: readonly Float64Array[]): MeanUncertainty {
  const n = parts.reduce((all, { length }) => all + length, 0);
  if (n < FEWEST_VALUES) return unknown(n);
  const whole = uncertaintyOf(cosinePowers(parts, wavesOf(n)), n, varianceOf(parts));
  const others = withoutLone(parts);
  if (others === parts) return whole;
  return lessCertain(whole, uncertaintyOf(cosinePowers(others, wavesOf(n)), n, varianceOf(others)));
}

/**
 * The same of a series in blocks. The fastest wave is slower than 25 of 2,048 blocks: what a block hides of it moves the
 * interval by less than a hundredth (docs/intervals.md).
 *
 * @param blocks `FEWEST_BLOCKS` at least
 * @param spread variance of the values
 */
export function blockMeanUncertainty(blocks: SummedBlocks, spread: number): MeanUncertainty {
  const n = blocks.n.reduce((all, ofBlock) => all + ofBlock, 0);
  if (n < FEWEST_VALUES) return unknown(n);
  const whole = uncertaintyOf(blockCosinePowers(blocks, wavesOf(n)), n, spread);
  const others = blocksWithoutLone(blocks);
  // How far the values of a block lie apart is not known without the lone ones: the spread is at most that of all.
  return others === blocks
    ? whole
    : lessCertain(whole, uncertaintyOf(blockCosinePowers(others, wavesOf(n)), n, spread));
}

function lessCertain(one: MeanUncertainty, other: MeanUncertainty): MeanUncertainty {
  const [a, b] = [one.half, other.half];
  return {
    half: a === null || b === null ? null : (miss) => Math.max(a(miss), b(miss)),
    effectiveSampleSize: Math.min(one.effectiveSampleSize, other.effectiveSampleSize),
    leastTimes: Math.min(one.leastTimes, other.leastTimes),
  };
}

/** Of a constant series too. */
const unknown = (n: number): MeanUncertainty => ({
  half: null,
  effectiveSampleSize: Math.min(n, 1),
  leastTimes: 0,
});

const wavesOf = (n: number): number => Math.min(MOST_WAVES, Math.floor(n / 2));

function uncertaintyOf(powers: Float64Array, n: number, spread: number): MeanUncertainty {
  if (!(spread > 0 && powers.some((power) => power > 0))) return unknown(n);
  const all = explanationsOf(powers, n);
  const tooShort = weightOf(all.filter(({ times }) => times < LEAST_TIMES));
  const limit = mostDoubt(n);
  const likely = all.filter(({ times, weight }) => times > SHORTEST_TIMES && weight > NEGLIGIBLE);
  const total = weightOf(likely);
  const meanSquare = likely.reduce((sum, { weight, scale }) => sum + (weight / total) * scale * scale, 0);
  // Neighbours that oppose each other tell no more of the mean than was measured.
  const independent = Math.sqrt(spread);
  const half = (miss: number) => {
    const least = independent * studentTQuantile(1 - miss / 2, powers.length);
    return Math.max(least, quantileOf(likely, total, powers.length, miss)) / Math.sqrt(n);
  };
  const leastTimes = timesAt(all, limit);
  const isTooShort = tooShort > limit;
  // Where only shorter windows explain it, all of it is worth one sample.
  const worth = meanSquare > 0 ? Math.min(n, (n * spread) / meanSquare) : 1;
  return {
    half: isTooShort ? null : half,
    // An estimate that is not certain enough for an interval is none for a number beside it.
    effectiveSampleSize: Math.max(1, isTooShort ? Math.min(worth, leastTimes) : worth),
    leastTimes,
  };
}

/**
 * How likely it may be after the data that the series is shorter than two decorrelation times: odds of 0.18 up to 120 values,
 * of 0.36 from 480 on. The longer a series, the less likely that is beforehand, and the better white noise is told from slow.
 */
function mostDoubt(n: number): number {
  const odds = 0.18 * Math.max(1, Math.min(2, Math.sqrt(n / 120)));
  return odds / (1 + odds);
}

/** The times below which the explanations weigh as much as `share`; each stands for the half octave around it. */
function timesAt(all: readonly Explanation[], share: number): number {
  const byTimes = Map.groupBy(all, ({ times }) => times);
  let below = 0;
  for (const [times, some] of byTimes) {
    const weight = weightOf(some);
    if (below + weight > share) return times * 2 ** ((share - below) / weight / 2 - 0.25);
    below += weight;
  }
  return Number.POSITIVE_INFINITY;
}

/** The h beyond which, on both sides, the mixture holds `level`: by Newton steps from below, where the tail is convex. */
function quantileOf(likely: readonly Explanation[], total: number, df: number, level: number): number {
  const tails = (h: number) =>
    likely.reduce((sum, { weight, scale }) => sum + weight * studentTOutside(h / scale, df), 0) / total;
  const slope = (h: number) =>
    likely.reduce(
      (sum, { weight, scale }) => sum + (weight * 2 * studentTDensity(h / scale, df)) / scale,
      0,
    ) / total;
  let h = studentTQuantile(1 - level / 2, df) * Math.min(...likely.map(({ scale }) => scale));
  for (let step = 0; step < 100; step++) {
    const next = h + (tails(h) - level) / slope(h);
    if (!(next > h * (1 + 1e-12))) break;
    h = next;
  }
  return h;
}

function varianceOf(parts: readonly Float64Array[]): number {
  const moments = startMoments();
  for (const values of parts) for (let i = 0; i < values.length; i++) addToMoments(moments, values[i]!);
  return sampleVariance(moments) ?? 0;
}

function weightOf(some: readonly Explanation[]): number {
  return some.reduce((sum, { weight }) => sum + weight, 0);
}
