/** Beyond these, a number that was computed holds what the arithmetic of doubles left on it. */
const DIGITS = 12;
const WHOLE = 10 ** DIGITS;
/** Powers of ten up to this one are exact doubles. */
const MOST_DECIMALS = 22;
const POWERS = Float64Array.from({ length: MOST_DECIMALS + 1 }, (_, d) => Number(`1e${d}`));

/**
 * A computed number (a mean, a difference, a spread) with twelve significant digits: 0.1, not 0.10000000000000142. The one
 * maker of them for every answer, whatever its form. Whole numbers stay; what was measured must not come here.
 */
export function derived(value: number): number {
  if (Number.isInteger(value) || !Number.isFinite(value)) return value + 0;
  const size = Math.abs(value);
  const decimals = DIGITS - 1 - Math.floor(Math.log10(size));
  // An integer that a power of ten divides is the double of its decimal text.
  if (decimals < 0 || decimals > MOST_DECIMALS) return Number(value.toPrecision(DIGITS));
  const whole = Math.round(size * POWERS[decimals]!);
  // The logarithm of what is next to a power of ten may be that of the power.
  if (whole < WHOLE / 10 || whole > WHOLE) return Number(value.toPrecision(DIGITS));
  return (Math.sign(value) * whole) / POWERS[decimals]! + 0;
}

/** The same where there may be none. */
export function derivedOrNull(value: number | null): number | null {
  return value === null ? null : derived(value);
}
