/** Which exclusions stand, and what each takes out. */
import { sampleMatches } from '../assay/sample-names.ts';
import type { RegisteredSample } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { isoOf, type Micros } from '../time.ts';
import { type Interval, joined, touches } from '../timeline/interval.ts';
import { listText } from '../words/list.ts';
import type { Exclusion } from './exclusion.ts';

/** Those that nothing lifted, in the order in which they were recorded. */
export function exclusionsInForce(all: readonly Exclusion[]): readonly Exclusion[] {
  const lifted = new Set(all.flatMap(({ lifts }) => lifts ?? []));
  return all
    .filter(({ id, lifts }) => lifts === null && !lifted.has(id))
    .toSorted((a, b) => a.recordedAt - b.recordedAt || byText(a.id, b.id));
}

export const isWhole = ({ from, to }: Exclusion): boolean => from === null && to === null;

/** The first that takes the whole unit out; null where none does. */
export function excludesUnit(inForce: readonly Exclusion[], unit: string): Exclusion | null {
  return inForce.find((one) => one.unit === unit && isWhole(one)) ?? null;
}

/** Times that are taken out of a unit which counts otherwise: disjoint and ascending. */
export function excludedTimes(inForce: readonly Exclusion[], unit: string): Interval[] {
  return joined(
    inForce.flatMap((one) =>
      one.unit === unit && !isWhole(one)
        ? [{ from: one.from ?? Number.NEGATIVE_INFINITY, to: one.to ?? Number.POSITIVE_INFINITY }]
        : [],
    ),
  );
}

type Named = Pick<RegisteredSample, 'name' | 'unit' | 'slice'> & {
  /** What files call it, where that is not its name: a file of one sample, or a file that describes it. */
  readonly inFiles?: readonly string[];
};

interface Place {
  readonly unit: string | null;
  readonly slice?: string | undefined;
}

/** What a slice is called by everybody, whatever its sample or its images are. */
export const placeNames = ({ unit, slice }: Place): string[] =>
  unit === null || slice === undefined ? [] : [`${unit}/${slice}`];

/**
 * The first that takes the sample out: by its name (as it is declared, or as a file has it), as the slice `unit/slice` that it
 * is or is a field of, with its unit, or because its unit was excluded when it was taken.
 *
 * @param takenAt null where nobody says when: then no time takes it out
 */
export function excludesSample(
  inForce: readonly Exclusion[],
  { name, unit, slice, inFiles = [] }: Named,
  takenAt: Micros | null,
): Exclusion | null {
  const isIn = ({ from, to }: Exclusion) =>
    takenAt !== null &&
    (from ?? Number.NEGATIVE_INFINITY) <= takenAt &&
    takenAt < (to ?? Number.POSITIVE_INFINITY);
  const isNamed = ({ sample }: Exclusion) =>
    sample !== null &&
    [name, ...placeNames({ unit, slice }), ...inFiles].some((one) => sampleMatches(sample, one) !== null);
  const takes = (one: Exclusion) =>
    isNamed(one) || (unit !== null && one.unit === unit && (isWhole(one) || isIn(one)));
  return inForce.find(takes) ?? null;
}

/** Why nothing is left of these times of a unit: each exclusion that lies in them. */
export function excludedTimesText(
  inForce: readonly Exclusion[],
  unit: string,
  times: readonly Interval[],
): string {
  const isIn = (one: Exclusion) => excludedTimes([one], unit).some((time) => touches(times, time));
  const own = inForce.filter((one) => one.unit === unit && isIn(one));
  return listText(own.map(excludedText), '; ');
}

/** `excluded: LEAK, by ops at 2026-03-20T10:00:00Z, after unblinding`. */
export function excludedText({ reason, by, recordedAt, blinded }: Exclusion): string {
  return `excluded: ${reason}, by ${by} at ${isoOf(recordedAt)}, ${blinded ? 'before' : 'after'} unblinding`;
}
