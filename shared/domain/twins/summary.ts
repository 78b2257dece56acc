import { type MeanUncertainty, meanUncertainty } from '../../stats/mean-uncertainty.ts';
import { addToMoments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { addToSum, type CompensatedSum, startSum, summedUp } from '../../stats/sum.ts';
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
): Summary {
  const summary = new SummaryInParts(rule);
  for (const pairs of parts) summary.add(pairs, counts);
  return summary.finish(unpairedOf(parts));
}

/** Flight minus ground of each pair. */
export function differencesOf({ flight, ground }: ChannelPairs): Float64Array {
  const differences = new Float64Array(flight.length);
  for (let i = 0; i < flight.length; i++) differences[i] = flight[i]! - ground[i]!;
  return differences;
}

/** The same of pairs that come part by part, in order of time: equal to the last bit. Of them the differences are held. */
export class SummaryInParts {
  readonly #rule: EquivalenceRule;
  readonly #differences: Float64Array[] = [];
  readonly #delta = startSum();
  readonly #flight = startSum();
  readonly #ground = startSum();
  readonly #moments = startMoments();
  #paired = 0;

  constructor(rule: EquivalenceRule) {
    this.#rule = rule;
  }

  /** @param differences of all these pairs: where every pair counts they are held as they are, once for several summaries */
  add(pairs: ChannelPairs, counts: PairFilter, differences = differencesOf(pairs)): void {
    const [delta, ofFlight, ofGround] = [this.#delta, this.#flight, this.#ground];
    const moments = this.#moments;
    const { flight, ground } = pairs;
    const kept = new Float64Array(flight.length);
    let n = 0;
    for (let i = 0; i < flight.length; i++) {
      if (!counts(pairs, i)) continue;
      const difference = differences[i]!;
      kept[n++] = difference;
      addToSum(delta, difference);
      addToMoments(moments, difference);
      addToSum(ofFlight, flight[i]!);
      addToSum(ofGround, ground[i]!);
    }
    this.#differences.push(n === flight.length ? differences : kept.slice(0, n));
    this.#paired += flight.length;
  }

  /** @param unpaired all samples without a partner */
  finish(unpaired: OnEitherSide): Summary {
    const { n } = this.#moments;
    const variance = sampleVariance(this.#moments);
    const meanOf = (total: CompensatedSum) => (n === 0 ? null : summedUp(total) / n);
    return summaryOf(
      {
        n,
        paired: this.#paired,
        unpaired,
        delta: meanOf(this.#delta),
        sd: variance === null ? null : Math.sqrt(variance),
        flight: meanOf(this.#flight),
        ground: meanOf(this.#ground),
        uncertainty: () => meanUncertainty(...this.#differences),
      },
      this.#rule,
    );
  }
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

/** Null where there are two or more. */
function fewPairsReason(n: number): string | null {
  return n < 2
    ? `${n === 0 ? 'no pair counts' : 'only one pair counts'}: an interval needs two at least`
    : null;
}

function noPairsReason(paired: number, { flight, ground }: OnEitherSide): string {
  if (paired > 0) return `none of the ${paired} paired samples counts here`;
  const [ofFlight, ofGround] = [totalOf(flight), totalOf(ground)];
  if (ofFlight + ofGround === 0) return 'no samples are paired';
  return `no samples are paired; ${ofFlight} of flight and ${ofGround} of ground found no partner`;
}
