/** Tables of objects as programs write them: Fiji's Analyze Particles, CellProfiler's objects, and plain columns. */
import type { RejectedRecord } from '../../domain/assay/tables.ts';
import {
  contradictions,
  type MeasuredBy,
  type MeasuredObject,
  type ObjectFlag,
} from '../../domain/pit/measured-object.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import { isMissing, isNumber } from '../assay/cell-text.ts';
import { wholeText } from '../assay/whole-text.ts';
import { type TextRow, textRows } from '../qpcr/text-rows.ts';

export interface ObjectsRead {
  readonly by: MeasuredBy;
  readonly objects: readonly MeasuredObject[];
  /** Rows below the header: objects, rows of none, and rejected ones. */
  readonly rows: number;
  /** Rows of zeros, as CellProfiler writes for an image without objects: no object. */
  readonly none: number;
  /** Rows that lack a value of some column, whatever is left of them. */
  readonly withBlanks: number;
  readonly rejected: readonly RejectedRecord[];
  readonly flags: readonly ObjectFlag[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** CellProfiler writes 1,900. */
const MOST_COLUMNS = 5000;
const TAB = 9;
const SEMICOLON = 59;
const COMMA = 44;

/** Names of a column, whoever wrote it. */
const COLUMNS = {
  label: ['Label', 'ObjectNumber', 'pit', ''],
  area: ['Area', 'AreaShape_Area', 'area_um2'],
  perimeter: ['Perim.', 'Perimeter', 'AreaShape_Perimeter'],
  circularity: ['Circ.', 'AreaShape_FormFactor'],
  major: ['Major', 'AreaShape_MajorAxisLength'],
  minor: ['Minor', 'AreaShape_MinorAxisLength'],
  depth: ['depth_um', 'Depth'],
  volume: ['volume_um3', 'Volume'],
} as const;
type Column = keyof typeof COLUMNS;
type Places = Readonly<Record<Column, number>>;

/** Fails with a Refusal where the file is no table of objects with areas. */
export function readObjects(raw: Uint8Array): ObjectsRead {
  const text = wholeText(raw);
  const [header, ...rows] = textRows(text, delimiterOf(text.bytes), MOST_COLUMNS);
  const names = (header?.cells ?? []).map((cell) => cell.trim());
  const places = placesOf(names);
  const by = writtenBy(names);
  const told = rows.map((row, i) => objectOf(row, names.length, places, i));
  const objects = told.flatMap((one) => ('area' in one ? [one] : []));
  const rejected = told.flatMap((one) => ('code' in one ? [one] : []));
  const none = told.length - objects.length - rejected.length;
  return {
    ...{ by, objects, rows: rows.length, none, rejected },
    withBlanks: rows.filter(({ cells }) => cells?.some((cell) => isMissing(cell.trim())) === true).length,
    flags: contradictions(objects, by),
    warnings: [...maskWarning(rows, names), ...noneWarning(none)],
  };
}

/** Of the first line the sign that stands in it most often; a decimal comma never makes a comma the most frequent. */
function delimiterOf(bytes: Uint8Array): number {
  const line = bytes.subarray(0, Math.max(0, bytes.indexOf(10)));
  const count = (sign: number) => line.reduce((sum, byte) => sum + Number(byte === sign), 0);
  return [TAB, SEMICOLON, COMMA].reduce((most, sign) => (count(sign) > count(most) ? sign : most), TAB);
}

function placesOf(names: readonly string[]): Places {
  const find = (column: Column) => {
    const wanted: readonly string[] = COLUMNS[column];
    return names.findIndex((name) => wanted.includes(name));
  };
  const places = {
    ...{ label: find('label'), area: find('area'), perimeter: find('perimeter'), depth: find('depth') },
    ...{
      circularity: find('circularity'),
      major: find('major'),
      minor: find('minor'),
      volume: find('volume'),
    },
  };
  if (places.area >= 0) return places;
  const sentence = `expected a column of areas (${COLUMNS.area.join(', ')}), got ${
    listText(
      names.filter((one) => one !== ''),
      ', ',
      12,
    ) || 'no column'
  }`;
  throw new Refusal('invalid', 'pit.no-area', sentence);
}

function writtenBy(names: readonly string[]): MeasuredBy {
  if (names.includes('AreaShape_Area')) return 'CellProfiler';
  return names.includes('Major') && names.includes('Minor') ? 'ImageJ' : null;
}

const NONE = { isNone: true } as const;

function objectOf(
  { line, cells, text }: TextRow,
  width: number,
  places: Places,
  place: number,
): MeasuredObject | RejectedRecord | typeof NONE {
  const reject = (code: string, column: string | null, message: string): RejectedRecord => ({
    ...{ line, column, code, message, text, records: 1 },
  });
  if (cells === null) return reject('row.unreadable', null, 'expected cells in UTF-8 with quotes that match');
  if (cells.length !== width)
    return reject('row.width', null, `expected ${countText(width, 'cell')}, got ${cells.length}`);
  const cellOf = (column: Column) => (places[column] < 0 ? '' : cells[places[column]]!.trim());
  const numberOf = (column: Column): number | null => {
    const cell = cellOf(column);
    return isNumber(cell) ? Number(cell.replace(',', '.')) : null;
  };
  const area = numberOf('area');
  if (area === null)
    return isMissing(cellOf('area'))
      ? reject('pit.area-missing', 'area', 'expected an area, got none: the object cannot be counted')
      : reject('pit.area-unreadable', 'area', 'expected an area, a number, got a text');
  if (area < 0) return reject('pit.area-negative', 'area', 'expected an area above 0, got a negative one');
  if (area === 0) return NONE;
  return {
    ...{ line, area, label: cellOf('label') || String(place + 1) },
    ...{ perimeter: numberOf('perimeter'), depth: numberOf('depth'), volume: numberOf('volume') },
    ...{ circularity: numberOf('circularity'), major: numberOf('major'), minor: numberOf('minor') },
  };
}

/** Grey values that are 255 in every row are those of the mask: of the image nothing was measured. */
function maskWarning(rows: readonly TextRow[], names: readonly string[]): ObjectsRead['warnings'] {
  const grey = ['Mean', 'Min', 'Max'].map((name) => names.indexOf(name));
  if (rows.length === 0 || grey.includes(-1)) return [];
  const isMask = rows.every(({ cells }) => grey.every((place) => Number(cells?.[place]?.trim()) === 255));
  const message =
    'Mean, Min and Max are 255 in every row: they were measured on the mask, and say nothing of the image';
  return isMask ? [{ code: 'pit.measured-on-mask', message }] : [];
}

function noneWarning(none: number): ObjectsRead['warnings'] {
  if (none === 0) return [];
  const message = `${countText(none, 'row')} of no area ${none === 1 ? 'is no object' : 'are no objects'}`;
  return [{ code: 'pit.no-object', message }];
}
