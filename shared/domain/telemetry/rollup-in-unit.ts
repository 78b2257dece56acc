import { conversionIfAny } from '../ucum/conversion.ts';
import { valueInUnit } from './in-unit.ts';
import type { UnitMove } from './page-units.ts';
import type { Rollup } from './rollup.ts';

/** The rollup in another unit; null where no straight line with a rise leads there, since a mean follows no curve. */
export function rollupInUnit(rollup: Rollup, { from, to }: UnitMove): Rollup | null {
  const conversion = from === null ? undefined : conversionIfAny(from, to);
  const convert = from === null ? null : valueInUnit(from, to);
  if (convert === null || conversion === undefined || conversion === null) return null;
  if (conversion.curve !== undefined || conversion.scale <= 0) return null;
  const { min, mean, max } = rollup;
  return { ...rollup, min: min.map(convert), mean: mean.map(convert), max: max.map(convert) };
}
