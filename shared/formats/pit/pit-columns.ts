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
  substrate: ['substrate'],
  area: ['Area', 'AreaShape_Area', 'area_um2'],
  perimeter: ['Perim.', 'Perimeter', 'AreaShape_Perimeter', 'perimeter_um'],
  circularity: ['Circ.', 'AreaShape_FormFactor', 'circularity'],
  major: ['Major', 'AreaShape_MajorAxisLength', 'major_um'],
  minor: ['Minor', 'AreaShape_MinorAxisLength', 'minor_um'],
  depth: ['depth_um', 'Depth'],
  volume: ['volume_um3', 'Volume'],
} as const;
export type PitColumn = keyof typeof COLUMNS;
const PIT_COLUMNS = Object.keys(COLUMNS) as PitColumn[];

/** Place of each column; -1 where there is none. */
export type PitPlaces = Readonly<Record<PitColumn, number>>;

export const AREA_COLUMNS: readonly string[] = COLUMNS.area;

/** The names that a column may have, the first in the order of the list wins. */
export function pitPlaces(names: readonly string[]): PitPlaces {
  const find = (column: PitColumn) =>
    COLUMNS[column].reduce<number>((at, name) => (at >= 0 ? at : names.indexOf(name)), -1);
  return Object.fromEntries(PIT_COLUMNS.map((column) => [column, find(column)])) as Record<PitColumn, number>;
}

/** Of counts nothing is measured. */
export const COUNT_COLUMNS: readonly PitColumn[] = [
  ...(['image', 'unit', 'slice', 'sliceAreaMm2', 'field', 'fieldAreaMm2', 'shape', 'count'] as const),
  ...(['osteoclasts', 'osteoclastsCounted', 'substrate'] as const),
];
/** Of objects each is one. */
export const OBJECT_COLUMNS = PIT_COLUMNS.filter((column) => column !== 'count');

/** What ImageJ writes of objects beside what is read. */
const OF_IMAGEJ: ReadonlySet<string> = new Set([
  ...['Label', 'Mean', 'StdDev', 'Mode', 'Min', 'Max', 'X', 'Y', 'XM', 'YM', 'BX', 'BY', 'Width', 'Height'],
  ...['Angle', 'Circ.', 'Feret', 'IntDen', 'Median', 'Skew', 'Kurt', '%Area', 'RawIntDen', 'Ch', 'Slice'],
  ...['Frame', 'FeretX', 'FeretY', 'FeretAngle', 'MinFeret', 'AR', 'Round', 'Solidity', 'Type', 'Counter'],
  ...['Count', 'Index', 'Name', 'Length', 'MinThr', 'MaxThr', 'Group', 'PinX', 'PinY', 'Pos'],
]);
/** `AreaShape_Eccentricity`, `Metadata_Well`: the module, and what it measured. */
const OF_CELLPROFILER = /^(?:ImageNumber|ObjectNumber|[A-Z][A-Za-z0-9]*_.*)$/;
/** One of these was written by people, and each column for a reason. */
const PLAIN = ['unit', 'pits', 'area_um2'];

/** Names of columns that are read nowhere, but for those that programs write beside objects of their own accord. */
export function unreadNames(names: readonly string[], read: readonly PitColumn[]): string[] {
  const places = pitPlaces(names);
  const taken = new Set(read.map((column) => places[column]));
  const isPlain = names.some((name) => PLAIN.includes(name));
  // Added by somebody, whatever a module of that name might write.
  const isUsual = (name: string) =>
    !isPlain &&
    columnCalled(name) === null &&
    (names.includes('ImageNumber') ? OF_CELLPROFILER.test(name) : OF_IMAGEJ.has(name));
  return names.filter((name, i) => name !== '' && !taken.has(i) && !isUsual(name));
}

/** Names that columns may have, for what they hold. */
export const namesOf = (read: readonly PitColumn[]): string[] =>
  read.flatMap((column) => COLUMNS[column].filter((name) => name !== ''));

/** What people call columns, without capitals and signs: `Osteoclast_count` is nearer to another name by its letters. */
const ALSO_CALLED: readonly (readonly [called: RegExp, column: string])[] = [
  [
    /^(?:(?:n|no|nr|num|number|count)(?:of)?)?(?:osteoclasts?|ocs?)(?:n|no|nr|num|number|counts?)?$/,
    'osteoclasts',
  ],
  [
    /^(?:osteoclasts?|ocs?)?(?:counted|(?:when|time)?counted(?:when|at)?|stripping|stripped)$/,
    'osteoclasts_counted',
  ],
  [/^(?:(?:n|no|nr|num|number|count)(?:of)?)?(?:pits?|lacunae?)(?:n|no|nr|num|number|counts?)?$/, 'pits'],
];

/** The column that people mean by a name; null where it is none of these. */
export function columnCalled(name: string): string | null {
  const bare = name.toLowerCase().replace(/[^a-z]/g, '');
  return ALSO_CALLED.find(([called]) => called.test(bare))?.[1] ?? null;
}

export function writtenBy(names: readonly string[]): MeasuredBy {
  if (names.includes('AreaShape_Area')) return 'CellProfiler';
  return names.includes('Major') && names.includes('Minor') ? 'ImageJ' : null;
}

/** Whether the columns themselves say that lengths are in µm. */
export const areInMicrometres = (names: readonly string[]): boolean => names.includes('area_um2');
