import { type Declared, declaredBy } from './declared.ts';
import type { Definition } from './definition.ts';
import { type FileGroups, fileGroups } from './file-groups.ts';
import type { Pair } from './hardware-schema.ts';
import { sourceCells, unitsOf } from './source-cells.ts';
import type { Source } from './source-schema.ts';
import { seriesByUnit, type UnitSeries } from './unit-series.ts';

/**
 * A checked definition with everything that is asked of it by id or by unit, found in one step: what looks through all
 * units for one would take the square of their number.
 */
export interface DefinitionIndex extends Declared {
  /** The pairs that a unit is a side of, as declared; a unit without one is absent. */
  readonly pairsByUnit: ReadonlyMap<string, readonly Pair[]>;
  /** The units of an arm, as declared; an arm without one is absent. */
  readonly unitsByArm: ReadonlyMap<string, readonly string[]>;
  /** The sources whose rows speak of a unit, as declared; a unit without one is absent. */
  readonly sourcesByUnit: ReadonlyMap<string, readonly Source[]>;
  /** Every unit's series, in the order of the channels. */
  readonly seriesByUnit: ReadonlyMap<string, readonly UnitSeries[]>;
  /** By unit, the series that its sources bring, each with the name of those that come in the same files. */
  readonly fileGroups: FileGroups;
}

export function indexDefinition(definition: Definition): DefinitionIndex {
  const declared = declaredBy(definition);
  const { pairs, sources } = definition;
  const cells = sources.map((source) => sourceCells(declared, source));
  return {
    ...declared,
    pairsByUnit: grouped(pairs, ({ flight, ground }) => [flight, ground]),
    unitsByArm: unitsByArm(definition),
    sourcesByUnit: grouped(sources, (source) => unitsOf(definition, source)),
    seriesByUnit: seriesByUnit(declared, cells.flat()),
    fileGroups: fileGroups(declared, cells),
  };
}

function unitsByArm({ units }: Definition): Map<string, readonly string[]> {
  const byArm = Map.groupBy(units, ({ arm }) => arm);
  return new Map(Array.from(byArm, ([arm, all]) => [arm, [...new Set(all.map(({ id }) => id))]]));
}

function grouped<T>(list: readonly T[], unitsOfOne: (one: T) => readonly string[]): Map<string, T[]> {
  const byUnit = new Map<string, T[]>();
  for (const one of list) {
    for (const unit of new Set(unitsOfOne(one))) {
      const standing = byUnit.get(unit);
      if (standing === undefined) byUnit.set(unit, [one]);
      else standing.push(one);
    }
  }
  return byUnit;
}
