/** Whole units of which something never came: measured by their twins, since a unit cannot tell it of itself. */

import { type Range, rangeOver } from '../telemetry/range.ts';
import type { Micros } from '../time.ts';

export interface UnitExtent {
  readonly unit: string;
  readonly arm: string;
  /** First and last sample of any series; null where none came. */
  readonly range: Range | null;
  /** Shorter absences are none, µs. */
  readonly slack: number;
}

/** A pair of units: the ground's times minus the shift are on the flight's axis. */
export interface Twins {
  readonly flight: string;
  readonly ground: string;
  readonly shiftMicros: Micros;
}

export interface UnitAbsence {
  readonly unit: string;
  /** On the unit's own axis: the last sample before and the first after, or where its twin begins and ends. */
  readonly from: Micros;
  readonly to: Micros;
  readonly open: 'START' | 'NEVER' | 'END';
  /** The units that it is measured by. */
  readonly against: readonly string[];
}

/**
 * Of each unit: what its twins have and it has not, before its first sample and after its last, or at all. A unit that
 * never sent and whose twins did not either is measured by the units of its arm, then by all. Nothing later than `now`
 * is missed yet: a ground unit may follow its twin by a day.
 */
export function unitAbsences(
  extents: readonly UnitExtent[],
  pairs: readonly Twins[],
  now: Micros,
): UnitAbsence[] {
  const byId = new Map(extents.map((one) => [one.unit, one]));
  return extents.flatMap((extent): UnitAbsence[] => {
    const measure = measureOf(extent, extents, byId, pairs);
    if (measure === null) return [];
    const { unit, range, slack } = extent;
    const { from, against } = measure;
    const to = Math.min(measure.to, now);
    if (range === null) return to - from > slack ? [{ unit, from, to, open: 'NEVER', against }] : [];
    return [
      ...(range.from - from > slack ? [{ unit, from, to: range.from, open: 'START' as const, against }] : []),
      ...(to - range.to > slack ? [{ unit, from: range.to, to, open: 'END' as const, against }] : []),
    ];
  });
}

type Measure = Range & Pick<UnitAbsence, 'against'>;

function measureOf(
  { unit, arm, range }: UnitExtent,
  extents: readonly UnitExtent[],
  byId: ReadonlyMap<string, UnitExtent>,
  pairs: readonly Twins[],
): Measure | null {
  const twins = pairs.flatMap(({ flight, ground, shiftMicros }) => {
    if (unit === flight) return [shifted(byId.get(ground), -shiftMicros)];
    return unit === ground ? [shifted(byId.get(flight), shiftMicros)] : [];
  });
  const others = (of: (one: UnitExtent) => boolean) =>
    range === null ? extents.filter(of).map((one) => shifted(one, 0)) : [];
  return over(twins) ?? over(others((one) => one.arm === arm)) ?? over(others(() => true));
}

interface Shifted {
  readonly unit: string;
  readonly range: Range;
}

function shifted(extent: UnitExtent | undefined, by: Micros): Shifted | null {
  if (extent === undefined || extent.range === null) return null;
  const { from, to } = extent.range;
  return { unit: extent.unit, range: { from: from + by, to: to + by } };
}

function over(measures: readonly (Shifted | null)[]): Measure | null {
  const known = measures.filter((one) => one !== null);
  const range = rangeOver(known.map((one) => one.range));
  return range === null ? null : { ...range, against: known.map(({ unit }) => unit) };
}
