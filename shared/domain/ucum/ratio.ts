/** Exact fractions: units are made of decimals, so that a conversion is rounded once, at its end, and nowhere before. */

export interface Ratio {
  readonly num: bigint;
  /** Above 0. */
  readonly den: bigint;
}

export const ONE: Ratio = { num: 1n, den: 1n };
export const ZERO: Ratio = { num: 0n, den: 1n };

/** The fraction that a decimal text is, such as `-2.58e-4`. */
export function ratioOf(decimal: string): Ratio {
  const [mantissa = '', exponent = '0'] = decimal.split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  const tens = Number(exponent) - decimals.length;
  return times({ num: BigInt(whole + decimals), den: 1n }, power({ num: 10n, den: 1n }, tens));
}

export function times(a: Ratio, b: Ratio): Ratio {
  return reduced(a.num * b.num, a.den * b.den);
}

/** `b` is not 0. */
export function over(a: Ratio, b: Ratio): Ratio {
  return reduced(a.num * b.den, a.den * b.num);
}

export function minus(a: Ratio, b: Ratio): Ratio {
  return reduced(a.num * b.den - b.num * a.den, a.den * b.den);
}

/** To a whole exponent; a ratio with a negative one is not 0. */
export function power({ num, den }: Ratio, exponent: number): Ratio {
  const size = BigInt(Math.abs(exponent));
  return exponent < 0 ? reduced(den ** size, num ** size) : { num: num ** size, den: den ** size };
}

/** The double next to it. */
export function numberOf({ num, den }: Ratio): number {
  if (num < 0n) return -numberOf({ num: -num, den });
  // A quotient of 65 bits or more, its last one set where something is left over, is rounded once, as it should be.
  const shift = Math.max(0, bitsOf(den) - bitsOf(num) + 66);
  const shifted = num << BigInt(shift);
  const quotient = (shifted / den) | (shifted % den === 0n ? 0n : 1n);
  // In two steps: 2 to the whole shift may be no double although the quotient over it is one.
  const half = Math.floor(shift / 2);
  return Number(quotient) / 2 ** half / 2 ** (shift - half);
}

function bitsOf(number: bigint): number {
  return number.toString(16).length * 4;
}

/** The greatest that divides both; 0 only of two zeros. */
export function divisorOf(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function reduced(num: bigint, den: bigint): Ratio {
  const divisor = den < 0n ? -divisorOf(num, den) : divisorOf(num, den);
  return { num: num / divisor, den: den / divisor };
}
