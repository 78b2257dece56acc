/** Reference values of the statistics, and how far ours are from them. */
import { readFileSync } from 'node:fs';

const folder = new URL('../golden/stats/', import.meta.url);

export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

/** The largest relative difference of what we got from what was expected. */
export function farthest(pairs: Iterable<readonly [got: number, expected: number]>): number {
  let most = 0;
  for (const [got, expected] of pairs) {
    const apart = got === expected ? 0 : Math.abs(got - expected) / Math.max(Math.abs(expected), 1e-300);
    // Not a number is farther than any.
    most = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
  }
  return most;
}
