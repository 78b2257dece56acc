/** The measurements that tables hold, each once, and the units that they are of. */
import type { RegisteredSample } from '../assay/sample-register.ts';
import type { AssayTable } from '../assay/tables.ts';
import { byText } from '../by-text.ts';
import type { Declared } from '../experiment/declared.ts';
import { baseNameOf } from '../experiment/file-reader.ts';
import { unitLevels } from '../experiment/unit-levels.ts';
import { type MeasuredRow, type MeasurementColumn, measurementOf } from './measurement.ts';

/** A table of an assay, and the file that it came in. */
export interface TableOfFile {
  readonly fileName: string;
  readonly table: AssayTable;
}

/** Rows of one file, in its order. */
export function rowsOfFile({ fileName, table }: TableOfFile): MeasuredRow[] {
  if (table.table !== 'sheet') return [];
  const file = baseNameOf(fileName);
  return table.rows.flatMap((cells, i) => {
    const cell = (column: MeasurementColumn) => cells[table.columns.indexOf(column)] ?? '';
    const told = measurementOf(cell);
    return 'code' in told ? [] : [{ ...told, at: { file, line: table.lines?.[i] ?? null } }];
  });
}

/** Rows that say the same are one, however they write it and whatever files bring them: it stands in the first by name. */
export function measurementsIn(files: readonly TableOfFile[]): MeasuredRow[] {
  const rows = new Map<string, MeasuredRow>();
  const inOrder = files.toSorted((a, b) => byText(baseNameOf(a.fileName), baseNameOf(b.fileName)));
  for (const row of inOrder.flatMap(rowsOfFile)) {
    const { at: _, ...told } = row;
    const text = JSON.stringify(told);
    const before = rows.get(text);
    if (before === undefined || standsBefore(row, before)) rows.set(text, row);
  }
  return [...rows.entries()].sort(([a], [b]) => byText(a, b)).map(([, row]) => row);
}

/** Of two files of one name: whichever came first, the answer is one. */
const standsBefore = ({ at }: MeasuredRow, before: MeasuredRow): boolean =>
  at?.file === before.at?.file && (at?.line ?? 0) < (before.at?.line ?? 0);

/** Units that the tables name and no declared sample is of, as samples that are called as they are. */
export function unitsTold(
  { units }: Declared,
  samples: readonly RegisteredSample[],
  files: readonly TableOfFile[],
): RegisteredSample[] {
  const declared = new Set(samples.map(({ unit }) => unit));
  const told = new Set(files.flatMap(rowsOfFile).map(({ unit }) => unit));
  return [...told].sort().flatMap((name) => {
    const unit = units.get(name);
    if (unit === undefined || declared.has(name)) return [];
    const { donor } = unitLevels({ units }, name);
    const { arm } = unit;
    return [{ name, unit: name, arm, donor, batch: {}, covariates: {}, handling: {} }];
  });
}
