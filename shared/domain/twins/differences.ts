import { addToMoments, startMoments } from '../../stats/moments.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { isBeyond } from './beyond.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** The paired differences of a channel, held against its margin. */
export interface Differences {
  /** Pairs that count. */
  readonly n: number;
  readonly mean: number | null;
  /** Pairs beyond the margin on either side. */
  readonly beyond: number;
  readonly longest: Excursion | null;
}

/** Consecutive pairs beyond the margin on one side. */
interface Excursion {
  readonly from: Micros;
  /** From its first pair to its last. */
  readonly seconds: Seconds;
  readonly sign: 1 | -1;
  /** The difference farthest from 0. */
  readonly worst: number;
}

/** An excursion does not reach across a gap: an interval longer than as many periods. */
const GAP_PERIODS = 3;

/** Walks the pairs that count once. A difference at the margin is not beyond it. */
export function measureDifferences(
  pairs: ChannelPairs,
  counts: PairFilter,
  margin: number,
  periodSeconds: Seconds,
): Differences {
  const moments = startMoments();
  let beyond = 0;
  let longest: Excursion | null = null;
  let current: Excursion | null = null;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < pairs.flight.length; i++) {
    if (!counts(pairs, i)) continue;
    const at = pairs.flightTimes[i]!;
    const difference = pairs.flight[i]! - pairs.ground[i]!;
    addToMoments(moments, difference);
    if (at - last > GAP_PERIODS * periodSeconds * MICROS_PER_SECOND) current = null;
    last = at;
    if (!isBeyond(difference, margin)) {
      current = null;
      continue;
    }
    beyond++;
    current = extended(current, at, difference);
    if (longest === null || current.seconds > longest.seconds || current.from === longest.from)
      longest = current;
  }
  return { n: moments.n, mean: moments.n === 0 ? null : moments.mean, beyond, longest };
}

function extended(current: Excursion | null, at: Micros, difference: number): Excursion {
  const sign = difference > 0 ? 1 : -1;
  if (current === null || current.sign !== sign) return { from: at, seconds: 0, sign, worst: difference };
  return {
    from: current.from,
    seconds: (at - current.from) / MICROS_PER_SECOND,
    sign,
    worst: Math.abs(difference) > Math.abs(current.worst) ? difference : current.worst,
  };
}
