/** Columns of a table of objects by what they hold, whoever wrote it. */
import type { MeasuredBy } from '../../domain/assay/pit-table.ts';

const COLUMNS = {
  image: ['Label', 'ImageNumber', 'image'],
  unit: ['unit'],
  slice: ['slice'],
  sliceAreaMm2: ['slice_area_mm2'],
  field: ['field'],
  fieldAreaMm2: ['field_area_mm2'],
  label: ['pit', 'ObjectNumber', ''],
  shape: ['shape', 'type'],
  count: ['pits'],
  osteoclasts: ['osteoclasts'],
  osteoclastsCounted: ['osteoclasts_counted'],
  area: ['Area', 'AreaShape_Area', 'area_um2'],
  perimeter: ['Perim.', 'Perimeter', 'AreaShape_Perimeter', 'perimeter_um'],
  circularity: ['Circ.', 'AreaShape_FormFactor', 'circularity'],
  major: ['Major', 'AreaShape_MajorAxisLength', 'major_um'],
  minor: ['Minor', 'AreaShape_MinorAxisLength', 'minor_um'],
  depth: ['depth_um', 'Depth'],
  volume: ['volume_um3', 'Volume'],
} as const;
export type PitColumn = keyof typeof COLUMNS;

/** Place of each column; -1 where there is none. */
export type PitPlaces = Readonly<Record<PitColumn, number>>;

export const AREA_COLUMNS: readonly string[] = COLUMNS.area;

/** The names that a column may have, the first in the order of the list wins. */
export function pitPlaces(names: readonly string[]): PitPlaces {
  const find = (column: PitColumn) =>
    COLUMNS[column].reduce<number>((at, name) => (at >= 0 ? at : names.indexOf(name)), -1);
  const keys = Object.keys(COLUMNS) as PitColumn[];
  return Object.fromEntries(keys.map((column) => [column, find(column)])) as Record<PitColumn, number>;
}

export function writtenBy(names: readonly string[]): MeasuredBy {
  if (names.includes('AreaShape_Area')) return 'CellProfiler';
  return names.includes('Major') && names.includes('Minor') ? 'ImageJ' : null;
}

/** Whether the columns themselves say that lengths are in µm. */
export const areInMicrometres = (names: readonly string[]): boolean => names.includes('area_um2');
