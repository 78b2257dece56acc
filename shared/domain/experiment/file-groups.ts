/** Which series of a unit come in the same files: where the others go on, one that stops was not left on board. */
import type { Declared } from './declared.ts';
import type { SourceCell } from './source-cells.ts';
import { seriesFed } from './unit-series.ts';

/** By unit, then by series: the name of its group. A series that no source brings is not there. */
export type FileGroups = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Series share a group where one source brings both, or sources that have a series in common do. */
export function fileGroups(
  declared: Declared,
  cellsBySource: readonly (readonly SourceCell[])[],
): FileGroups {
  const groups = new Map<string, Map<string, string>>();
  for (const cells of cellsBySource) {
    for (const [unit, own] of Map.groupBy(cells, (cell) => cell.unit)) {
      const ofUnit = groups.get(unit) ?? new Map<string, string>();
      join(ofUnit, new Set(own.map((cell) => seriesFed(declared, unit, cell).series)));
      groups.set(unit, ofUnit);
    }
  }
  return groups;
}

function join(groups: Map<string, string>, together: ReadonlySet<string>): void {
  const [name] = together;
  if (name === undefined) return;
  const merged = new Set([...together].flatMap((series) => groups.get(series) ?? []));
  for (const [series, group] of groups) if (merged.has(group)) groups.set(series, name);
  for (const series of together) groups.set(series, name);
}

/** The series of a unit that its sources bring. */
export function broughtSeries(index: { readonly fileGroups: FileGroups }, unit: string): ReadonlySet<string> {
  return new Set(index.fileGroups.get(unit)?.keys());
}
