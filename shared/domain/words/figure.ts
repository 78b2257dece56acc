const SIGNIFICANT = 6;

/**
 * A measured number for people: six significant digits, or as many decimals as are asked for. 1.0200000000000031 is
 * `1.02`; what is not there is a dash, never nothing; 0 is `0`.
 */
export function figureText(value: number | null, decimals: number | null = null): string {
  if (value === null) return '–';
  const text = decimals === null ? significantText(value, SIGNIFICANT) : value.toFixed(decimals);
  // What rounds to nothing has no sign.
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}

/** The number in as many significant digits, without zeros at its end. */
export function significantText(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

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
  if (scale === 'difference' || ofWidth === null) return figureText(value, ofWidth);
  if (high > WIDE * low) return significantText(value, 3);
  return figureText(value, Math.max(ofWidth, decimalsFor(low) ?? 0));
}

export function percentText(share: number | null): string {
  if (share === null) return '–';
  // 99.996 % is not everything.
  const text = (Math.floor(share * 10_000) / 100).toFixed(2);
  return `${share === 1 ? '100' : text} %`;
}
