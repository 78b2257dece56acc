/**
 * The mean of a unit's series over a time: what `summary` takes of it, GOOD and MEASURED samples of a sensor that did not
 * stand still. Whole windows of its rollup where all of them are such, and samples where they are not.
 */
import { isGoodMeasurement, QUALITIES } from '../telemetry/flags.ts';
import type { Rollup } from '../telemetry/rollup.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { Selection } from '../telemetry/selection.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { covers, type Interval, touches } from '../timeline/interval.ts';

export interface SumOver {
  n: number;
  sum: number;
}

const GOOD = QUALITIES.indexOf('GOOD');

/** What windows of rollups say of the times, and which times are left to be read sample by sample. */
export function sumOfWindows(
  rollups: readonly Rollup[],
  times: readonly Interval[],
  stuck: readonly Interval[],
): { readonly known: SumOver; readonly left: readonly Interval[] } {
  const known = { n: 0, sum: 0 };
  const left: Interval[] = [];
  for (const { windowSeconds, index, n, mean, worst } of rollups) {
    const length = windowSeconds * MICROS_PER_SECOND;
    for (let i = 0; i < index.length; i++) {
      const window = { from: index[i]! * length, to: (index[i]! + 1) * length };
      for (let at = firstEndingAfter(times, window.from); at < times.length; at++) {
        const time = times[at]!;
        if (time.from >= window.to) break;
        const inside = { from: Math.max(window.from, time.from), to: Math.min(window.to, time.to) };
        if (isWithin(inside, stuck)) continue;
        const isWhole = inside.from === window.from && inside.to === window.to;
        if (isWhole && worst[i] === GOOD && !touches(stuck, window)) {
          known.n += n[i]!;
          known.sum += n[i]! * mean[i]!;
        } else left.push(inside);
      }
    }
  }
  return { known, left };
}

/** Of disjoint, ascending intervals. */
function firstEndingAfter(times: readonly Interval[], at: Micros): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]!.to <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isWithin = ({ from, to }: Interval, stuck: readonly Interval[]): boolean =>
  stuck.some((one) => one.from <= from && to <= one.to);

/** Takes samples in that lie in the times. */
export function addSamples(
  total: SumOver,
  { times, values, flags }: Selection,
  within: readonly Interval[],
  stuck: readonly Interval[],
): void {
  for (const { from, to } of within) {
    for (let i = firstAtOrAfter(times, from); i < times.length && times[i]! < to; i++) {
      if (!isGoodMeasurement(flags[i]!) || covers(stuck, times[i]!)) continue;
      total.n += 1;
      total.sum += values[i]!;
    }
  }
}
