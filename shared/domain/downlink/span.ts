import type { Micros } from '../time.ts';

/** From the first to the last sample of a receipt's ranges, which may be a hundred thousand; there is one at least. */
export function spanOf(ranges: readonly { readonly from: Micros; readonly to: Micros }[]): {
  readonly from: Micros;
  readonly to: Micros;
} {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const range of ranges) {
    from = Math.min(from, range.from);
    to = Math.max(to, range.to);
  }
  return { from, to };
}
