/** Lines and bands of a panel; none crosses a gap. */

import type { Scale } from '../../domain/axis/scale.ts';
import type { Seconds } from '../../domain/time.ts';
import { pixel } from './xml.ts';

export interface Point {
  /** Seconds since the zero of the axis. */
  readonly at: Seconds;
  readonly value: number;
}

/** Points and what they spread over. */
export interface Spread extends Point {
  readonly min: number;
  readonly max: number;
}

/** Runs of points of which none is further than `apart` from the one before. */
export function runsOf<P extends Point>(points: readonly P[], apart: Seconds): P[][] {
  const runs: P[][] = [];
  let before: P | null = null;
  for (const point of points) {
    if (before === null || point.at - before.at > apart) runs.push([]);
    runs.at(-1)!.push(point);
    before = point;
  }
  return runs;
}

/** The `d` of a line through each run; a point alone is a line of no length, which a round end makes a dot. */
export function linePath(runs: readonly (readonly Point[])[], x: Scale, y: Scale): string {
  return runs
    .map((run) => {
      const [first = '', ...rest] = run.map(({ at, value }) => `${pixel(x(at))} ${pixel(y(value))}`);
      return rest.length === 0 ? `M${first}h0` : `M${first}L${rest.join(' ')}`;
    })
    .join('');
}

/** The `d` of the area between the least and the greatest of each run; empty where they never differ. */
export function bandPath(runs: readonly (readonly Spread[])[], x: Scale, y: Scale): string {
  const isWide = runs.some((run) => run.some(({ min, max }) => max > min));
  if (!isWide) return '';
  return runs
    .filter((run) => run.length > 1)
    .map((run) => {
      const above = run.map(({ at, max }) => `${pixel(x(at))} ${pixel(y(max))}`);
      const below = run.toReversed().map(({ at, min }) => `${pixel(x(at))} ${pixel(y(min))}`);
      return `M${[...above, ...below].join(' ')}z`;
    })
    .join('');
}
