/**
 * Images under names of their own: programs number them from 1 in every run, or call them all alike, and only the name of the
 * file says of which sample they are.
 */
import { matchSamples } from '../assay/match-samples.ts';
import type { PitTable } from '../assay/pit-table.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { AssayTable, SheetTable } from '../assay/tables.ts';
import { baseNameOf } from '../experiment/file-reader.ts';
import { once } from '../once-per.ts';
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';

interface FileOfTable {
  readonly role: string;
  readonly fileName: string;
  readonly table: AssayTable;
}

/** As CellProfiler tells images: a number of the run. */
const NUMBERED = /^image (\d+)$/;
/** Column of the table of images. */
export const NUMBER = 'ImageNumber';

/**
 * Files in the same order. Where the name of a file fits a sample, its images that have numbers only, or names that fit none,
 * are of that sample and bear its name (`image 10 of GU1-S1*`), in tables of objects and of images; so no two runs are mixed.
 *
 * @param samples that are registered
 */
export function imagesByFile<T extends FileOfTable>(
  files: readonly T[],
  samples: readonly RegisteredSample[],
): T[] {
  const placed = files.map((file) => {
    const { role, fileName, table } = file;
    const isOfOthers = role === 'values' && table.table === 'pits' && table.images === undefined;
    return isOfOthers ? { ...file, table: tableOf(table, baseNameOf(fileName), samples) } : file;
  });
  const runs = runsOf(placed.flatMap(({ table }) => (table.table === 'pits' ? [table] : [])));
  const tellers = tellersOf(placed.filter(isOfImages), samples);
  return placed.map((file) =>
    isOfImages(file) && file.table.table === 'sheet'
      ? {
          ...file,
          table: namedSheet(file.table, fitting(file, samples), { runs, tellers }),
        }
      : file,
  );
}

const isOfImages = ({ role, table }: FileOfTable): boolean =>
  role === 'values' && table.table === 'sheet' && table.columns.includes(NUMBER);

/** The sample that the name of a file fits, as the register calls it; null where it fits none, or several. */
const fitting = ({ fileName }: Pick<FileOfTable, 'fileName'>, samples: readonly RegisteredSample[]) =>
  sampleCalled(baseNameOf(fileName), samples);

const sampleCalled = (name: string, samples: readonly RegisteredSample[]): string | null =>
  matchSamples([{ name }], samples).samples[0]?.name ?? null;

/** Of the sample that is in its name, else of the one that its name fits; null where it fits none, or several. */
export function sampleOfImage(image: string, samples: readonly RegisteredSample[]): string | null {
  const said = /^image \d+ of (.+)$/.exec(image)?.[1];
  return samples.some(({ name }) => name === said) ? said! : sampleCalled(image, samples);
}

const scoped = (image: string, sample: string): string => `${image} of ${sample}`;

function tableOf(table: PitTable, file: string, samples: readonly RegisteredSample[]): PitTable {
  const ofFile = once(() => sampleCalled(file, samples));
  const sampleOf = new Map<string, string>();
  const names = new Map<string, string>();
  const nameOf = (image: string): string => {
    const sample = image === file ? null : ofFile();
    const isOwn = sample === null || (!NUMBERED.test(image) && sampleCalled(image, samples) !== null);
    if (isOwn) return image;
    sampleOf.set(scoped(image, sample), sample);
    return scoped(image, sample);
  };
  const rows = table.rows.map((row) => {
    if (row.unit !== null) return row;
    const image = names.get(row.image) ?? nameOf(row.image);
    names.set(row.image, image);
    return image === row.image ? row : { ...row, image };
  });
  return sampleOf.size === 0 ? table : { ...table, rows, sampleOf };
}

