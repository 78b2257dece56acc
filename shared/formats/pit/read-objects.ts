/** Tables of objects as programs write them: Fiji's Analyze Particles, CellProfiler's objects, and plain columns. */

import type { PitTable } from '../../domain/assay/pit-table.ts';
import {
  type MeasuredBy,
  type MeasuredObject,
  type ObjectPlace,
  PIT_SHAPES,
} from '../../domain/assay/pit-table.ts';
import type { RejectedRecord } from '../../domain/assay/tables.ts';
import { nearest } from '../../domain/nearest.ts';
import { contradictions, type ObjectFlag } from '../../domain/pit/measured-object.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import { isMissing } from '../assay/cell-text.ts';
import { refuseAbove } from '../assay/limits.ts';
import { type WholeText, wholeText } from '../assay/whole-text.ts';
import { eachTextRow, type TextRow } from '../qpcr/text-rows.ts';
import { PitCells, rejectionOf, UnreadableCells } from './pit-cells.ts';
import {
  AREA_COLUMNS,
  areInMicrometres,
  OBJECT_COLUMNS,
  type PitPlaces,
  pitPlaces,
  writtenBy,
} from './pit-columns.ts';
import { unreadPitColumns } from './unread-pit-columns.ts';

/** A row that is no object: of an area of 0, or one that says that there was none. */
interface EmptyRow extends ObjectPlace {
  readonly isZero: boolean;
}

