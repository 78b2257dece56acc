/** The function of a polynomial or a spline. */
import type { CalibrationEntry } from './entry.ts';

export interface Curve {
  at(raw: number): number;
  /** From where to where the curve is known, both included; beyond, it goes on as a straight line. */
  readonly least: number;
  readonly greatest: number;
}

type Point = readonly [raw: number, engineering: number];

/** Null where the numbers stay as they are, bit for bit: words, and a polynomial that is the identity. */
export function curveOf({ polynomial, spline }: CalibrationEntry): Curve | null {
  if (polynomial !== undefined) return isIdentity(polynomial) ? null : polynomialCurve(polynomial);
  return spline === undefined ? null : splineCurve(spline);
}

function isIdentity(coefficients: readonly number[]): boolean {
  return coefficients[1] === 1 && coefficients.every((one, power) => power === 1 || one === 0);
}

/** c0 + c1·x + c2·x² + …, by Horner's rule in doubles. */
function polynomialCurve(coefficients: readonly number[]): Curve {
  const last = coefficients.length - 1;
  const at = (raw: number) => {
    let sum = coefficients[last]!;
    for (let power = last - 1; power >= 0; power--) sum = sum * raw + coefficients[power]!;
    return sum;
  };
  return { at, least: -Infinity, greatest: Infinity };
}

/**
 * Straight lines from point to point, XTCE's spline of order 1: it goes through every point, and rises where they do.
 * A definition of before the points were checked may hold them in any order.
 */
function splineCurve(declared: readonly Point[]): Curve {
  const ascending = declared.toSorted(([a], [b]) => a - b);
  const points = ascending.filter(([raw], i) => i === 0 || raw !== ascending[i - 1]![0]);
  const isUnmoved = points.every(([raw, engineering]) => raw === engineering);
  const first = points[0]!;
  const last = points.at(-1)!;
  return {
    at: isUnmoved ? (raw) => raw : (raw) => alongLines(points, raw),
    least: first[0],
    greatest: last[0],
  };
}

function alongLines(points: readonly Point[], raw: number): number {
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]![0] <= raw) low = middle;
    else high = middle;
  }
  const [x0, y0] = points[low]!;
  const [x1, y1] = points[high]!;
  if (raw === x1 || x0 === x1) return y1;
  const value = y0 + ((raw - x0) / (x1 - x0)) * (y1 - y0);
  // Rounding alone puts a value between two points outside of them.
  const isBetween = raw > x0 && raw < x1;
  return isBetween ? Math.min(Math.max(value, Math.min(y0, y1)), Math.max(y0, y1)) : value;
}
