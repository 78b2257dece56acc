import { mean } from '../../stats/mean.ts';
import { type MeanUncertainty, meanUncertainty } from '../../stats/mean-uncertainty.ts';
import { addToMoments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { type ChannelPairs, type OnEitherSide, totalOf } from './channel-pairs.ts';
import { type Equivalence, type EquivalenceRule, equivalenceOf } from './equivalence.ts';
import { unpairedOf } from './excluded.ts';
import { type IntervalBasis, intervalAround, noInterval } from './interval.ts';
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
  readonly interval: IntervalBasis;
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

const TOO_LARGE = 'the differences are beyond what a double holds';
const NEVER_CHANGES = 'the difference never changes: its spread is not known';

/** A spread this small beside the readings is rounding: 24.1 − 23.9 and 24.3 − 24.1 differ in the last bit. */
const ROUNDING = 8 * Number.EPSILON;

/**
 * Summary of the pairs that `counts` keeps. The interval is that of the raw differences in order (`meanUncertainty`); gaps
 * are not filled.
 *
 * @param parts the pairs of one series in adjacent, ascending ranges
 */
export function summarize(
  parts: readonly ChannelPairs[],
  counts: PairFilter,
  rule: EquivalenceRule,
  unpaired: OnEitherSide = unpairedOf(parts),
): Summary {
  const { flight, ground } = kept(parts, counts);
  const differences = flight.map((value, i) => value - ground[i]!);
  return summaryOf(
    {
      n: differences.length,
      paired: pairedIn(parts),
      unpaired,
      delta: mean(differences),
      sd: standardDeviation(differences),
      flight: mean(flight),
      ground: mean(ground),
      uncertainty: () => meanUncertainty(differences),
    },
    rule,
  );
}

/** What a summary is made of. */
export interface SummaryFigures {
  /** Pairs that count, and all of them. */
  readonly n: number;
  readonly paired: number;
  readonly unpaired: OnEitherSide;
  /** Means and spread of what counts; null where that is too little. */
  readonly delta: number | null;
  readonly sd: number | null;
  readonly flight: number | null;
  readonly ground: number | null;
  /** Of the mean of the differences; asked where they are no constant. */
  readonly uncertainty: () => MeanUncertainty;
}

export function summaryOf(figures: SummaryFigures, { margin, accuracy }: EquivalenceRule): Summary {
  const { n, paired, unpaired, delta: whole, sd: spread } = figures;
  // Differences of numbers near the largest double are beyond it, or their squares are.
  const isHuge = [whole, spread].some((figure) => figure !== null && !Number.isFinite(figure));
  const delta = Number.isFinite(whole) ? whole : null;
  const sd = isHuge ? null : spread;
  const scale = Math.max(Math.abs(figures.flight ?? 0), Math.abs(figures.ground ?? 0));
  const isConstant = sd !== null && sd <= ROUNDING * scale;
  const uncertainty = isConstant || isHuge ? null : figures.uncertainty();
  const why = isHuge ? TOO_LARGE : isConstant ? NEVER_CHANGES : fewPairsReason(n);
  const answer =
    delta === null || why !== null || uncertainty === null
      ? noInterval(why ?? TOO_LARGE)
      : intervalAround(delta, n, uncertainty);
  const { ci90: _decidesEquivalence, ...interval } = answer;
  return {
    delta,
    ...(delta === null && { deltaReason: isHuge ? TOO_LARGE : noPairsReason(paired, unpaired) }),
    sd,
    ...interval,
    effectiveSampleSize: uncertainty?.effectiveSampleSize ?? 1,
    pairedSamples: n,
    unpaired,
    flight: { n, mean: figures.flight },
    ground: { n, mean: figures.ground },
    ...(margin !== null && { equivalence: equivalenceOf(answer, margin, accuracy) }),
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

function standardDeviation(values: Float64Array): number | null {
  const moments = startMoments();
  for (const value of values) addToMoments(moments, value);
  const variance = sampleVariance(moments);
  return variance === null ? null : Math.sqrt(variance);
}

/** Null where there are two or more. */
function fewPairsReason(n: number): string | null {
  return n < 2 ? `${n === 0 ? 'no' : 'one'} paired sample counts: two at least are needed` : null;
}

function noPairsReason(paired: number, { flight, ground }: OnEitherSide): string {
  if (paired > 0) return `none of the ${paired} paired samples counts here`;
  return `no samples are paired; ${totalOf(flight)} of flight and ${totalOf(ground)} of ground found no partner`;
}
