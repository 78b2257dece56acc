/** Plain tables of how many pits were counted where: `unit,slice,slice_area_mm2,pits`, with `shape` where trenches are apart. */

import { type ObjectPlace, PIT_SHAPES, type PitShape } from '../../domain/assay/pit-table.ts';
import type { AssayRead, RejectedRecord } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import { refuseAbove } from '../assay/limits.ts';
import type { WholeText } from '../assay/whole-text.ts';
import type { TextRow } from '../qpcr/text-rows.ts';
import { PitCells, rejectionOf, UnreadableCells } from './pit-cells.ts';
import { COUNT_COLUMNS, type PitPlaces, pitPlaces } from './pit-columns.ts';
import { MOST_OBJECTS, pitRows } from './read-objects.ts';
import { meantText, unreadPitColumns } from './unread-pit-columns.ts';

export interface Counted extends ObjectPlace {
  readonly count: number;
  readonly shape: PitShape | null;
}

export interface CountsRead {
  readonly counts: readonly Counted[];
  readonly rows: number;
  readonly rejected: readonly RejectedRecord[];
  readonly warnings: AssayRead['warnings'];
}

/** Whether the columns are those of counts. */
export const areCounts = (names: readonly string[]): boolean =>
  names.includes('pits') && pitPlaces(names).area < 0;

/** Fails with `pit.no-slice` where nothing says what was counted on. */
export function readCounts(text: WholeText, names: readonly string[]): CountsRead {
  const places = pitPlaces(names);
  if (places.unit < 0 || places.slice < 0) {
    const sentence = `expected the columns unit, slice, slice_area_mm2 and pits, got ${names.join(', ')}${meantText(names, COUNT_COLUMNS)}`;
    throw new Refusal('invalid', 'pit.no-slice', sentence);
  }
  const counts: Counted[] = [];
  const rejected: RejectedRecord[] = [];
  const unreadable = new UnreadableCells(names, places);
  let rows = 0;
  for (const row of pitRows(text)) {
    refuseAbove(MOST_OBJECTS, ++rows, 'rows', 'send fewer slices in a file');
    const one = countedIn(row, names.length, places, unreadable);
    if ('code' in one) rejected.push(one);
    else counts.push(one);
  }
  return {
    counts,
    rows,
    rejected,
    warnings: [...unreadPitColumns(names, COUNT_COLUMNS), ...unreadable.warnings()],
  };
}

function countedIn(
  row: TextRow,
  width: number,
  places: PitPlaces,
  unreadable: UnreadableCells,
): Counted | RejectedRecord {
  const reject = rejectionOf(row);
  const cells = new PitCells(row, width, places);
  if (cells.problem !== null) return reject(cells.problem.code, null, cells.problem.message);
  const { unreal } = cells;
  if (unreal !== null) return reject(unreal.code, unreal.column, unreal.message);
  unreadable.take(cells);
  const count = cells.number('count');
  if (count === null || count < 0 || !Number.isInteger(count)) {
    const message = `expected how many pits were counted, a whole number from 0 on, got ${cells.text('count') || 'nothing'}`;
    return reject('pit.count', 'pits', message);
  }
  const shape = cells.text('shape').toLowerCase();
  return { ...cells.place(), count, shape: PIT_SHAPES.find((one) => one === shape) ?? null };
}
