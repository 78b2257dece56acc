/** How finely readings are made, where that is more coarsely than they are written. */

/** Of fewer different readings any step is chance. */
const FEWEST = 8;
const MOST_PLACES = 6;

/** The step of which all differences are multiples; null where that is the last digit, or nobody can tell. */
export function gridOf(texts: readonly string[], decimal: '.' | ','): number | null {
  const digits = texts.map((text) => /^[+-]?(\d+)(?:[.,](\d+))?$/.exec(text)?.[2] ?? '');
  const places = Math.max(0, ...digits.map(({ length }) => length));
  const numbers = texts.map((text) => Number(decimal === ',' ? text.replace(',', '.') : text));
  if (texts.length < FEWEST || places > MOST_PLACES || !numbers.every(Number.isFinite)) return null;
  const scale = 10 ** places;
  const steps = numbers.map((number) => Math.round(number * scale));
  const common = steps.reduce((gcd, step) => divisorOf(gcd, Math.abs(step - steps[0]!)), 0);
  return common > 1 ? common / scale : null;
}

function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b);
}
