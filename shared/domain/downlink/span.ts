import type { Micros } from '../time.ts';

export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** Whether what goes on, where it has no end, or went on has a time in common with the span. */
export function touches(
  one: { readonly from: Micros; readonly to: Micros | null },
  { from, to }: Span,
): boolean {
  return one.from <= to && (one.to === null || one.to >= from);
}

/** From the first to the last sample of a receipt's ranges, which may be a hundred thousand; there is one at least. */
export function spanOf(ranges: readonly Span[]): Span {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const range of ranges) {
    from = Math.min(from, range.from);
    to = Math.max(to, range.to);
  }
  return { from, to };
}
