import { FEWEST_VALUES, LEAST_TIMES, type MeanUncertainty } from '../../stats/mean-uncertainty.ts';

type Ends = readonly [number, number];

/** What the interval is an interval of, and how it was made. */
export interface IntervalBasis {
  readonly of: string;
  readonly method: string;
  /** Independent units that the interval speaks of: one pair. */
  readonly units: { readonly flight: number; readonly ground: number };
  /** Samples that repeat each other: pairs per independent one, (1 + φ) / (1 − φ); null without an interval. */
  readonly decorrelationSamples: number | null;
  /** Coefficient of the AR(1) process of that decorrelation time. */
  readonly phi: number | null;
  /** Decorrelation times that the window surely holds; given where they are too few for an interval. */
  readonly decorrelationTimes?: number;
}

/** The interval of a mean; what cannot be said is null, with its reason. */
export interface IntervalAnswer {
  readonly ci90: Ends | null;
  readonly ci95: Ends | null;
  readonly ci95Reason?: string;
  readonly interval: IntervalBasis;
}

const BASIS = {
  of: "this pair's mean of flight minus ground over this window, not a population's",
  method: 'slow-waves: AR(1) and white noise, from the slowest waves of the differences (docs/intervals.md)',
  units: { flight: 1, ground: 1 },
};
const UNKNOWN: IntervalBasis = { ...BASIS, decorrelationSamples: null, phi: null };

export function noInterval(reason: string): IntervalAnswer {
  return { ci90: null, ci95: null, ci95Reason: reason, interval: UNKNOWN };
}

/** @param n differences whose mean is `delta` */
export function intervalAround(
  delta: number,
  n: number,
  { half, effectiveSampleSize, leastTimes }: MeanUncertainty,
): IntervalAnswer {
  if (n < FEWEST_VALUES) {
    return noInterval(
      `too short: ${n} pairs; ${FEWEST_VALUES} are needed to tell how they repeat each other`,
    );
  }
  if (half !== null) {
    const samples = n / effectiveSampleSize;
    const known = { ...BASIS, decorrelationSamples: samples, phi: (samples - 1) / (samples + 1) };
    const ends = (by: number): Ends => [delta - by, delta + by];
    return { ci90: ends(half(0.1)), ci95: ends(half(0.05)), interval: known };
  }
  // 1.97 must not read as "2.0, 2 are needed".
  const decorrelationTimes = Math.floor(leastTimes * 10) / 10;
  return {
    ci90: null,
    ci95: null,
    ci95Reason: `${tooShortText(decorrelationTimes)} are certain in ${n} pairs; ${LEAST_TIMES} are needed`,
    interval: { ...UNKNOWN, decorrelationTimes },
  };
}

/** In place of the interval of a window that is too short. */
export const tooShortText = (decorrelationTimes: number): string =>
  `too short: ${decorrelationTimes.toFixed(1)} decorrelation times`;
