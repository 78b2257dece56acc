/** Why units have less than came, or nothing: what was taken out of them by name has not failed to come. */
import type { AssayResults } from '../assay/results.ts';
import type { Exclusion } from './exclusion.ts';
import { excludedText } from './in-force.ts';

export interface OutOfUnit {
  /** Who took it out, and why. */
  readonly text: string;
  /** Whether nothing else is known of the unit. */
  readonly isWhole: boolean;
}

/** By unit, for units of which a sample is excluded. */
export function outByUnit(
  samples: AssayResults['samples'],
  exclusions: readonly Exclusion[],
): ReadonlyMap<string, OutOfUnit> {
  const texts = new Map(exclusions.map((one) => [one.id, excludedText(one)]));
  const byUnit = Map.groupBy(
    samples.filter(({ unit }) => unit !== null),
    ({ unit }) => unit!,
  );
  return new Map(
    [...byUnit].flatMap(([unit, own]) => {
      const out = own.filter(({ excluded }) => excluded !== null);
      if (out.length === 0) return [];
      const told = new Set(out.flatMap(({ excluded }) => texts.get(excluded!) ?? []));
      return [[unit, { text: [...told].join('; '), isWhole: out.length === own.length }] as const];
    }),
  );
}
