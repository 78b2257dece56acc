import type { Frame } from '../../domain/telemetry/frame.ts';
import { type TableColumn, TIME } from './column.ts';
import { PAGE_VALUES, Stage } from './encode-chunk.ts';
import { type EncodedColumn, encodeColumn } from './encode-column.ts';
import { encodeFile } from './encode-file.ts';
import { flagColumnNames, flagColumns } from './flag-columns.ts';
import { type Extent, extentOf } from './layout.ts';

/**
 * Encodes a frame as a Parquet file: `time`, a column a series, and for a series whose samples are not all GOOD,
 * ACQUIRED and MEASURED the text columns `<series>.quality`, `.status`, `.origin`. Equal frames give equal bytes.
 *
 * A series is kept as its storage says where every number comes back as the same double, else as float64; `promoted`
 * names those.
 *
 * @throws RangeError where times do not ascend strictly in whole µs, columns differ in length, or names clash.
 */
export function encodeFrame(
  frame: Frame,
  metadata: Readonly<Record<string, string>>,
): { bytes: Uint8Array; promoted: string[] } {
  checkFrame(frame);
  const rows = frame.times.length;
  const stage = new Stage(Math.min(rows, PAGE_VALUES));
  const encode = (column: TableColumn, extent: Extent): EncodedColumn | null =>
    encodeColumn([column], [extent], stage);
  const promoted: string[] = [];
  const time: TableColumn = { name: TIME, type: { kind: 'timestamp' }, values: frame.times, optional: false };
  const columns = [encode(time, extentOf(frame.times))];
  for (const column of frame.columns) {
    const { series: name, storage, values } = column;
    const extent = extentOf(values);
    const optional = extent.holes > 0;
    let encoded = encode({ name, type: storage, values, optional }, extent);
    if (encoded === null) {
      promoted.push(name);
      encoded = encode({ name, type: { kind: 'float64' }, values, optional }, extent);
    }
    columns.push(encoded);
    for (const flags of flagColumns(column, optional)) columns.push(encode(flags, extentOf(flags.values)));
  }
  return { bytes: encodeFile(columns.map(encodable), [rows], metadata), promoted };
}

/** Times are checked, doubles and words always fit. */
function encodable(column: EncodedColumn | null): EncodedColumn {
  if (column === null) throw new RangeError('times must be whole µs within 2^53');
  return column;
}

function checkFrame({ times, columns }: Frame): void {
  for (let i = 1; i < times.length; i++) {
    if (!(times[i]! > times[i - 1]!)) {
      throw new RangeError(`times must ascend strictly: ${times[i]} at ${i} follows ${times[i - 1]}`);
    }
  }
  const names = new Set([TIME]);
  for (const { series, values, flags } of columns) {
    if (values.length !== times.length || (typeof flags !== 'number' && flags.length !== times.length)) {
      throw new RangeError(`series ${series} differs in length from the ${times.length} times`);
    }
    for (const name of [series, ...flagColumnNames(series)]) {
      if (names.has(name)) throw new RangeError(`the column name ${name} occurs twice`);
      names.add(name);
    }
  }
}
