import type { Micros } from '../time.ts';

/** A stretch of time, `from` included and `to` not; `Infinity` leaves an end open. */
export interface Interval {
  readonly from: Micros;
  readonly to: Micros;
}

/** Whether one of the intervals holds the instant; they must be disjoint and ascending. */
export function covers(intervals: readonly Interval[], at: Micros): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle]!.to <= at) low = middle + 1;
    else high = middle;
  }
  return low < intervals.length && intervals[low]!.from <= at;
}

/** Whether one of the intervals shares an instant with the stretch; they must be disjoint and ascending. */
export function touches(intervals: readonly Interval[], stretch: Interval): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle]!.to <= stretch.from) low = middle + 1;
    else high = middle;
  }
  return low < intervals.length && intervals[low]!.from < stretch.to;
}

/** The instants that both lists hold; each list must be disjoint and ascending, and so is the result. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const shared: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const from = Math.max(a[i]!.from, b[j]!.from);
    const to = Math.min(a[i]!.to, b[j]!.to);
    if (from < to) shared.push({ from, to });
    if (a[i]!.to <= b[j]!.to) i += 1;
    else j += 1;
  }
  return shared;
}

/** The same instants as disjoint, ascending intervals: overlapping and touching ones joined, empty ones dropped. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const result: { from: Micros; to: Micros }[] = [];
  const ascending = intervals.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from);
  for (const { from, to } of ascending) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** How long they are together; they must be disjoint. */
export const lengthIn = (times: readonly Interval[]): Micros =>
  times.reduce((sum, { from, to }) => sum + to - from, 0);
