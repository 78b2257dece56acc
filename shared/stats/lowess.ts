import { median } from './median.ts';

/**
 * A smooth curve through points that scatter: at each x a straight line is fitted to its nearest share of the points, the
 * near ones weighing more, and points far off the curve less at each further round.
 * Source: W. S. Cleveland, Journal of the American Statistical Association 74 (1979) 829; the rule that leaves out points
 * closer than `within` to the last one fitted, between which the curve is straight, is that of his program (The American
 * Statistician 35 (1981) 54).
 */
export interface Lowess {
  /** Share of the points that each line is fitted to. */
  readonly share: number;
  /** Rounds after the first. */
  readonly rounds: number;
  /** A curve is fitted no closer than this, in the units of x. */
  readonly within: number;
}

/** @param x ascending, as many as y and 2 or more; equal ones have the same value of the curve */
export function lowess(x: Float64Array, y: Float64Array, { share, rounds, within }: Lowess): Float64Array {
  const n = x.length;
  const nearest = Math.max(2, Math.min(n, Math.floor(share * n + 1e-7)));
  const fitted = new Float64Array(n);
  const robust = new Float64Array(n).fill(1);
  for (let round = 0; ; round++) {
    fitAll({ x, y, robust, nearest, within }, fitted);
    if (round === rounds || !weighAnew(y, fitted, robust)) return fitted;
  }
}

interface Fit {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly robust: Float64Array;
  readonly nearest: number;
  readonly within: number;
}

function fitAll(fit: Fit, fitted: Float64Array): void {
  const { x, within } = fit;
  const n = x.length;
  let left = 0;
  let last = -1;
  for (let i = 0; ; ) {
    left = nearestFrom(fit, left, i);
    fitted[i] = lineAt(fit, left, i) ?? fit.y[i]!;
    if (last < i - 1) layStraight(x, fitted, last, i);
    last = i;
    const upTo = x[last]! + within;
    for (i = last + 1; i < n && x[i]! <= upTo; i++) {
      if (x[i] !== x[last]) continue;
      fitted[i] = fitted[last]!;
      last = i;
    }
    i = Math.max(last + 1, i - 1);
    if (last + 1 >= n) return;
  }
}

/** Where the nearest points of the one named begin, which never goes back as the points go on. */
function nearestFrom({ x, nearest }: Fit, left: number, i: number): number {
  let from = left;
  while (from + nearest < x.length && x[i]! - x[from]! > x[from + nearest]! - x[i]!) from++;
  return from;
}

function layStraight(x: Float64Array, fitted: Float64Array, from: number, to: number): void {
  const width = x[to]! - x[from]!;
  for (let j = from + 1; j < to; j++) {
    const alpha = (x[j]! - x[from]!) / width;
    fitted[j] = alpha * fitted[to]! + (1 - alpha) * fitted[from]!;
  }
}

/** Beyond this share of the width a point has no weight, below the other all of it. */
const FAR = 0.999;
const NEAR = 0.001;

/** The line of the nearest points at the point named; null where none of them has a weight. */
function lineAt({ x, y, robust, nearest }: Fit, left: number, i: number): number | null {
  const at = x[i]!;
  const width = Math.max(at - x[left]!, x[left + nearest - 1]! - at);
  const weights: number[] = [];
  let total = 0;
  for (let j = left; j < x.length; j++) {
    const apart = Math.abs(x[j]! - at);
    if (apart > FAR * width) {
      // Points as far as the last of the nearest have their weight too.
      if (x[j]! > at) break;
      weights.push(0);
      continue;
    }
    const near = apart <= NEAR * width ? 1 : (1 - (apart / width) ** 3) ** 3;
    weights.push(near * robust[j]!);
    total += near * robust[j]!;
  }
  if (total <= 0) return null;
  let middle = 0;
  weights.forEach((weight, k) => {
    middle += (weight / total) * x[left + k]!;
  });
  let spread = 0;
  weights.forEach((weight, k) => {
    spread += (weight / total) * (x[left + k]! - middle) ** 2;
  });
  const range = x.at(-1)! - x[0]!;
  // Points at one place have no slope.
  const slope = width > 0 && Math.sqrt(spread) > 0.001 * range ? (at - middle) / spread : 0;
  let value = 0;
  weights.forEach((weight, k) => {
    value += (weight / total) * (slope * (x[left + k]! - middle) + 1) * y[left + k]!;
  });
  return value;
}

/** Bisquare weights by six median residuals; false where the curve goes through the points already. */
function weighAnew(y: Float64Array, fitted: Float64Array, robust: Float64Array): boolean {
  const residuals = y.map((value, i) => Math.abs(value - fitted[i]!));
  const scale = residuals.reduce((sum, one) => sum + one, 0) / residuals.length;
  const far = 6 * (median(residuals) ?? 0);
  if (far < 1e-7 * scale) return false;
  for (let i = 0; i < y.length; i++) {
    const residual = residuals[i]!;
    if (residual <= NEAR * far) robust[i] = 1;
    else robust[i] = residual > FAR * far ? 0 : (1 - (residual / far) ** 2) ** 2;
  }
  return true;
}
