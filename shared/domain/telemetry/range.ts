import { isoOf, type Micros } from '../time.ts';

/** From a first sample to a last one, both included. */
export interface Range {
  readonly from: Micros;
  readonly to: Micros;
}

/** The shortest range that holds them all; null where there is none. */
export function rangeOver(ranges: readonly (Range | null)[]): Range | null {
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return null;
  return { from: Math.min(...known.map(({ from }) => from)), to: Math.max(...known.map(({ to }) => to)) };
}

/** As an answer says it: both null where there is none. */
export function isoRange(range: Range | null): { from: string | null; to: string | null } {
  return { from: range === null ? null : isoOf(range.from), to: range === null ? null : isoOf(range.to) };
}
