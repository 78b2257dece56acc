import { figureText } from './figure.ts';

/** An error that begins with less than this has two digits: one would be wrong by up to a half of it. */
const TWO_DIGITS_BELOW = 1.95;

/** A number with its standard error, both to the digits that the error leaves: `0.584 ± 0.004`, `12.1 ± 1.5`. */
export function withErrorText(value: number, error: number): string {
  if (!(error > 0)) return `${figureText(Number(value.toPrecision(3)))} ± ${figureText(error)}`;
  const exponent = Math.floor(Math.log10(error));
  const last = error / 10 ** exponent < TWO_DIGITS_BELOW ? exponent - 1 : exponent;
  const rounded = (number: number) =>
    last < 0 ? number.toFixed(Math.min(20, -last)) : `${Math.round(number / 10 ** last) * 10 ** last}`;
  return `${rounded(value)} ± ${rounded(error)}`;
}
