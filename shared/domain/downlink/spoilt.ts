/** What a file brought without a valid reading, as its receipt tells it. */
import { countText } from '../words/count.ts';
import type { ReceiptRecord } from './receipt.ts';

type Ranges = ReceiptRecord['ranges'];

/** Samples without a value (missing codes), and with one outside of the valid range. */
export function spoiltIn(ranges: Ranges): { invalid: number; bad: number } {
  const sum = (of: 'invalid' | 'bad') => ranges.reduce((total, { worth }) => total + (worth?.[of] ?? 0), 0);
  return { invalid: sum('invalid'), bad: sum('bad') };
}

/** `600 missing codes and 20 readings outside their valid range`; empty where there is neither. */
export function spoiltText({ invalid, bad }: { readonly invalid: number; readonly bad: number }): string {
  return [
    ...(invalid > 0 ? [countText(invalid, 'missing code')] : []),
    ...(bad > 0 ? [`${countText(bad, 'reading')} outside ${bad === 1 ? 'its' : 'their'} valid range`] : []),
  ].join(' and ');
}

/** Units of which the file brought samples and not one valid reading, in the order of the receipt. */
export function unitsWithoutValid(ranges: Ranges): string[] {
  const byUnit = Map.groupBy(ranges, ({ unit }) => unit);
  return Array.from(byUnit).flatMap(([unit, own]) =>
    own.every(({ worth }) => worth !== undefined && worth.valid === 0) ? [unit] : [],
  );
}
