/** Windows of rollups that are wholly near 1 g, or wholly elsewhere, so that their samples need not be read. */
import { QUALITIES } from '../telemetry/flags.ts';
import type { Rollup } from '../telemetry/rollup.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { type Interval, intersection, touches } from '../timeline/interval.ts';
import { type GSource, lengthBounds } from './g-source.ts';
import { isNearOneG, ONE_G } from './one-g-share.ts';

export interface SureWindows {
  readonly near: Micros;
  readonly off: Micros;
  /** The culture without them. */
  readonly left: readonly Interval[];
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
  rollups: readonly (readonly Rollup[])[],
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

/** GOOD windows that lack no sample that the period promises, by their beginning and end. */
function wholeWindows(rollups: readonly Rollup[], period: Micros): Map<string, Window> {
  const found = new Map<string, Window>();
  for (const { windowSeconds, index, n, min, max, worst } of rollups) {
    const length = windowSeconds * MICROS_PER_SECOND;
    for (let i = 0; i < index.length; i++) {
      if (worst[i] !== GOOD || Math.abs(n[i]! * period - length) >= period) continue;
      const [from, to] = [index[i]! * length, (index[i]! + 1) * length];
      found.set(`${from} ${to}`, { from, to, min: min[i]!, max: max[i]! });
    }
  }
  return found;
}

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
