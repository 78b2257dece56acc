/**
 * On how many of each level a comparison rests. The treatment is applied to what stands in one place, so that an arm is often
 * one incubator and one donor, whatever the number of its units.
 */
import type { UnitLevels } from '../experiment/unit-levels.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { unitsAgainstText } from '../words/units-against.ts';

/** Distinct ones of the units of an arm; null where one of them does not say. */
interface ArmLevels {
  readonly units: number;
  readonly donors: readonly string[] | null;
  readonly incubators: readonly string[] | null;
}

export interface Levels {
  readonly a: ArmLevels;
  readonly b: ArmLevels;
  /** Whether what differs between incubators cannot look like the arms': more than one an arm, or one for both. */
  readonly spansIncubators: boolean;
  readonly sentence: string;
}

/** @param a of each unit of the one arm that is compared */
export function levelsOf(a: readonly UnitLevels[], b: readonly UnitLevels[]): Levels {
  const [ofA, ofB] = [armLevels(a), armLevels(b)];
  const [places, others] = [ofA.incubators ?? [], ofB.incubators ?? []];
  const areOne = places.length === 1 && others.length === 1 && places[0] === others[0];
  const spansIncubators = areOne || (places.length > 1 && others.length > 1);
  const texts = [
    unitsAgainstText(ofA.units, ofB.units),
    // Of an arm without units nothing is to be told.
    ...(ofA.units === 0 || ofB.units === 0
      ? []
      : [donorsText(ofA, ofB), incubatorsText(ofA, ofB, spansIncubators)]),
    'one mission',
  ];
  return { a: ofA, b: ofB, spansIncubators, sentence: texts.join('; ') };
}

function armLevels(units: readonly UnitLevels[]): ArmLevels {
  const all = (of: (one: UnitLevels) => string | null) => {
    const found = units.map(of);
    return found.includes(null) ? null : [...new Set(found.flatMap((one) => one ?? []))].sort();
  };
  return {
    units: units.length,
    donors: all(({ donor }) => donor),
    incubators: all(({ incubator }) => incubator),
  };
}

function donorsText({ donors: a }: ArmLevels, { donors: b }: ArmLevels): string {
  if (a === null || b === null) return 'whose cells they are is not declared of every unit';
  const all = new Set([...a, ...b]);
  const shared = a.filter((one) => b.includes(one));
  if (shared.length === 0) return `donors ${listText(a, ', ', 6)} against ${listText(b, ', ', 6)}`;
  if (all.size === 1) return `one donor, ${shared[0]}, in both arms`;
  return shared.length === all.size
    ? `${countText(all.size, 'donor')}, in both arms`
    : `${countText(all.size, 'donor')}, ${shared.length} of them in both arms`;
}

function incubatorsText({ incubators: a }: ArmLevels, { incubators: b }: ArmLevels, spans: boolean): string {
  const unseen = 'between-incubator spread is not in this interval';
  if (a === null || b === null)
    return `which incubator each stood in is not declared (culture: { incubator: … }), and where an arm is one, ${unseen}`;
  const sides = `incubators ${listText(a, ', ', 6)} against ${listText(b, ', ', 6)}`;
  const areOneEach = a.length === 1 && b.length === 1;
  if (areOneEach) return spans ? `both arms in the incubator ${a[0]}` : `one incubator an arm: ${unseen}`;
  return spans ? sides : `${sides}: of one of the arms there is one only, and ${unseen}`;
}
