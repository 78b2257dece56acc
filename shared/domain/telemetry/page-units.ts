/**
 * In which units a page, or a list of findings, holds its numbers. It says so itself: between a definition and the pages
 * that are computed by it, an answer must not give the numbers of the one the unit of the other.
 */
import * as z from 'zod';
import { conversionIfAny } from '../ucum/conversion.ts';

export const pageUnitsSchema = z.record(
  z.string(),
  z.object({
    ucum: z.string(),
    /** Of one unit, or of flight and ground: the sensor that bore the name of the series; null where none is declared. */
    sensors: z.array(z.string().nullable()),
  }),
);
/** By series. */
export type PageUnits = z.infer<typeof pageUnitsSchema>;

export interface UnitMove {
  /** Null: the numbers are of another sensor than the one that has the name now. */
  readonly from: string | null;
  readonly to: string;
}

/** The series that are answered in another unit now, or as another sensor's; nothing where a page does not say its units. */
export function unitsMoved(then: PageUnits | undefined, now: PageUnits): ReadonlyMap<string, UnitMove> {
  const moved = new Map<string, UnitMove>();
  if (then === undefined) return moved;
  for (const [series, { ucum: to, sensors }] of Object.entries(now)) {
    const before = then[series];
    if (before === undefined) continue;
    const isOther = sensors.some((sensor, i) => isOtherSensor(before.sensors[i] ?? null, sensor));
    if (isOther) moved.set(series, { from: null, to });
    else if (before.ucum !== to && conversionIfAny(before.ucum, to) !== null)
      moved.set(series, { from: before.ucum, to });
  }
  return moved;
}

/** A sensor that is declared later tells only more. */
function isOtherSensor(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}
