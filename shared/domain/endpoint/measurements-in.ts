/** The measurements that tables hold, each once, and the units that they are of. */
import type { RegisteredSample } from '../assay/sample-register.ts';
import type { AssayTable } from '../assay/tables.ts';
import type { Declared } from '../experiment/declared.ts';
import { unitLevels } from '../experiment/unit-levels.ts';
import { type Measurement, type MeasurementColumn, measurementOf } from './measurement.ts';

/** Rows that say the same are one, however they write it and whatever files bring them. */
export function measurementsIn(tables: readonly AssayTable[]): Measurement[] {
  const rows = new Map<string, Measurement>();
  for (const table of tables) {
    if (table.table !== 'sheet') continue;
    for (const cells of table.rows) {
      const cell = (column: MeasurementColumn) => cells[table.columns.indexOf(column)] ?? '';
      const told = measurementOf(cell);
      if (!('code' in told)) rows.set(JSON.stringify(told), told);
    }
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Units that the tables name and no declared sample is of, as samples that are called as they are. */
export function unitsTold(
  { units }: Declared,
  samples: readonly RegisteredSample[],
  tables: readonly AssayTable[],
): RegisteredSample[] {
  const declared = new Set(samples.map(({ unit }) => unit));
  const told = new Set(measurementsIn(tables).map(({ unit }) => unit));
  return [...told].sort().flatMap((name) => {
    const unit = units.get(name);
    if (unit === undefined || declared.has(name)) return [];
    const { donor } = unitLevels({ units }, name);
    const { arm } = unit;
    return [{ name, unit: name, arm, donor, batch: {}, covariates: {}, handling: {} }];
  });
}
