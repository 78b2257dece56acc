/** Arms of which some units are below detection: they have no value, and still have a place in the order. */
import { type Permutation, permuteGroups } from '../../stats/permutation.ts';
import type { UnitValue } from './arms-asked.ts';

/** What is known of two arms of which units are below detection. */
export interface Ranked {
  readonly below: { readonly a: number; readonly b: number };
  /** Exact, of ranks; null where the order is not known, or there are too many ways. */
  readonly permutation: Permutation | null;
  /** Why there is no order; null where there is one. */
  readonly why: string | null;
}

/**
 * The exact test of ranks (Wilcoxon, Mann and Whitney), in which units below detection share the lowest place: never 0, and
 * never half of the limit. Where a unit was measured below the limit of another the order is not known.
 * Source: F. Wilcoxon, Biometrics Bulletin 1 (1945) 80; D. R. Helsel, "Statistics for Censored Environmental Data" (2012), 9.
 */
export function byRanks(a: readonly UnitValue[], b: readonly UnitValue[]): Ranked {
  const all = [...a, ...b];
  const count = (units: readonly UnitValue[]) => units.filter(({ isBelow }) => isBelow).length;
  const below = { a: count(a), b: count(b) };
  const highest = Math.max(...all.flatMap(({ isBelow, value }) => (isBelow ? [value] : [])));
  const lowest = Math.min(...all.flatMap(({ isBelow, value }) => (isBelow ? [] : [value])));
  if (lowest < highest)
    return { below, permutation: null, why: 'a unit was measured below the limit of detection of another' };
  const places = all.map(({ isBelow, value }) => (isBelow ? Number.NEGATIVE_INFINITY : value));
  const ranks = places.map(
    (place) =>
      places.filter((other) => other < place).length +
      (places.filter((other) => other === place).length + 1) / 2,
  );
  return { below, permutation: permuteGroups(ranks.slice(0, a.length), ranks.slice(a.length)), why: null };
}
