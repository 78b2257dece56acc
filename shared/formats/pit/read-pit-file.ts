/** The one door to tables of pits: what a file is, is told from its content, never from its name. */

import type { ObjectPlace } from '../../domain/assay/pit-table.ts';
import { type PitRow, type PitTable, pitNameOf } from '../../domain/assay/pit-table.ts';
import type { AssayRead, RejectedRecord } from '../../domain/assay/tables.ts';
import { baseNameOf } from '../../domain/experiment/file-reader.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { refuseForeign } from '../assay/foreign-file.ts';
import { readSheet } from '../assay/read-sheet.ts';
import { collected, wholeText } from '../assay/whole-text.ts';
import { countLines } from '../csv/line-bytes.ts';
import { isZip } from '../zip/unzip.ts';
import { areCounts, readCounts } from './read-counts.ts';
import { pitHeader, readObjectRows } from './read-objects.ts';
import { type RegionsRead, readRegions } from './read-roi.ts';

/**
 * Objects of Fiji, of CellProfiler and of plain tables, counts, regions of ImageJ (one, or a zip of a set), and the table of
 * images that CellProfiler writes beside its objects. Fails with a Refusal where nothing of the file can be taken in; else
 * records (rows, or regions) = those of the table + repeated + rejected.
 *
 * @param chunks the file, unpacked where it was gzip
 */