/** Images that are of one sample by their own name and of another by that of their file: which of them counts is said. */
export function imagesApart(
  table: PitTable,
  fileName: string,
  samples: readonly RegisteredSample[],
): Remark[] {
  const file = baseNameOf(fileName);
  const ofFile = sampleCalled(file, samples);
  if (ofFile === null) return [];
  const images = [...new Set(table.rows.flatMap(({ unit, image }) => (unit === null ? [image] : [])))];
  const apart = images.flatMap((image) => {
    const isByFile = table.sampleOf?.has(image) === true;
    const name = isByFile ? image.slice(0, -scoped('', ofFile).length) : image;
    const own = sampleCalled(name, samples);
    return own === null || own === ofFile ? [] : [{ name, own, counts: isByFile ? 'file' : 'image' }];
  });
  if (apart.length === 0) return [];
  const names = apart.map(({ name, own }) => `${name} (${quoted(own)})`);
  const counts =
    apart[0]!.counts === 'file'
      ? "that of the file's name counts, as every run numbers its images anew"
      : 'those of the images count';
  const message = `the name of the file fits the sample ${quoted(ofFile)}, and its images fit others: ${listText(names, ', ', 6)}; ${counts}`;
  return [{ code: 'pit.image-apart', message }];
}

/** By number, the names of the images so numbered that tables of objects have. */
function runsOf(tables: readonly PitTable[]): ReadonlyMap<string, ReadonlySet<string>> {
  const runs = new Map<string, Set<string>>();
  for (const image of new Set(tables.flatMap(({ rows }) => rows.map((row) => row.image)))) {
    const number = /^image (\d+)(?: of |$)/.exec(image)?.[1];
    if (number !== undefined) runs.set(number, (runs.get(number) ?? new Set()).add(image));
  }
  return runs;
}

/** By number, the samples of the files that tell of images so numbered; null of files that are of none. */
function tellersOf(
  files: readonly FileOfTable[],
  samples: readonly RegisteredSample[],
): ReadonlyMap<string, ReadonlySet<string | null>> {
  const told = new Map<string, Set<string | null>>();
  for (const file of files) {
    if (file.table.table !== 'sheet') continue;
    const { columns, rows } = file.table;
    const sample = fitting(file, samples);
    for (const row of rows) {
      const number = row[columns.indexOf(NUMBER)] ?? '';
      told.set(number, (told.get(number) ?? new Set()).add(sample));
    }
  }
  return told;
}

interface OtherTables {
  /** Names of the images of objects, by number. */
  readonly runs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Samples of the tables of images, by number. */
  readonly tellers: ReadonlyMap<string, ReadonlySet<string | null>>;
}

/** Images without an object, which are in no run, are of the one run that all others of the table are of. */
function namedSheet(sheet: SheetTable, sample: string | null, others: OtherTables): SheetTable {
  const numbers = sheet.rows.map((row) => row[sheet.columns.indexOf(NUMBER)] ?? '');
  const names = new Map(numbers.map((number) => [number, nameOf(number, sample, others)]));
  const known = numbers.filter((number) => others.runs.has(number));
  const suffixes = new Set(known.map((number) => names.get(number)!.slice(`image ${number}`.length)));
  const suffix = suffixes.size === 1 ? [...suffixes][0]! : '';
  return sheetOf(sheet, (number) =>
    sample !== null || others.runs.has(number) || others.tellers.get(number)!.size > 1
      ? names.get(number)!
      : `image ${number}${suffix}`,
  );
}

/** The image that a table of images speaks of: that of its own sample, else the only one where no other table tells of one. */
function nameOf(number: string, sample: string | null, { runs, tellers }: OtherTables): string {
  const plain = `image ${number}`;
  const own = sample === null ? plain : scoped(plain, sample);
  const named = runs.get(number) ?? new Set();
  const [only] = named;
  const isOnly = named.size === 1 && tellers.get(number)?.size === 1;
  return !named.has(own) && isOnly && only !== undefined ? only : own;
}

function sheetOf(sheet: SheetTable, nameIn: (number: string) => string): SheetTable {
  const at = sheet.columns.indexOf(NUMBER);
  const renamed = (cell: string) => nameIn(cell).replace(/^image /, '');
  return { ...sheet, rows: sheet.rows.map((row) => row.map((cell, c) => (c === at ? renamed(cell) : cell))) };
}
