/** What the records of a file add to those that are there: each of them is new, here before, or in conflict. */
import { NO_TALLY, type Tally } from '../archive/count.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type PitTable, pitNameOf } from './pit-table.ts';
import type { AssayTable, ExpressionTable, WellTable } from './tables.ts';

/**
 * Counts the records of a table against tables that came before it. Of an expression table a record is a cell, which its
 * feature and sample name; of a table of pits it is a pit, which its field names; of the others it is a well or a row, which
 * only an equal one repeats.
 */
export function tallyRecords(table: AssayTable, before: readonly AssayTable[]): Tally {
  if (table.table === 'expression')
    return tallyCells(
      table,
      before.filter((one) => one.table === 'expression'),
    );
  if (table.table === 'pits')
    return tallyPits(
      table,
      before.filter((one) => one.table === 'pits'),
    );
  const known = new Map<string, number>();
  for (const row of before.flatMap(rowsOf)) known.set(row, (known.get(row) ?? 0) + 1);
  const counts = { ...NO_TALLY };
  for (const row of rowsOf(table)) {
    const left = known.get(row) ?? 0;
    if (left > 0) known.set(row, left - 1);
    if (left > 0) counts.duplicates++;
    else counts.accepted++;
  }
  return counts;
}

/** Wells, rows of a sheet, or pits and the images that they are on, as texts that are equal where they say the same. */
export function rowsOf(table: AssayTable): string[] {
  if (table.table === 'wells') return wellsAsTexts(table);
  if (table.table === 'sheet')
    return table.rows.map((cells) =>
      canonicalJson(Object.fromEntries(table.columns.map((column, c) => [column, cells[c] ?? '']))),
    );
  return table.table === 'pits'
    ? [...table.rows, ...(table.images ?? [])].map((one) => canonicalJson(one))
    : [];
}

/** With what the file says of the sample: a well of another description may be of another unit. */
function wellsAsTexts({ wells, descriptions }: WellTable): string[] {
  return wells.map((well) => {
    const description = descriptions?.get(well.sample);
    return canonicalJson(description === undefined ? well : { ...well, description });
  });
}

function tallyCells(table: ExpressionTable, before: readonly ExpressionTable[]): Tally {
  const counts = { ...NO_TALLY };
  const others = before
    .map((one) => placesIn(one, table))
    .filter(({ samples }) => samples.some((place) => place !== undefined));
  const { features, samples, values } = table;
  for (let f = 0; f < features.length; f++) {
    for (let s = 0; s < samples.length; s++) {
      const value = values[f * samples.length + s]!;
      if (Number.isNaN(value)) continue;
      const held = others.map((other) => other.valueAt(f, s)).filter((one) => !Number.isNaN(one));
      if (held.length === 0) counts.accepted++;
      else if (held.includes(value)) counts.duplicates++;
      else counts.conflicts++;
    }
  }
  return counts;
}

function tallyPits(table: PitTable, before: readonly PitTable[]): Tally {
  const known = new Map<string, Set<string>>();
  for (const row of before.flatMap(({ rows }) => rows)) {
    const name = pitNameOf(row);
    known.set(name, (known.get(name) ?? new Set()).add(canonicalJson(row)));
  }
  const counts = { ...NO_TALLY };
  for (const row of table.rows) {
    const held = known.get(pitNameOf(row));
    if (held === undefined) counts.accepted++;
    else if (held.has(canonicalJson(row))) counts.duplicates++;
    else counts.conflicts++;
  }
  return counts;
}

/** Where the features and samples of `table` stand in another one. */
function placesIn(other: ExpressionTable, table: ExpressionTable) {
  const [features, samples] = (['features', 'samples'] as const).map((key) => {
    const places = new Map(other[key].map((name, place) => [name, place]));
    return table[key].map((name) => places.get(name));
  }) as [(number | undefined)[], (number | undefined)[]];
  return {
    samples,
    valueAt: (feature: number, sample: number): number => {
      const [f, s] = [features[feature], samples[sample]];
      return f === undefined || s === undefined ? Number.NaN : other.values[f * other.samples.length + s]!;
    },
  };
}
