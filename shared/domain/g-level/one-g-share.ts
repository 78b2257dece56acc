/** Whether an arm on board was at 1 g: for how much of its culture time its g-level was near 1. */
import type { Micros } from '../time.ts';
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
  readonly message: string;
}

/** An arm ONBOARD_1G counts as 1 g with so much of its culture time between these. */
export const ONE_G = { least: 0.9, most: 1.1, leastShare: 0.95 } as const;

/**
 * A level stands for the time to the next one, or for a period where that comes later; what is beyond is not measured.
 * Spin-up and stops count as culture time.
 *
 * @param culture from when to when the cells were in culture; `to` is after `from`
 * @param period between two levels
 */
export function oneGShare(
  { times, g }: GLevels,
  culture: { readonly from: Micros; readonly to: Micros },
  period: Micros,
): OneGShare {
  let [near, off] = [0, 0];
  const spans = spansOf(times, period);
  times.forEach((at, i) => {
    const end = Math.min(at + spans[i]!, culture.to);
    const span = Math.max(0, end - Math.max(at, culture.from));
    if (g[i]! >= ONE_G.least && g[i]! <= ONE_G.most) near += span;
    else off += span;
  });
  const whole = culture.to - culture.from;
  const shares = { near: near / whole, off: off / whole, unmeasured: Math.max(0, 1 - (near + off) / whole) };
  const countsAsOneG = decide(shares);
  return { countsAsOneG, ...shares, message: sentence(countsAsOneG, shares) };
}

type Shares = Pick<OneGShare, 'near' | 'off' | 'unmeasured'>;

function decide({ near, unmeasured }: Shares): OneGShare['countsAsOneG'] {
  if (near >= ONE_G.leastShare) return 'YES';
  return near + unmeasured >= ONE_G.leastShare ? 'UNKNOWN' : 'NO';
}

function sentence(verdict: OneGShare['countsAsOneG'], { near, off, unmeasured }: Shares): string {
  const { least, most, leastShare } = ONE_G;
  const measured = `${percent(near)} of the culture time at ${least} to ${most} g, ${percent(off)} at other levels, ${percent(unmeasured)} not measured`;
  const needed = `${percent(leastShare)} needed`;
  if (verdict === 'YES') return `counts as 1 g: ${measured}`;
  return verdict === 'NO'
    ? `does not count as 1 g: ${measured} (${needed})`
    : `unknown whether it counts as 1 g: ${measured} (${needed})`;
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`;
