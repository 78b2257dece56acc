import type { Column, Frame } from '../domain/telemetry/frame.ts';
import { isoOf } from '../domain/time.ts';

/** A column of a wide file after its time: a series of the frame, or text that readers are to ignore. */
export type WideColumn =
  | { readonly header: string; readonly series: string }
  | { readonly header: string; readonly text: (row: number) => string };

/**
 * The frame as a wide CSV: a header, then a line a time, ISO 8601 in UTC, LF line ends, nothing quoted.
 * A decimal series is written with all its decimals; a cell without a sample stays empty.
 */
export function writeWideCsv(frame: Frame, timeHeader: string, columns: readonly WideColumn[]): string {
  const cells = columns.map((column) =>
    'series' in column ? seriesCell(frame, column.series) : column.text,
  );
  const lines = [[timeHeader, ...columns.map(({ header }) => header)].join(',')];
  for (let row = 0; row < frame.times.length; row++) {
    lines.push([isoOf(frame.times[row]!), ...cells.map((cell) => cell(row))].join(','));
  }
  return `${lines.join('\n')}\n`;
}

function seriesCell(frame: Frame, series: string): (row: number) => string {
  const column = frame.columns.find((candidate) => candidate.series === series);
  if (column === undefined) {
    throw new Error(
      `no series "${series}" in the frame; it has ${frame.columns.map((c) => c.series).join(', ')}`,
    );
  }
  return (row) => cellText(column, column.values[row]!);
}

function cellText({ storage }: Column, value: number): string {
  if (Number.isNaN(value)) return '';
  return storage.kind === 'decimal' ? value.toFixed(storage.scale) : String(value);
}
