/** The double that stands for a number of a file, chosen so that the channel's declared storage can keep it. */
import type { Storage } from './frame.ts';

/** Powers of ten up to this one are exact doubles, so that dividing by them gives the double of the decimal text. */
const MOST_DECIMALS = 22;
/** Where the search begins: what eight digits of a number near 1 have. */
const USUAL_DECIMALS = 8;
const POWERS = Float64Array.from({ length: MOST_DECIMALS + 1 }, (_, d) => Number(`1e${d}`));
/** Half a unit of decimal d, and a little: where a single lies in the middle of two texts, either may be printed. */
const HALVES = Float64Array.from(
  { length: MOST_DECIMALS + 1 },
  (_, d) => 0.5 * Number(`1e-${d}`) * (1 + 1e-6),
);

/**
 * The single next to `value` where it gives back the number `read` that `value` was computed from (value = ±scale·read
 * + offset): printed with the decimals of read's shortest text it is that text. Else `value` itself.
 */
export function singleGiving(value: number, read: number, scale: number): number {
  const single = Math.fround(value);
  // Less what the double itself is off: where a single lies in the middle of two texts, either may be printed.
  const error = Math.max(0, Math.abs(single - value) - Math.abs(value) * 2 ** -53) / scale;
  if (single === value) return single;
  if (!(error <= HALVES[0]!)) return value;
  let decimals = USUAL_DECIMALS;
  while (error > HALVES[decimals]!) decimals--;
  while (decimals < MOST_DECIMALS && error <= HALVES[decimals + 1]!) decimals++;
  if (decimals === MOST_DECIMALS) return error <= 0.5 * 10 ** -decimalsOf(read) ? single : value;
  return hasDecimals(read, decimals) ? single : value;
}

/** Whether a decimal of that many places has this very double. */
function hasDecimals(number: number, decimals: number): boolean {
  const power = POWERS[decimals]!;
  return Math.round(number * power) / power === number;
}

/** Decimals of a number's shortest text, which may be an exponential one. */
function decimalsOf(number: number): number {
  const [digits = '', exponent = '0'] = number.toExponential().split('e');
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent));
}

/**
 * A converted number without what the conversion's own rounding left on it: the decimal of the storage where that is
 * as near as the arithmetic can tell (300.15 K are 27 °C, not 27.000000000000057).
 *
 * @param magnitude sum of the magnitudes of what was added up.
 */
export function withoutRounding(value: number, storage: Storage, magnitude: number): number {
  if (storage.kind !== 'decimal') return value;
  const power = POWERS[storage.scale]!;
  // The sum turns -0 into 0.
  const decimal = Math.round(value * power) / power + 0;
  return Math.abs(decimal - value) <= magnitude * 2 ** -50 ? decimal : value;
}
