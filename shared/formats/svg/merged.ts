/** No more points than pixels: what lies closer becomes one point, with all that it spreads over. */
import type { Seconds } from '../../domain/time.ts';
import type { FigurePoint } from './figure.ts';

const WORST = ['GOOD', 'UNCERTAIN', 'BAD'] as const;

/** A run with one point for each cell of time that it touches; unchanged where it has no more than that. */
export function merged(run: readonly FigurePoint[], cell: Seconds): readonly FigurePoint[] {
  const cells = Map.groupBy(run, ({ at }) => Math.floor(at / cell));
  return cells.size === run.length ? run : Array.from(cells.values(), onePoint);
}

function onePoint(points: readonly FigurePoint[]): FigurePoint {
  const n = points.reduce((sum, point) => sum + point.n, 0);
  const mean = (of: (point: FigurePoint) => number) =>
    points.reduce((sum, point) => sum + (of(point) * point.n) / n, 0);
  return {
    n,
    at: mean(({ at }) => at),
    value: mean(({ value }) => value),
    min: Math.min(...points.map(({ min }) => min)),
    max: Math.max(...points.map(({ max }) => max)),
    quality: WORST[Math.max(...points.map(({ quality }) => WORST.indexOf(quality)))] ?? 'BAD',
  };
}
