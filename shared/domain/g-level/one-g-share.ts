/** Whether an arm on board was at 1 g: for how much of its culture time its g-level was near 1. */
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { spansOf } from './g-summary.ts';

/** g-levels at the cells, one per time, ascending. */
export interface GLevels {
  readonly times: Float64Array;
  readonly g: Float64Array;
}

export interface OneGShare {
  /** `UNKNOWN` where what was not measured decides. */
  readonly countsAsOneG: 'YES' | 'NO' | 'UNKNOWN';
  /** Shares of the culture time: near 1 g, measured elsewhere (spin-up and stops), and not measured. They add up to 1. */
  readonly near: number;
  readonly off: number;
  readonly unmeasured: number;
  /** The shares in words, or why nothing is known of them. */
  readonly measured: string;
  /** With what comes of them. */
  readonly message: string;
}

/** An arm ONBOARD_1G counts as 1 g with so much of its culture time between these. */
export const ONE_G = { least: 0.9, most: 1.1, leastShare: 0.95 } as const;

export const isNearOneG = (g: number): boolean => g >= ONE_G.least && g <= ONE_G.most;

/**
 * A level stands for the time to the next one, or for a period where that comes later; what is beyond is not measured.
 * Spin-up and stops count as culture time.
 *
 * @param culture from when to when the cells were in culture; `to` is after `from`
 * @param period between two levels
 */
export function oneGShare(levels: GLevels, culture: Interval, period: Micros): OneGShare {
  const time = { near: 0, off: 0 };
  addLevels(time, levels, culture, period);
  return oneGOf(time, culture.to - culture.from);
}

/** Periods that a level may stand for, and a little more. */
const MOST_SPAN = 2;

/** Time near 1 g, and measured elsewhere. */
export interface OneGTime {
  near: Micros;
  off: Micros;
}

/** Adds what the levels say of a part of the culture; those around it say for how long they stand within. */
export function addLevels(time: OneGTime, { times, g }: GLevels, within: Interval, period: Micros): void {
  // None that is earlier stands for so long.
  const first = firstAtOrAfter(times, within.from - MOST_SPAN * period);
  const end = Math.min(times.length, firstAtOrAfter(times, within.to) + 1);
  const spans = spansOf(times.subarray(first, end), period);
  spans.forEach((stands, i) => {
    const at = times[first + i]!;
    const span = Math.max(0, Math.min(at + stands, within.to) - Math.max(at, within.from));
    if (isNearOneG(g[first + i]!)) time.near += span;
    else time.off += span;
  });
}

/** @param whole of the culture time; above 0 */
export function oneGOf({ near, off }: OneGTime, whole: Micros): OneGShare {
  const shares = { near: near / whole, off: off / whole, unmeasured: Math.max(0, 1 - (near + off) / whole) };
  const countsAsOneG = decide(shares);
  return { countsAsOneG, ...shares, ...told(countsAsOneG, shares) };
}

type Shares = Pick<OneGShare, 'near' | 'off' | 'unmeasured'>;

function decide({ near, unmeasured }: Shares): OneGShare['countsAsOneG'] {
  if (near >= ONE_G.leastShare) return 'YES';
  return near + unmeasured >= ONE_G.leastShare ? 'UNKNOWN' : 'NO';
}

function told(
  verdict: OneGShare['countsAsOneG'],
  { near, off, unmeasured }: Shares,
): Pick<OneGShare, 'measured' | 'message'> {
  const { least, most, leastShare } = ONE_G;
  const measured = `${shareText(near)} of the culture time at ${least} to ${most} g, ${shareText(off)} at other levels, ${shareText(unmeasured)} not measured`;
  if (verdict === 'YES') return { measured, message: `counts as 1 g: ${measured}` };
  const known = verdict === 'NO' ? 'does not count as 1 g' : 'unknown whether it counts as 1 g';
  return { measured, message: `${known}: ${measured} (${shareText(leastShare)} needed)` };
}

/** `97.2 %`, `10 %`. */
export const shareText = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
