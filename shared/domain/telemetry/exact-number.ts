/** Numbers of a file in another unit, rounded once: what the arithmetic of doubles would leave on them is not there. */
import type { ExactConversion } from '../ucum/conversion.ts';

/** Powers of ten up to this one are exact doubles. */
const MOST_DECIMALS = 22;
const POWERS = Float64Array.from({ length: MOST_DECIMALS + 1 }, (_, d) => Number(`1e${d}`));
/** Decimals of up to 15 digits are each a double of its own, so that a double tells which of them was written. */
const DIGITS = 1e15;
const EXACT = 2 ** 53;

/**
 * Converts the decimal that was written, not the double that it was read as: 0.7 mA are 0.0007 A. The result is the
 * double next to the true number for decimals of up to 15 digits where all numbers on the way are whole ones below
 * 2^53, and always where only the point moves; else null. It depends on the number alone, not on those before it.
 */
export class ExactNumbers {
  readonly #conversion: ExactConversion;
  /** By how many places the point moves; null where other things happen too. */
  readonly #shift: number | null;
  /** Decimals of the last number: those of one column mostly have as many. */
  #decimals = 0;

  constructor(conversion: ExactConversion) {
    this.#conversion = conversion;
    this.#shift = shiftOf(conversion);
  }

  of(value: number): number | null {
    const quick = this.#with(value, this.#decimals);
    if (quick !== null) return quick;
    const decimals = decimalsOf(value);
    if (decimals !== null) {
      this.#decimals = decimals;
      const exact = this.#with(value, decimals);
      if (exact !== null) return exact;
    }
    return this.#shift === null ? null : shifted(value, this.#shift);
  }

  #with(value: number, decimals: number): number | null {
    const { num, add, den } = this.#conversion;
    const power = POWERS[decimals]!;
    const whole = Math.round(value * power);
    if (!(Math.abs(whole) < DIGITS) || whole / power !== value) return null;
    const [part, rest, bottom] = [num * whole, add * power, den * power];
    const top = part + rest;
    const isExact =
      Math.abs(part) < EXACT && Math.abs(rest) < EXACT && Math.abs(top) < EXACT && bottom < EXACT;
    // The sum turns -0 into 0.
    return isExact ? top / bottom + 0 : null;
  }
}

/** How many decimals the shortest text of at most 15 digits has; null where there is none. */
function decimalsOf(value: number): number | null {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const whole = Math.round(value * POWERS[decimals]!);
    if (Math.abs(whole) >= DIGITS) return null;
    if (whole / POWERS[decimals]! === value) return decimals;
  }
  return null;
}

function shiftOf({ num, add, den }: ExactConversion): number | null {
  if (add !== 0) return null;
  const shift = Math.round(Math.log10(num / den));
  const isShift =
    shift < 0 ? num === 1 && den === Number(`1e${-shift}`) : den === 1 && num === Number(`1e${shift}`);
  return isShift ? shift : null;
}

function shifted(value: number, places: number): number {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  return Number(`${digits}e${Number(exponent) + places}`) + 0;
}
