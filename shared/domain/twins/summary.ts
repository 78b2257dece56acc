import { effectiveSampleSize } from '../../stats/effective-sample-size.ts';
import { mean } from '../../stats/mean.ts';
import { addToMoments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { studentTQuantile } from '../../stats/student-t-quantile.ts';
import { type ChannelPairs, type OnEitherSide, summed, totalOf } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** Flight minus ground over the pairs that count. What cannot be said is null, with its reason beside it. */
export interface Summary {
  /** Mean of the paired differences. */
  readonly delta: number | null;
  readonly deltaReason?: string;
  /** Of the paired differences, with divisor n − 1. */
  readonly sd: number | null;
  /** Of this pair's mean over this window, not of a population. */
  readonly ci95: readonly [number, number] | null;
  readonly ci95Reason?: string;
  readonly effectiveSampleSize: number;
  readonly pairedSamples: number;
  /** All samples without a partner, whatever the filter. */
  readonly unpaired: OnEitherSide;
  readonly flight: SideMean;
  readonly ground: SideMean;
  readonly equivalence?: Equivalence;
}

interface SideMean {
  readonly n: number;
  readonly mean: number | null;
}

/** Whether the interval lies within ± margin (two one-sided tests); null where there is no interval. */
interface Equivalence {
  readonly margin: number;
  readonly equivalent: boolean | null;
  readonly reason?: string;
}

/** Below this many independent samples, the spread of the mean is not known well enough for an interval. */
const SMALLEST_SAMPLE = 10;
const TOO_LARGE = 'the differences are beyond what a double holds';

/** A spread this small beside the readings is rounding: 24.1 − 23.9 and 24.3 − 24.1 differ in the last bit. */
const ROUNDING = 8 * Number.EPSILON;

/**
 * Summary of the pairs that `counts` keeps. The interval is delta ± t(0.975, ESS − 1) · sd / √ESS, with the
 * effective sample size (Geyer 1992, see stats) of the raw differences in order; gaps are not filled. It is refused
 * below ESS 10.
 *
 * @param parts the pairs of one series in adjacent, ascending ranges
 * @param margin the difference that counts as equal, in the channel's unit; null where none is declared.
 */
export function summarize(
  parts: readonly ChannelPairs[],
  counts: PairFilter,
  margin: number | null,
): Summary {
  const { flight, ground } = kept(parts, counts);
  const paired = pairedIn(parts);
  const unpaired = unpairedIn(parts);
  const differences = flight.map((value, i) => value - ground[i]!);
  const n = differences.length;
  const whole = mean(differences);
  const spread = standardDeviation(differences);
  // Differences of numbers near the largest double are beyond it, or their squares are.
  const isHuge = [whole, spread].some((figure) => figure !== null && !Number.isFinite(figure));
  const delta = Number.isFinite(whole) ? whole : null;
  const flightMean = mean(flight);
  const groundMean = mean(ground);
  const sd = isHuge ? null : spread;
  const scale = Math.max(Math.abs(flightMean ?? 0), Math.abs(groundMean ?? 0));
  const isConstant = sd !== null && sd <= ROUNDING * scale;
  const ess = isConstant || isHuge ? 1 : effectiveSampleSize(differences);
  const interval = isHuge ? { ci95: null, ci95Reason: TOO_LARGE } : intervalOf(delta, sd, ess, isConstant);
  return {
    delta,
    ...(delta === null && { deltaReason: isHuge ? TOO_LARGE : noPairsReason(paired, unpaired) }),
    sd,
    ...interval,
    effectiveSampleSize: ess,
    pairedSamples: n,
    unpaired,
    flight: { n, mean: flightMean },
    ground: { n, mean: groundMean },
    ...(margin !== null && { equivalence: equivalenceOf(interval, margin) }),
  };
}

function kept(
  parts: readonly ChannelPairs[],
  counts: PairFilter,
): { flight: Float64Array; ground: Float64Array } {
  const most = pairedIn(parts);
  const flight = new Float64Array(most);
  const ground = new Float64Array(most);
  let n = 0;
  for (const pairs of parts) {
    for (let i = 0; i < pairs.flight.length; i++) {
      if (!counts(pairs, i)) continue;
      flight[n] = pairs.flight[i]!;
      ground[n] = pairs.ground[i]!;
      n++;
    }
  }
  return { flight: flight.subarray(0, n), ground: ground.subarray(0, n) };
}

function pairedIn(parts: readonly ChannelPairs[]): number {
  return parts.reduce((sum, { flight }) => sum + flight.length, 0);
}

function unpairedIn(parts: readonly ChannelPairs[]): OnEitherSide {
  return {
    flight: summed(parts.map(({ unpaired }) => unpaired.flight)),
    ground: summed(parts.map(({ unpaired }) => unpaired.ground)),
  };
}

function standardDeviation(values: Float64Array): number | null {
  const moments = startMoments();
  for (const value of values) addToMoments(moments, value);
  const variance = sampleVariance(moments);
  return variance === null ? null : Math.sqrt(variance);
}

interface IntervalAnswer {
  readonly ci95: readonly [number, number] | null;
  readonly ci95Reason?: string;
}

function intervalOf(
  delta: number | null,
  sd: number | null,
  ess: number,
  isConstant: boolean,
): IntervalAnswer {
  if (delta === null || sd === null) {
    return {
      ci95: null,
      ci95Reason: `${delta === null ? 'no' : 'one'} paired sample: two at least are needed`,
    };
  }
  if (isConstant) return { ci95: null, ci95Reason: 'the difference never changes: its spread is not known' };
  if (ess < SMALLEST_SAMPLE) {
    // 9.97 must not read as "10.0 is below 10".
    const shown = Math.min(ess, SMALLEST_SAMPLE - 0.1).toFixed(1);
    return { ci95: null, ci95Reason: `effective sample size ${shown} is below ${SMALLEST_SAMPLE}` };
  }
  const half = (studentTQuantile(0.975, ess - 1) * sd) / Math.sqrt(ess);
  return { ci95: [delta - half, delta + half] };
}

function noPairsReason(paired: number, { flight, ground }: OnEitherSide): string {
  if (paired > 0) return `none of the ${paired} paired samples counts here`;
  return `no samples are paired; ${totalOf(flight)} of flight and ${totalOf(ground)} of ground found no partner`;
}

function equivalenceOf({ ci95, ci95Reason }: IntervalAnswer, margin: number): Equivalence {
  if (ci95 === null) return { margin, equivalent: null, reason: `no interval: ${ci95Reason}` };
  return { margin, equivalent: ci95[0] >= -margin && ci95[1] <= margin };
}
