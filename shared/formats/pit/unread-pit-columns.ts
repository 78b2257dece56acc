/** Columns of a table of pits that are not read, and what becomes of its rows where one of them was meant to place these. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { didYouMean, nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { unreadColumns } from '../assay/unread-columns.ts';
import { columnCalled, namesOf, type PitColumn, pitPlaces, unreadNames } from './pit-columns.ts';

/** What stands in for a column that says where a row lies: without a word it would pass for what the table says. */
const INSTEAD: Partial<Readonly<Record<PitColumn, string>>> = {
  unit: 'all rows are of the sample that the name of the file, or of the image, fits',
  slice: 'all rows of a unit are of one slice, which is called as the unit (or as the image)',
  field: 'all rows of a slice are of one field',
};

/** `: "slce" (did you mean "slice"?)` of columns of places that nothing is called; nothing where none is near. */
export function meantText(names: readonly string[], read: readonly PitColumn[]): string {
  const places = pitPlaces(names);
  const hints = unreadNames(names, read).flatMap((name) => {
    const meant = columnCalled(name) ?? nearest(name, namesOf(read));
    const isPlace = meant === 'unit' || meant === 'slice';
    return isPlace && places[meant] < 0 ? [didYouMean(name, meant)] : [];
  });
  return hints.length === 0 ? '' : `: ${hints.join(', ')}`;
}

export function unreadPitColumns(
  names: readonly string[],
  read: readonly PitColumn[],
): AssayRead['warnings'] {
  const unread = unreadNames(names, read);
  const places = pitPlaces(names);
  const untold = read.flatMap((column) => {
    const instead = INSTEAD[column];
    if (instead === undefined || places[column] >= 0) return [];
    const meant = unread.find((name) => (columnCalled(name) ?? nearest(name, namesOf(read))) === column);
    return meant === undefined ? [] : [{ column, meant, instead }];
  });
  return [
    ...unreadColumns('pit.column-unread', unread, namesOf(read), columnCalled),
    ...untold.map(({ column, meant, instead }) => ({
      code: 'pit.place-untold',
      message: `no column is called ${column}: ${instead}; if ${quoted(meant)} is that column, withdraw the file, rename the column and send it again`,
    })),
  ];
}
