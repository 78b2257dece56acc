import type { Micros } from '../time.ts';
import type { Reception } from './completeness.ts';
import type { Range } from './range.ts';

/** From the first sample of any series of a unit to the last of any; null where nothing came. */
export function unitRange(
  pages: readonly { readonly series: readonly { readonly reception: Reception }[] }[],
): Range | null {
  let from: Micros = Number.POSITIVE_INFINITY;
  let to: Micros = Number.NEGATIVE_INFINITY;
  for (const { series } of pages) {
    for (const { reception } of series) {
      from = Math.min(from, reception.first);
      to = Math.max(to, reception.last);
    }
  }
  return from <= to ? { from, to } : null;
}
