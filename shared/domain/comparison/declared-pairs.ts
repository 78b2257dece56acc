import type { Contrast } from '../experiment/assay-schema.ts';
import type { Declared } from '../experiment/declared.ts';
import type { UnitPairs } from './compared-by.ts';

/** Pairs of units of the two arms; null where the definition does not say that units are compared by pairs. */
export function declaredPairs({ definition, units }: Declared, { a, b }: Contrast): UnitPairs | null {
  if (definition.analysis?.paired !== true) return null;
  return definition.pairs.flatMap(({ flight, ground }) =>
    units.get(flight)?.arm === a && units.get(ground)?.arm === b ? [{ a: flight, b: ground }] : [],
  );
}
