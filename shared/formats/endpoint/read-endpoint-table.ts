/** Long tables of endpoints: a row a measurement, checked one by one. */
import type { AssayRead, RejectedRecord, SheetTable } from '../../domain/assay/tables.ts';
import {
  MEASUREMENT_COLUMNS,
  type MeasurementColumn,
  measurementOf,
} from '../../domain/endpoint/measurement.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import { readSheetLines } from '../assay/read-sheet.ts';
import { unreadColumns } from '../assay/unread-columns.ts';

const NEEDED = ['unit', 'endpoint', 'value', 'measured_in'] as const;

/**
 * A record is a row; equal rows are one. Only the columns that are known are kept, and others named. Fails with
 * `endpoint.columns`, or as a sheet does.
 *
 * @param chunks the file, unpacked
 */
export async function readEndpointTable(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<AssayRead> {
  const { read, lines } = await readSheetLines(chunks, fileName);
  const { columns, rows } = read.table;
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const sentence = `expected the columns ${MEASUREMENT_COLUMNS.join(', ')}, of which the first four are needed; there is no ${listText([...missing], ', ', NEEDED.length)}`;
    throw new Refusal('invalid', 'endpoint.columns', sentence);
  }
  const kept: (readonly string[])[] = [];
  const keptLines: number[] = [];
  const rejected: RejectedRecord[] = [...read.rejected];
  for (const [i, row] of rows.entries()) {
    const cells = MEASUREMENT_COLUMNS.map((column) => (row[columns.indexOf(column)] ?? '').trim());
    const told = measurementOf((column: MeasurementColumn) => cells[MEASUREMENT_COLUMNS.indexOf(column)]!);
    if ('code' in told) rejected.push({ line: lines[i]!, ...told, text: row.join(','), records: 1 });
    else {
      kept.push(cells);
      keptLines.push(lines[i]!);
    }
  }
  const table: SheetTable = {
    ...{ table: 'sheet', columns: [...MEASUREMENT_COLUMNS], rows: kept, lines: keptLines },
  };
  const known: readonly string[] = MEASUREMENT_COLUMNS;
  const unread = columns.filter((column) => !known.includes(column));
  return {
    ...read,
    table,
    format: 'table of endpoints',
    rejected: rejected.toSorted((a, b) => a.line - b.line),
    warnings: [...read.warnings, ...unreadColumns('endpoint.column-unread', unread, MEASUREMENT_COLUMNS)],
  };
}
