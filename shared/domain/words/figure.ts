const SIGNIFICANT = 6;

/** No sensor tells more: digits beyond these are the arithmetic's own, where a spread is nearly nothing. */
const MOST_DIGITS = 9;

/**
 * A measured number for people: six significant digits, or as many decimals as are asked for. 1.0200000000000031 is
 * `1.02`; what is not there is a dash, never nothing; 0 is `0`.
 */
export function figureText(value: number | null, decimals: number | null = null): string {
  if (value === null) return '–';
  const text =
    decimals === null || digitsOf(value, decimals) > MOST_DIGITS
      ? String(roundedTo(value, decimals === null ? SIGNIFICANT : MOST_DIGITS))
      : value.toFixed(decimals);
  // What rounds to nothing has no sign.
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}

/** Digits of a number with so many decimals, without the zeros before its first one. */
const digitsOf = (value: number, decimals: number): number =>
  value === 0 ? decimals : decimals + 1 + Math.floor(Math.log10(Math.abs(value)));

/** The number rounded to as many significant digits. */
export const roundedTo = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** From here on nobody counts the zeros of a number. */
const BY_POWER = 1e9;

/**
 * For people: in as many significant digits, without zeros at its end, its thousands set apart (`134,000,000`), and from a
 * thousand million on by its power (`1.3e9`).
 */
export function significantText(value: number, digits: number): string {
  const rounded = roundedTo(value, digits);
  return Math.abs(rounded) < BY_POWER ? setApart(String(rounded)) : powerText(rounded, digits);
}

/** `1,234.5`: in the whole part alone. */
function setApart(text: string): string {
  const [whole = '', ...rest] = text.split('.');
  return [text.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/** `1.34e8`, with so many digits. */
const powerText = (value: number, digits: number): string =>
  value
    .toExponential(digits - 1)
    .replace('e+', 'e')
    .replace(/e0$/, '');

/** Between these, numbers that stand beside each other are written out. */
const WRITTEN_OUT = { least: 1e-4, below: 1e6 };

/** Numbers above 0 that stand beside each other, such as the ends of an interval: all written out, or all by their powers. */
function alikeText(value: number, all: readonly number[], digits: number): string {
  const isWritten = all.every((one) => one >= WRITTEN_OUT.least && one < WRITTEN_OUT.below);
  return isWritten ? significantText(value, digits) : powerText(value, digits);
}

/** `0.55 to 0.76`, `1.9e-7 to 1.3e8`: two numbers above 0, in as many significant digits each. */
export const endsText = (ends: readonly [low: number, high: number], digits: number): string =>
  ends.map((end) => alikeText(end, ends, digits)).join(' to ');

/** Decimals that show a spread with two digits; null where there is none to go by. */
export function decimalsFor(spread: number | null): number | null {
  if (spread === null || !(spread > 0)) return null;
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(spread))));
}

/** From this many times the lower end on no number of decimals shows both ends. */
const WIDE = 100;

/**
 * An estimate, or an end of its interval, for people: in decimals by the width of the interval; of a ratio the lower end has two
 * digits too, since 0.29 to 14.27 is not 0 to 14, and where the upper end is far above it each number has three of its own.
 */
export function figureOfInterval(
  value: number | null,
  interval: readonly [low: number, high: number] | null,
  scale: 'difference' | 'ratio',
): string {
  if (value === null || interval === null) return figureText(value);
  const [low, high] = interval;
  const ofWidth = decimalsFor(high - low);
  if (scale === 'difference' || ofWidth === null) return setApart(figureText(value, ofWidth));
  if (high > WIDE * low) return alikeText(value, interval, 3);
  return setApart(figureText(value, Math.max(ofWidth, decimalsFor(low) ?? 0)));
}

export function percentText(share: number | null): string {
  if (share === null) return '–';
  // 99.996 % is not everything.
  const text = (Math.floor(share * 10_000) / 100).toFixed(2);
  return `${share === 1 ? '100' : text} %`;
}
