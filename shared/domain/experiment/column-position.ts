/** Columns that a source calls by where they stand, because their names are blank, alike or not there at all. */
import type { Source } from './source-schema.ts';

/** `#3`, or `#3 Temp` where the header is to say so too. */
export interface ColumnPosition {
  /** From 0. */
  readonly index: number;
  /** What the column's name has to be, alone or before a bracket, comma or colon; empty: anything. */
  readonly name: string;
}

const POSITION = /^#([1-9]\d{0,4})(?: +(\S.*))?$/;

/** Null where the text is a name. */
export function positionOf(column: string): ColumnPosition | null {
  const [, place, name = ''] = POSITION.exec(column) ?? [];
  return place === undefined ? null : { index: Number(place) - 1, name };
}

/** @param index from 0 */
export const positionText = (index: number, name = ''): string =>
  `#${index + 1}${name === '' ? '' : ` ${name}`}`;

/** Whether only the number of columns shows that the column is still the one that was meant. */
export const isBarePosition = (column: string): boolean => positionOf(column)?.name === '';

/** The name that a column has in its file: of `#3 Temp` it is Temp, and of `#3` nobody knows it. */
export const nameWithoutPosition = (column: string): string => positionOf(column)?.name ?? column;

export interface ColumnPlace {
  readonly column: string;
  readonly path: readonly PropertyKey[];
}

/** Every column that the source speaks of, and where it does. */
export function columnPlaces(source: Source): readonly ColumnPlace[] {
  const { time, rows, events, ignore } = source;
  const own = (column: string | undefined, ...path: PropertyKey[]) =>
    column === undefined ? [] : [{ column, path }];
  return [
    ...(Array.isArray(time.column)
      ? time.column.flatMap((column, i) => own(column, 'time', 'column', i))
      : own(time.column, 'time', 'column')),
    ...own(rows?.unit?.column, 'rows', 'unit', 'column'),
    ...own(rows?.channel?.column, 'rows', 'channel', 'column'),
    ...(source.layout === 'long'
      ? [...own(source.rows.value, 'rows', 'value'), ...own(source.rows.raw, 'rows', 'raw')]
      : Object.keys(source.columns).flatMap((column) => own(column, 'columns', column))),
    ...own(events?.column, 'events', 'column'),
    ...(ignore === 'rest' ? [] : ignore.flatMap((column, i) => own(column, 'ignore', i))),
  ];
}
