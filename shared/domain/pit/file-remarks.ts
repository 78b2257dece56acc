/** What is said of one file of pits: units, slices and images that the definition does not know, and substrates that differ. */
import { matchSamples } from '../assay/match-samples.ts';
import { orSampleMeant } from '../assay/meant-sample.ts';
import type { PitRow, PitTable, SubstrateTold } from '../assay/pit-table.ts';
import type { RegisteredSample, Remark, SampleRegister } from '../assay/sample-register.ts';
import type { Declared } from '../experiment/declared.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { nearest, orMeant } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { countText } from '../words/count.ts';
import { linesText } from '../words/lines.ts';
import { listText } from '../words/list.ts';
import { imagesApart } from './images-by-file.ts';
import { sampleOfRow, sliceIn, slicesByPlace } from './slice-samples.ts';
import { substratesApart } from './substrates-apart.ts';

/** Things named in one remark; the others are counted. */
const MOST_NAMED = 6;

interface Known {
  readonly assay: PitAssay;
  readonly index: Pick<Declared, 'units'>;
  readonly register: SampleRegister;
}

interface SliceTold {
  readonly unit: string;
  readonly slice: string;
  readonly substrates?: readonly SubstrateTold[] | undefined;
}

/** Rows of one place. */
interface PlaceInFile {
  readonly unit: string | null;
  readonly slice: string | null;
  readonly image: string;
  rows: number;
  readonly lines: number[];
  /** Null where nothing tells of which slice they are. */
  readonly sample: RegisteredSample | null;
}

/** @param slices as all files and the definition tell them */
export function pitRemarks(
  known: Known,
  { table, fileName }: { readonly table: PitTable; readonly fileName: string },
  slices: readonly SliceTold[],
): Remark[] {
  const places = placesIn(table, known.register);
  const touched = new Set(
    places.flatMap(({ sample }) =>
      sample?.unit == null ? [] : [placeName({ unit: sample.unit, slice: sample.slice ?? sample.name })],
    ),
  );
  return [
    ...strangersIn(known, places),
    ...slicesApart(known, places),
    ...imagesUnknown(known, places),
    ...imagesApart(table, fileName, known.register.samples),
    ...substratesApart(slices.filter((one) => touched.has(placeName(one)))),
  ];
}

const placeName = ({ unit, slice }: { readonly unit: string; readonly slice: string }) =>
  JSON.stringify([unit, slice]);

/** Of hundreds of thousands of rows few are of another place than the one before. */
function placesIn({ rows, lines, sampleOf: byFile }: PitTable, { samples }: SampleRegister): PlaceInFile[] {
  const byPlace = slicesByPlace(samples);
  const sampleOf = (row: PitRow): RegisteredSample | null => {
    const { unit, image } = row;
    if (unit !== null) return sampleOfRow({ ...row, unit }, byPlace) ?? null;
    return matchSamples([{ name: byFile?.get(image) ?? image }], samples).samples[0] ?? null;
  };
  const places = new Map<string, PlaceInFile>();
  for (const [i, row] of rows.entries()) {
    const { unit, slice, image } = row;
    const name = JSON.stringify([unit, slice, image]);
    const place = places.get(name) ?? { unit, slice, image, rows: 0, lines: [], sample: sampleOf(row) };
    place.rows++;
    if (lines !== undefined) place.lines.push(lines[i]!);
    places.set(name, place);
  }
  return [...places.values()];
}

function strangersIn({ index: { units } }: Known, places: readonly PlaceInFile[]): Remark[] {
  const own = Map.groupBy(
    places.filter(({ unit }) => unit !== null && !units.has(unit)),
    ({ unit }) => unit!,
  );
  if (own.size === 0) return [];
  const names = [...own].map(([unit, all], i) =>
    i < MOST_NAMED ? `${orMeant(unit, [...units.keys()])}${whereText(all)}` : unit,
  );
  const message = `${rowsText([...own.values()].flat())} ${listText(names, '; ', MOST_NAMED)}: the definition has no such unit, and what these rows hold does not count`;
  return [{ code: 'pit.unit-unknown', message }];
}

/** Slices beside those that the definition declares: each counts, on an area of its own. */
function slicesApart({ assay, index, register }: Known, places: readonly PlaceInFile[]): Remark[] {
  // Where none is declared the tables alone tell slices.
  if (assay.samples.length === 0) return [];
  const declared = register.samples.filter(({ name }) => assay.samples.some((one) => one.name === name));
  const byPlace = slicesByPlace(declared);
  const own = places.filter(
    ({ unit, ...place }) =>
      unit !== null && index.units.has(unit) && sampleOfRow({ unit, ...place }, byPlace) === undefined,
  );
  if (own.length === 0) return [];
  const names = own.map((place, i) => {
    const name = `${quoted(sliceIn(place, place.unit!))} of ${place.unit}`;
    if (i >= MOST_NAMED) return name;
    const slices = declared.flatMap(({ unit, slice }) => (unit === place.unit ? (slice ?? []) : []));
    const meant = nearest(sliceIn(place, place.unit!), slices);
    return `${name}${meant === null ? '' : ` (did you mean ${quoted(meant)}?)`}${whereText([place])}`;
  });
  const message = `${rowsText(own)} the ${own.length === 1 ? 'slice' : 'slices'} ${listText(names, '; ', MOST_NAMED)}, which no sample of the definition is: measured as ${own.length === 1 ? 'a slice of its' : 'slices of their'} own`;
  return [{ code: 'pit.slice-unknown', message }];
}

function imagesUnknown({ register: { samples } }: Known, places: readonly PlaceInFile[]): Remark[] {
  const unknown = places.filter(({ unit, sample }) => unit === null && sample === null);
  if (unknown.length === 0) return [];
  const known = samples.map(({ name }) => name);
  const names = unknown.map(({ image }, i) => (i < MOST_NAMED ? orSampleMeant(image, known) : image));
  const rows = unknown.reduce((sum, one) => sum + one.rows, 0);
  const message = `${countText(rows, 'row is', 'rows are')} of ${listText(names, ', ', MOST_NAMED)}, which fits no sample of the definition, or several: what these rows hold does not count`;
  return [{ code: 'pit.image-unknown', message }];
}

function rowsText(places: readonly PlaceInFile[]): string {
  const rows = places.reduce((sum, one) => sum + one.rows, 0);
  return countText(rows, 'row names', 'rows name');
}

function whereText(places: readonly PlaceInFile[]): string {
  const lines = places.flatMap((one) => one.lines);
  return lines.length === 0 ? '' : ` (${linesText(lines)})`;
}
