/** What quantities of a target are told beside: it is 1 itself, and what is told beside it is how many times as much. */
import { mean } from '../../stats/mean.ts';
import type { UnitValue } from '../comparison/arms-asked.ts';
import type { UnitQuantity } from './quantities.ts';

/** A unit, or the geometric mean of the units of an arm. */
export type Calibrator = { readonly unit: string } | { readonly arm: string };

/**
 * Quantities beside that of the calibrator, of the units that have one: a unit that is the calibrator has exactly 1. Null
 * where the calibrator has none.
 */
export function besideCalibrator(
  units: readonly UnitQuantity[],
  calibrator: Calibrator,
): readonly UnitValue[] | null {
  const own = units.filter((one) =>
    'unit' in calibrator ? one.unit === calibrator.unit : one.arm === calibrator.arm,
  );
  const one = mean(Float64Array.from(measured(own), ({ log2 }) => log2));
  if (one === null) return null;
  return measured(units).map(({ unit, log2 }) => ({ unit, value: 2 ** (log2 - one) }));
}

function measured(units: readonly UnitQuantity[]): { readonly unit: string; readonly log2: number }[] {
  return units.flatMap(({ unit, log2 }) => (log2 === null ? [] : [{ unit, log2 }]));
}
