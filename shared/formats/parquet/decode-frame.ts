import type { Column, Frame, Storage } from '../../domain/telemetry/frame.ts';
import { firstAtOrAfter } from '../../domain/telemetry/search-times.ts';
import type { Micros } from '../../domain/time.ts';
import { TIME, type WordColumn } from './column.ts';
import { decodeNumbers, decodeWords, type RowRange } from './decode-chunk.ts';
import { flagColumnNames, flagsOf } from './flag-columns.ts';
import { numberType } from './layout.ts';
import { type OpenFile, type OpenGroup, openFile } from './open-file.ts';
import { unreadable } from './unreadable.ts';

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
    if (type.kind === 'timestamp' || type.kind === 'int32' || type.kind === 'boolean') {
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
