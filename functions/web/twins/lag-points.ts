/** Where the lags of a plot lie. Pure. */

interface LagPoint {
  readonly lagSeconds: number;
  readonly agreement: number;
}

/** Never empty: a single lag has a second either way. */
export function rangeOfLags(points: readonly LagPoint[]): readonly [number, number] {
  const lags = points.map(({ lagSeconds }) => lagSeconds);
  const [from, to] = [Math.min(...lags), Math.max(...lags)];
  return from === to ? [from - 1, to + 1] : [from, to];
}

export function lagPath(
  points: readonly LagPoint[],
  x: (lag: number) => number,
  y: (agreement: number) => number,
): string {
  const at = ({ lagSeconds, agreement }: LagPoint) =>
    `${x(lagSeconds).toFixed(1)} ${y(agreement).toFixed(1)}`;
  return points.length === 0 ? '' : `M${points.map(at).join('L')}`;
}

/** Distances that people count lags in, in seconds. */
const STEPS = [
  ...[1, 5, 10, 30, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600],
  ...[1, 2, 5, 10, 20, 50].map((days) => days * 86_400),
];
const MOST_TICKS = 6;

export function lagTicks(from: number, to: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? STEPS.at(-1) ?? 1;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step + 0);
}
