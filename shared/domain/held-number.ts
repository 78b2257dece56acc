import { quoted } from './quoted.ts';

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;

/**
 * The number that a text says, with a decimal point or a decimal comma. `BEYOND` where a double holds none of it: `1e400` would
 * be infinite, and `1e-400` nothing. Null where the text is no number.
 */
export function heldNumber(text: string): number | 'BEYOND' | null {
  if (!NUMBER.test(text)) return null;
  const value = Number(text.replace(',', '.'));
  const isNothing = value === 0 && /[1-9]/.test(text.replace(/e.*$/i, ''));
  return Number.isFinite(value) && !isNothing ? value : 'BEYOND';
}

/** What is wrong with one that is BEYOND, for whoever wrote it. */
export function beyondText(text: string): string {
  const bound = Number.isFinite(Number(text.replace(',', '.')))
    ? '0, or a number of 5e-324 or more'
    : 'a number of 1.8e308 or less';
  return `expected ${bound}, got ${quoted(text)}: correct its exponent`;
}
