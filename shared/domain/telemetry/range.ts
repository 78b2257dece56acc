import type { Micros } from '../time.ts';

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