export async function readPitFile(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<AssayRead> {
  const raw = await collected(chunks);
  const name = baseNameOf(fileName);
  if (isRegion(raw) || isZipOfRegions(raw)) return ofRegions(readRegions(raw, name), name);
  refuseForeign(raw, fileName);
  const text = wholeText(raw);
  const lines = countLines(text.bytes, 0, text.bytes.length);
  const names = pitHeader(text);
  if (isOfImages(names)) return { ...(await readSheet([raw], fileName)), format: 'images of CellProfiler' };
  if (areCounts(names)) {
    const { counts, rows, rejected, warnings } = readCounts(text, names);
    const table = counts.map(({ count, shape, ...place }) => ({
      line: place.line,
      row: { ...rowAt(place, name), pit: '', count, shape },
    }));
    const read = { rejected, lines, rows, format: 'counts of pits' };
    return { ...settled(table, { by: null, lengthsIn: 'um' }, read), warnings };
  }
  const { by, lengthsIn, objects, empty, rows, rejected, flags, warnings } = readObjectRows(text);
  if (rows === 0) throw noRows();
  const measured = objects.map(({ label, ...one }) => ({
    line: one.line,
    row: { ...rowAt(one, name), ...measuresOf(one), pit: label, count: 1 },
  }));
  const none = empty.map((place) => ({
    line: place.line,
    row: { ...rowAt(place, name), pit: '', count: 0 },
  }));
  const format = by === null ? 'pits' : `objects of ${by}`;
  const told = flags.map(({ code, message }) => ({ code, message }));
  const read = settled([...measured, ...none], { by, lengthsIn }, { rejected, lines, rows, format });
  return { ...read, warnings: [...warnings, ...told.slice(0, MOST_TOLD), ...moreThan(told.length)] };
}

/**
 * A program that finds nothing writes a header alone. It is not taken for an image without a pit: those of two slices have the
 * very same bytes, of which the second would be a repetition of the first.
 */
const noRows = (): Refusal =>
  new Refusal(
    'invalid',
    'pit.no-rows',
    'expected rows below the header, got none: where somebody looked and found no pit, say it in a table of counts (unit,slice,slice_area_mm2,pits with 0 pits)',
  );

/** Objects whose numbers contradict each other that are told one by one. */
const MOST_TOLD = 20;

function moreThan(told: number): AssayRead['warnings'] {
  if (told <= MOST_TOLD) return [];
  const message = `${countText(told - MOST_TOLD, 'object')} more whose numbers contradict each other`;
  return [{ code: 'object.contradictions', message }];
}

const isRegion = (raw: Uint8Array): boolean => Buffer.from(raw.subarray(0, 4)).toString('latin1') === 'Iout';

/** A zip names its members beside each of them, and all at its end. */
const isZipOfRegions = (raw: Uint8Array): boolean =>
  isZip(raw) &&
  Buffer.from(raw.subarray(-64 * 1024))
    .toString('latin1')
    .includes('.roi');

/** CellProfiler tells of each image how large its pixels are, and how many objects it has. */
const isOfImages = (names: readonly string[]): boolean =>
  names.includes('ImageNumber') && !names.some((name) => name.startsWith('AreaShape_'));

const NO_MEASURES = {
  ...{ shape: null, area: null, perimeter: null, depth: null, volume: null },
  ...{ major: null, minor: null, circularity: null },
} as const;

function rowAt({ line: _, image, ...place }: ObjectPlace, fileName: string): Omit<PitRow, 'pit' | 'count'> {
  const { unit, slice, sliceAreaMm2, field, fieldAreaMm2, osteoclasts, substrate } = place;
  // Rows that name their unit are the same in whatever file they come.
  return {
    image: image ?? (unit === null ? fileName : ''),
    unit,
    slice,
    sliceAreaMm2,
    field,
    fieldAreaMm2,
    ...(osteoclasts !== undefined && { osteoclasts }),
    ...(substrate !== undefined && { substrate }),
    ...NO_MEASURES,
  };
}

type Measured = typeof NO_MEASURES;
const measuresOf = (one: { [K in keyof Measured]: PitRow[K] }): { [K in keyof Measured]: PitRow[K] } => {
  const { shape, area, perimeter, depth, volume, major, minor, circularity } = one;
  return { shape, area, perimeter, depth, volume, major, minor, circularity };
};

interface ReadRow {
  readonly line: number;
  readonly row: PitRow;
}

/** An object that stands twice counts once where both rows say the same, and else not at all. */
function settled(
  all: readonly ReadRow[],
  kind: Pick<PitTable, 'by' | 'lengthsIn'>,
  read: Pick<AssayRead, 'rejected' | 'lines' | 'rows' | 'format'>,
): AssayRead {
  const kept: ReadRow[] = [];
  const rejected: RejectedRecord[] = [...read.rejected];
  let repeated = 0;
  for (const same of Map.groupBy(all, ({ row }) => pitNameOf(row)).values()) {
    const [first, ...others] = same;
    const isSame = others.every(({ row }) => JSON.stringify(row) === JSON.stringify(first!.row));
    if (isSame) kept.push(first!);
    if (isSame) repeated += others.length;
    else rejected.push(...twice(same));
  }
  const rows = kept.map(({ row }) => row);
  const isNamed = rows.some(({ unit }) => unit !== null);
  const lines = isNamed ? { lines: kept.map(({ line }) => line) } : {};
  return {
    ...{ table: { table: 'pits', ...kind, rows, ...lines } as const, repeated, warnings: [] },
    ...{ ...read, records: read.rows, rejected: rejected.toSorted((a, b) => a.line - b.line) },
  };
}

function twice(same: readonly ReadRow[]): RejectedRecord[] {
  const lines = same.map(({ line }) => line).join(', ');
  const message = `expected each pit once, got it with different contents on lines ${lines}: which of them is right cannot be told`;
  return same.map(({ line, row }) => ({
    ...{ line, column: null, code: 'pit.twice', message, records: 1 },
    text: JSON.stringify(row),
  }));
}

function ofRegions({ regions, rejected }: RegionsRead, fileName: string): AssayRead {
  const at = { line: 0, image: null, unit: null, slice: null, sliceAreaMm2: null };
  const rows = regions.map(({ name, area }, i) => ({
    line: i + 1,
    row: { ...rowAt({ ...at, field: null, fieldAreaMm2: null }, fileName), area, pit: name, count: 1 },
  }));
  const out = rejected.map(({ name, code, message }, i) => ({
    ...{ line: i + 1, column: null, code, message, text: name, records: 1 },
  }));
  const count = regions.length + rejected.length;
  const read = { rejected: out, lines: count, rows: count, format: 'regions of ImageJ' };
  const table = settled(rows, { by: null, lengthsIn: 'untold' }, read);
  if (regions.length === 0)
    throw new Refusal(
      'invalid',
      'roi.none',
      `expected regions with an area, got none: ${rejected[0]?.message ?? 'the set is empty'}`,
    );
  return table;
}
