/** Windows of rollups that are wholly near 1 g, or wholly elsewhere, so that their samples need not be read. */
import { QUALITIES } from '../telemetry/flags.ts';
import type { Rollup } from '../telemetry/rollup.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { type Interval, intersection, joined, touches } from '../timeline/interval.ts';
import { type GSource, lengthBounds } from './g-source.ts';
import { isNearOneG, ONE_G } from './one-g-share.ts';

export interface SureWindows {
  readonly near: Micros;
  readonly off: Micros;
  /** The culture without them. */
  readonly left: readonly Interval[];
}

/** Of a series, in both lengths of their windows. */
export interface RollupLevels {
  readonly coarse: readonly Rollup[];
  readonly fine: readonly Rollup[];
}

interface Window extends Interval {
  readonly min: number;
  readonly max: number;
}
const leastOf = ({ min }: Window): number => min;
const mostOf = ({ max }: Window): number => max;

const GOOD = QUALITIES.indexOf('GOOD');

/**
 * @param rollups of each series of the source
 * @param culture disjoint, ascending
 * @param stuck when a sensor of them stood still
 */
export function sureWindows(
  source: GSource,
  rollups: readonly RollupLevels[],
  culture: readonly Interval[],
  stuck: readonly Interval[],
): SureWindows {
  const period = source.period * MICROS_PER_SECOND;
  const [first, ...others] = rollups.map((all) => wholeWindows(all, period));
  let [near, off] = [0, 0];
  const sure: Interval[] = [];
  for (const [name, own] of first ?? []) {
    const { from, to } = own;
    const all = [own, ...others.flatMap((one) => one.get(name) ?? [])];
    const isTold = all.length === rollups.length && isWithin(own, culture) && !touches(stuck, own);
    const where = isTold ? placeOf(lengthBounds(source, all.map(leastOf), all.map(mostOf))) : null;
    if (where === null) continue;
    sure.push({ from, to });
    if (where === 'near') near += to - from;
    else off += to - from;
  }
  return { near, off, left: without(culture, sure) };
}

/**
 * GOOD windows that lack no sample that the period promises, by their beginning and end. Rollups do not keep when the
 * first and the last sample came, so that the count of a coarse window is that of its fine ones, too: twice as many in
 * half of it are not the whole of it.
 */
function wholeWindows({ coarse, fine }: RollupLevels, period: Micros): Map<string, Window> {
  // A sample that comes a little late is counted in the next fine window.
  const filled = joined(windowsOf(fine).filter((one) => Math.abs(surplus(one, period)) < 2 * period));
  const whole = windowsOf(coarse).filter(
    (one) => one.worst === GOOD && Math.abs(surplus(one, period)) < period && isWithin(one, filled),
  );
  return new Map(whole.map((one) => [`${one.from} ${one.to}`, one]));
}

interface Counted extends Window {
  readonly n: number;
  readonly worst: number;
}

/** What its samples stand for beyond its length. */
const surplus = ({ from, to, n }: Counted, period: Micros): Micros => n * period - (to - from);

const windowsOf = (rollups: readonly Rollup[]): Counted[] =>
  rollups.flatMap(({ windowSeconds, index, n, min, max, worst }) => {
    const length = windowSeconds * MICROS_PER_SECOND;
    return index.map((at, i) => ({
      ...{ from: at * length, to: (at + 1) * length },
      ...{ n: n[i]!, min: min[i]!, max: max[i]!, worst: worst[i]! },
    }));
  });

function placeOf([low, high]: readonly [number, number]): 'near' | 'off' | null {
  if (isNearOneG(low) && isNearOneG(high)) return 'near';
  return high < ONE_G.least || low > ONE_G.most ? 'off' : null;
}

const isWithin = ({ from, to }: Interval, culture: readonly Interval[]): boolean =>
  culture.some((one) => one.from <= from && to <= one.to);

function without(all: readonly Interval[], out: readonly Interval[]): Interval[] {
  const ascending = out.toSorted((a, b) => a.from - b.from);
  const ends = [Number.NEGATIVE_INFINITY, ...ascending.map(({ to }) => to)];
  const begins = [...ascending.map(({ from }) => from), Number.POSITIVE_INFINITY];
  const between = ends.map((from, i) => ({ from, to: begins[i]! })).filter(({ from, to }) => from < to);
  return intersection(all, between);
}
