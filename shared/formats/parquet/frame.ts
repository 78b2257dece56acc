import type { Column, Frame, Storage } from '../../domain/telemetry/frame.ts';
import { firstAtOrAfter } from '../../domain/telemetry/search-times.ts';
import type { Micros } from '../../domain/time.ts';
import type { TableColumn, WordColumn } from './column.ts';
import { decodeNumbers, decodeWords, type RowRange } from './decode-chunk.ts';
import { PAGE_VALUES, Stage } from './encode-chunk.ts';
import { type EncodedColumn, encodeColumn } from './encode-column.ts';
import { encodeFile } from './encode-file.ts';
import { flagColumnNames, flagColumns, flagsOf } from './flag-columns.ts';
import { type Extent, extentOf, numberType } from './layout.ts';
import { type OpenFile, type OpenGroup, openFile } from './open-file.ts';
import { unreadable } from './unreadable.ts';

/** The name of the column that holds a frame's times; no series can have it. */
const TIME = 'time';

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

/** What to read of a frame. */
export interface WantedSamples {
  /** All where absent; a series that the frame does not have is left out. */
  readonly series?: ReadonlySet<string>;
  /** Inclusive. */
  readonly from?: Micros;
  /** Exclusive. */
  readonly to?: Micros;
}

/**
 * Decodes what `encodeFrame` wrote, to the same doubles; reads the wanted columns and pages only. Flags come back as
 * one number where all samples of the answer share it; those of a cell that holds no sample as 0.
 *
 * @throws BadBytes where the bytes are damaged, cut short or from another writer.
 */
export function decodeFrame(bytes: Uint8Array, wanted: WantedSamples = {}): Frame {
  const file = openFile(bytes);
  const group = file.groups[0];
  const time = file.columns[0];
  if (
    group === undefined ||
    file.groups.length > 1 ||
    time?.name !== TIME ||
    time.logical.kind !== 'timestamp'
  ) {
    throw unreadable('the schema', `a frame: one row group that begins with ${TIME}`, describe(file));
  }
  const all = { rows: group.rows, from: 0, to: group.rows };
  const times = decodeNumbers(file, time, group.chunks[0]!, all);
  const range = {
    ...all,
    from: firstAtOrAfter(times, wanted.from ?? -Infinity),
    to: firstAtOrAfter(times, wanted.to ?? Infinity),
  };
  range.to = Math.max(range.from, range.to);
  return {
    times: times.slice(range.from, range.to),
    columns: decodeColumns(file, group, range, wanted.series),
  };
}

function decodeColumns(
  file: OpenFile,
  group: OpenGroup,
  range: RowRange,
  wanted: ReadonlySet<string> | undefined,
): Column[] {
  const words = new Map(
    file.columns.flatMap((column, c) => (column.logical.kind === 'text' ? [[column.name, c] as const] : [])),
  );
  return file.columns.flatMap((column, c): Column[] => {
    const series = column.name;
    if (c === 0 || words.has(series) || (wanted !== undefined && !wanted.has(series))) return [];
    const values = decodeNumbers(file, column, group.chunks[c]!, range);
    const flags = flagColumnNames(series).map((name): WordColumn | null => {
      const w = words.get(name);
      if (w === undefined) return null;
      const { words: dictionary, values: codes } = decodeWords(
        file,
        file.columns[w]!,
        group.chunks[w]!,
        range,
      );
      return { name, type: { kind: 'words', words: dictionary }, values: codes, optional: column.optional };
    });
    const type = numberType(column);
    if (type.kind === 'timestamp' || type.kind === 'int32') {
      throw unreadable(`column ${series}`, 'a decimal or a float', type.kind);
    }
    return [
      {
        series,
        storage: type satisfies Storage,
        values,
        flags: flagsOf(values, flags),
        isFull: !column.optional,
      },
    ];
  });
}

function describe(file: OpenFile): string {
  return `${file.groups.length} row groups of ${file.columns.map(({ name }) => name).join(', ')}`;
}
