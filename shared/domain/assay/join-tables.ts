/** The expression tables in force of an assay as one, which is the same in whatever order they came. */
import { byText } from '../by-text.ts';
import { Refusal } from '../refusal.ts';
import type { ExpressionTable } from './tables.ts';

/** A cell of which two files say different values: both are kept, and neither counts. */
export interface ConflictingCell {
  readonly feature: string;
  readonly sample: string;
  /** Ascending. */
  readonly values: readonly number[];
}

export interface JoinedTables {
  /** Features and samples in the order of their names. */
  readonly table: ExpressionTable;
  readonly conflicts: readonly ConflictingCell[];
}

/**
 * Joins tables: equal cells once, a cell that is missing in one as the other has it, and cells in conflict as NaN. Fails with
 * `assay.mixed` where their cells are not of one kind.
 *
 * @param tables one at least, those of equal content in any order
 */
export function joinTables(tables: readonly ExpressionTable[]): JoinedTables {
  refuseMixed(tables);
  const features = namesOf(tables, 'features');
  const samples = namesOf(tables, 'samples');
  const values = new Float64Array(features.size * samples.size).fill(Number.NaN);
  const conflicting = new Map<number, Set<number>>();
  for (const table of tables) {
    const columns = table.samples.map((sample) => samples.get(sample)!);
    table.features.forEach((feature, f) => {
      const row = features.get(feature)! * samples.size;
      columns.forEach((column, s) => {
        const value = table.values[f * columns.length + s]!;
        const at = row + column;
        if (Number.isNaN(value)) return;
        if (conflicting.has(at)) conflicting.get(at)!.add(value);
        else if (Number.isNaN(values[at]!) || values[at] === value) values[at] = value;
        else conflicting.set(at, new Set([values[at]!, value]));
      });
    });
  }
  const [names, columns] = [[...features.keys()], [...samples.keys()]];
  const conflicts = [...conflicting]
    .sort(([a], [b]) => a - b)
    .map(([at, found]) => ({
      feature: names[Math.floor(at / columns.length)]!,
      sample: columns[at % columns.length]!,
      values: [...found].sort((a, b) => a - b),
    }));
  for (const at of conflicting.keys()) values[at] = Number.NaN;
  const { scale, feature } = tables[0]!;
  return {
    table: {
      ...{ table: 'expression', scale, feature, features: names },
      symbols: wordsOf(tables, names, 'symbols'),
      classes: wordsOf(tables, names, 'classes'),
      ...{ samples: columns, values },
    },
    conflicts,
  };
}

function refuseMixed(tables: readonly ExpressionTable[]): void {
  const kinds = new Set(tables.map(({ scale, feature }) => `${scale} of ${feature}s`));
  if (kinds.size === 1) return;
  throw new Refusal(
    'conflict',
    'assay.mixed',
    `expected files of one kind, got ${[...kinds].sort().join(' and ')}: withdraw those that do not belong, or declare another assay for them`,
  );
}

/** All names with their places, in the order of their characters. */
function namesOf(tables: readonly ExpressionTable[], key: 'features' | 'samples'): Map<string, number> {
  const names = [...new Set(tables.flatMap((table) => table[key]))].sort(byText);
  return new Map(names.map((name, place) => [name, place]));
}

/** Of each feature what files say of it; where they differ, what comes first. Null where none says anything. */
function wordsOf(
  tables: readonly ExpressionTable[],
  features: readonly string[],
  key: 'symbols' | 'classes',
): string[] | null {
  if (tables.every((table) => table[key] === null)) return null;
  const known = new Map<string, string>();
  for (const table of tables) {
    table[key]?.forEach((word, f) => {
      const feature = table.features[f]!;
      const standing = known.get(feature);
      if (word !== '' && (standing === undefined || byText(word, standing) < 0)) known.set(feature, word);
    });
  }
  return features.map((feature) => known.get(feature) ?? '');
}