export interface ObjectsRead {
  readonly by: MeasuredBy;
  readonly lengthsIn: PitTable['lengthsIn'];
  readonly objects: readonly MeasuredObject[];
  /** Rows below the header: objects, rows of none, and rejected ones. */
  readonly rows: number;
  /** Rows of zeros, as CellProfiler writes for an image without objects, or that name no pit: somebody looked there. */
  readonly empty: readonly EmptyRow[];
  readonly none: number;
  /** Rows that lack a value of some column, whatever is left of them. */
  readonly withBlanks: number;
  readonly rejected: readonly RejectedRecord[];
  readonly flags: readonly ObjectFlag[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** CellProfiler writes 1,900. */
const MOST_COLUMNS = 5000;
export const MOST_OBJECTS = 300_000;
const TAB = 9;
const SEMICOLON = 59;
const COMMA = 44;

/** Fails with a Refusal where the file is no table of objects with areas. */
export function readObjects(raw: Uint8Array): ObjectsRead {
  return readObjectRows(wholeText(raw));
}

export function readObjectRows(text: WholeText): ObjectsRead {
  const names = pitHeader(text);
  const places = placesOf(names);
  const by = writtenBy(names);
  const grey = new GreyValues(names);
  const unreadable = new UnreadableCells(names, places);
  const objects: MeasuredObject[] = [];
  const empty: EmptyRow[] = [];
  const rejected: RejectedRecord[] = [];
  let [rows, withBlanks] = [0, 0];
  for (const row of pitRows(text)) {
    refuseAbove(MOST_OBJECTS, ++rows, 'objects', 'send fewer images in a file');
    grey.take(row);
    if (row.cells?.some((cell) => isMissing(cell.trim())) === true) withBlanks++;
    const one = objectOf(row, names.length, places, { place: rows, unreadable });
    if ('code' in one) rejected.push(one);
    else if ('area' in one) objects.push(one);
    else empty.push(one);
  }
  return {
    ...{ by, lengthsIn: areInMicrometres(names) ? 'um' : 'untold', objects, empty, rows, rejected },
    ...{ none: empty.length, withBlanks, flags: contradictions(objects, by) },
    warnings: [
      ...unreadPitColumns(names, OBJECT_COLUMNS),
      ...unreadable.warnings(),
      ...grey.warnings(rows),
      ...noneWarning(empty.filter(({ isZero }) => isZero).length),
    ],
  };
}

/** Names of the columns, in the first row that holds anything. */
export function pitHeader(text: WholeText): string[] {
  for (const { cells } of eachTextRow(text, delimiterOf(text.bytes), MOST_COLUMNS))
    return (cells ?? []).map((cell) => cell.trim());
  return [];
}

/** Rows below the header. */
export function* pitRows(text: WholeText): Generator<TextRow> {
  let isHeader = true;
  for (const row of eachTextRow(text, delimiterOf(text.bytes), MOST_COLUMNS)) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

/** Of the first line the sign that stands in it most often; a decimal comma never makes a comma the most frequent. */
function delimiterOf(bytes: Uint8Array): number {
  const line = bytes.subarray(0, Math.max(0, bytes.indexOf(10)));
  const count = (sign: number) => line.reduce((sum, byte) => sum + Number(byte === sign), 0);
  return [TAB, SEMICOLON, COMMA].reduce((most, sign) => (count(sign) > count(most) ? sign : most), TAB);
}

function placesOf(names: readonly string[]): PitPlaces {
  const places = pitPlaces(names);
  const told = listText(
    names.filter((one) => one !== ''),
    ', ',
    12,
  );
  if (places.area < 0) {
    const sentence = `expected a column of areas (${AREA_COLUMNS.join(', ')}), got ${told || 'no column'}${nearText(names)}`;
    throw new Refusal('invalid', 'pit.no-area', sentence);
  }
  if (places.unit >= 0 && places.label < 0) {
    const sentence = `expected a column pit that names each pit within its field, got ${told}: without it a table that comes twice would count twice`;
    throw new Refusal('invalid', 'pit.no-name', sentence);
  }
  return places;
}

/** Somebody may have mistyped it; or it is in another unit of measure, which no reader guesses. */
function nearText(names: readonly string[]): string {
  const [near] = names.flatMap((name) => {
    const meant = name === '' ? null : nearest(name, AREA_COLUMNS);
    return meant === null
      ? []
      : [`; ${quoted(name)} is near ${quoted(meant)}: rename it if that is what it holds`];
  });
  return near ?? '';
}

function objectOf(
  row: TextRow,
  width: number,
  places: PitPlaces,
  { place, unreadable }: { readonly place: number; readonly unreadable: UnreadableCells },
): MeasuredObject | EmptyRow | RejectedRecord {
  const reject = rejectionOf(row);
  const cells = new PitCells(row, width, places);
  if (cells.problem !== null) return reject(cells.problem.code, null, cells.problem.message);
  const { unreal } = cells;
  if (unreal !== null) return reject(unreal.code, unreal.column, unreal.message);
  unreadable.take(cells);
  const at = cells.place();
  const area = cells.number('area');
  // Somebody looked, and wrote a row that names no pit.
  const isEmpty = places.unit >= 0 && isMissing(cells.text('label')) && isMissing(cells.text('area'));
  if (isEmpty) return { ...at, isZero: false };
  if (area === null)
    return isMissing(cells.text('area'))
      ? reject('pit.area-missing', 'area', 'expected an area, got none: the object cannot be counted')
      : reject('pit.area-unreadable', 'area', 'expected an area, a number, got a text');
  if (area < 0) return reject('pit.area-negative', 'area', 'expected an area above 0, got a negative one');
  if (area === 0) return { ...at, isZero: true };
  const shape = cells.text('shape').toLowerCase();
  return {
    ...{ ...at, area, label: cells.text('label') || String(place) },
    shape: PIT_SHAPES.find((one) => one === shape) ?? null,
    ...{ perimeter: cells.number('perimeter'), depth: cells.number('depth'), volume: cells.number('volume') },
    circularity: cells.number('circularity'),
    ...{ major: cells.number('major'), minor: cells.number('minor') },
  };
}

/** Grey values that are 255 in every row are those of the mask: of the image nothing was measured. */
class GreyValues {
  readonly #places: readonly number[];
  #isMask = true;

  constructor(names: readonly string[]) {
    this.#places = ['Mean', 'Min', 'Max'].map((name) => names.indexOf(name));
    if (this.#places.includes(-1)) this.#isMask = false;
  }

  take({ cells }: TextRow): void {
    this.#isMask &&= this.#places.every((place) => Number(cells?.[place]?.trim()) === 255);
  }

  warnings(rows: number): ObjectsRead['warnings'] {
    const message =
      'Mean, Min and Max are 255 in every row: they were measured on the mask, and say nothing of the image';
    return this.#isMask && rows > 0 ? [{ code: 'pit.measured-on-mask', message }] : [];
  }
}

/** Of rows that name no pit nothing is doubtful: that is how it is said that there was none. */
function noneWarning(none: number): ObjectsRead['warnings'] {
  if (none === 0) return [];
  const message = `${countText(none, 'row')} of no area ${none === 1 ? 'is no object' : 'are no objects'}`;
  return [{ code: 'pit.no-object', message }];
}
