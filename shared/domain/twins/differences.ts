import { mergeMoments } from '../../stats/moments.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { isBeyond } from './beyond.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** The paired differences of a stretch of time, held against a channel's margin. Stretches can be laid end to end. */
export interface Differences {
  /** Pairs that count. */
  readonly n: number;
  /** Null where none counts. */
  readonly mean: number | null;
  /** Pairs beyond the margin on either side. */
  readonly beyond: number;
  /** Times of the first and the last pair that counts; null where none does. */
  readonly span: { readonly from: Micros; readonly to: Micros } | null;
  /** The excursion that the first pair is in; null where it is within the margin. */
  readonly head: Excursion | null;
  /** The excursion that the last pair is in. */
  readonly tail: Excursion | null;
  readonly longest: Excursion | null;
}

/** Consecutive pairs beyond the margin on one side. */
export interface Excursion {
  /** Its first pair. */
  readonly from: Micros;
  /** Its last pair. */
  readonly to: Micros;
  readonly sign: 1 | -1;
  /** The difference farthest from 0. */
  readonly worst: number;
}

export const NO_DIFFERENCES: Differences = {
  ...{ n: 0, mean: null, beyond: 0 },
  ...{ span: null, head: null, tail: null, longest: null },
};

/** An excursion does not reach across a gap: an interval longer than as many periods. */
const GAP_PERIODS = 3;

/** Walks the pairs that count once. A difference at the margin is not beyond it. */
export function measureDifferences(
  pairs: ChannelPairs,
  counts: PairFilter,
  margin: number,
  periodSeconds: Seconds,
): Differences {
  const differences = new DifferencesInParts(margin, periodSeconds);
  differences.add(pairs, counts);
  return differences.finish();
}

/** The same of pairs that come part by part, in order of time: equal to the last bit. */
export class DifferencesInParts {
  readonly #margin: number;
  readonly #gap: Micros;
  #sofar: Differences = NO_DIFFERENCES;

  constructor(margin: number, periodSeconds: Seconds) {
    this.#margin = margin;
    this.#gap = gapOf(periodSeconds);
  }

  add(pairs: ChannelPairs, counts: PairFilter): void {
    const [margin, gap] = [this.#margin, this.#gap];
    let { n, beyond, head, longest } = this.#sofar;
    let mean = this.#sofar.mean ?? 0;
    let current = this.#sofar.tail;
    let first = this.#sofar.span?.from ?? 0;
    let last = this.#sofar.span?.to ?? Number.NEGATIVE_INFINITY;
    for (let i = 0; i < pairs.flight.length; i++) {
      if (!counts(pairs, i)) continue;
      const at = pairs.flightTimes[i]!;
      const difference = pairs.flight[i]! - pairs.ground[i]!;
      n += 1;
      mean += (difference - mean) / n;
      if (n === 1) first = at;
      if (at - last > gap) current = null;
      last = at;
      if (!isBeyond(difference, margin)) {
        current = null;
        continue;
      }
      beyond++;
      current = extended(current, at, difference);
      longest = longer(longest, current);
      if (current.from === first) head = current;
    }
    if (n === 0) return;
    this.#sofar = { n, mean, beyond, span: { from: first, to: last }, head, tail: current, longest };
  }

  finish(): Differences {
    return this.#sofar;
  }
}

/** Those of two adjacent stretches, in order of time, as of one. */
export function joinDifferences(a: Differences, b: Differences, periodSeconds: Seconds): Differences {
  if (a.span === null) return b;
  if (b.span === null) return a;
  const isNear = b.span.from - a.span.to <= gapOf(periodSeconds);
  const joint = isNear ? joined(a.tail, b.head) : null;
  const { n, mean } = mergeMoments(momentsOf(a), momentsOf(b));
  const reachesBack = joint !== null && a.head?.from === joint.from;
  const reachesOn = joint !== null && b.tail?.from === b.head?.from;
  const jointOrA = longer(a.longest, joint);
  // What the joint excursion is the beginning of, it stands for.
  const ofB = joint !== null && b.longest?.from === b.head?.from ? null : b.longest;
  return {
    n,
    mean,
    beyond: a.beyond + b.beyond,
    span: { from: a.span.from, to: b.span.to },
    head: reachesBack ? joint : a.head,
    tail: reachesOn ? joint : b.tail,
    longest: longer(jointOrA, ofB),
  };
}

/** From its first pair to its last. */
export function secondsOf({ from, to }: Excursion): Seconds {
  return (to - from) / MICROS_PER_SECOND;
}

function gapOf(periodSeconds: Seconds): Micros {
  return GAP_PERIODS * periodSeconds * MICROS_PER_SECOND;
}

const momentsOf = ({ n, mean }: Differences) => ({ n, mean: mean ?? 0, m2: 0 });

function extended(current: Excursion | null, at: Micros, difference: number): Excursion {
  const sign = difference > 0 ? 1 : -1;
  const alone: Excursion = { from: at, to: at, sign, worst: difference };
  return joined(current, alone) ?? alone;
}

/** One excursion of two neighbours; null where they are on different sides, or one is not there. */
function joined(a: Excursion | null, b: Excursion | null): Excursion | null {
  if (a === null || b === null || a.sign !== b.sign) return null;
  const worst = Math.abs(b.worst) > Math.abs(a.worst) ? b.worst : a.worst;
  return { from: a.from, to: b.to, sign: a.sign, worst };
}

/** The longer one, of equally long ones the earlier; the second also where it is the first gone on. */
function longer(a: Excursion | null, b: Excursion | null): Excursion | null {
  if (a === null || b === null) return a ?? b;
  return b.to - b.from > a.to - a.from || b.from === a.from ? b : a;
}
