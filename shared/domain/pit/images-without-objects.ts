/**
 * Images of CellProfiler that its table of images tells of, and no table of objects: somebody looked at them too. Left out, a
 * slice whose images are mostly bare would have as many pits per mm² as the others.
 */
import { type PitRow, type PitTable, pitNameOf } from '../assay/pit-table.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { SheetTable } from '../assay/tables.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { NUMBER, sampleOfImage } from './images-by-file.ts';

export interface ImagesWithoutObjects {
  /** A row without an object for each; null where there is none. */
  readonly table: PitTable | null;
  /** By image, why its slice does not count: objects of it are still to come. */
  readonly problems: ReadonlyMap<string, Remark>;
}

/** Columns that count the objects of one name: `Count_Pits`. */
const COUNTS = 'Count_';

/**
 * @param tables of objects, whose images bear the names that their files say
 * @param sheets tables of images, by these names too
 */
export function imagesWithoutObjects(
  tables: readonly PitTable[],
  sheets: readonly SheetTable[],
  samples: readonly RegisteredSample[],
): ImagesWithoutObjects {
  const found = objectsByImage(tables.filter(({ by }) => by === 'CellProfiler'));
  const told = sheets.filter(({ columns }) => columns.includes(NUMBER)).flatMap(imagesIn);
  const bare = new Map<string, Bare>();
  for (const [sample, own] of Map.groupBy(told, ({ image }) => sampleOfImage(image, samples))) {
    const seen = own.filter(({ image }) => found.has(image));
    // Where no object has come, nothing is known of the slice: its table of images may only be the first to come.
    if (sample === null || seen.length === 0) continue;
    if (seen.some(({ image }) => found.get(image)!.hasFields)) continue;
    const isCounting = counting(seen, found);
    for (const one of own.filter(({ image }) => !found.has(image)))
      bare.set(one.image, {
        sample,
        problem: bare.get(one.image)?.problem ?? awaited(one, isCounting),
      });
  }
  return {
    table: bare.size === 0 ? null : bareTable(bare),
    problems: new Map(
      [...bare].flatMap(([image, { problem }]) => (problem === null ? [] : [[image, problem] as const])),
    ),
  };
}

interface Bare {
  /** As the register calls it. */
  readonly sample: string;
  /** Null where the table of images itself says that there is no object on it. */
  readonly problem: Remark | null;
}

const bareTable = (bare: ReadonlyMap<string, Bare>): PitTable => ({
  ...{ table: 'pits', by: 'CellProfiler', lengthsIn: 'untold' },
  rows: [...bare.keys()].map(bareRow),
  sampleOf: new Map([...bare].map(([image, { sample }]) => [image, sample])),
});

interface Found {
  readonly objects: number;
  /** Whether the areas of fields are told: these say how much was looked at. */
  readonly hasFields: boolean;
}

function objectsByImage(runs: readonly PitTable[]): ReadonlyMap<string, Found> {
  const rows = new Map(runs.flatMap((run) => run.rows.map((row) => [pitNameOf(row), row])));
  return new Map(
    [...Map.groupBy(rows.values(), ({ image }) => image)].map(([image, own]) => [
      image,
      {
        objects: own.reduce((sum, { count }) => sum + count, 0),
        hasFields: own.some(({ fieldAreaMm2 }) => fieldAreaMm2 !== null),
      },
    ]),
  );
}

interface ImageTold {
  readonly image: string;
  /** Number of objects by column. */
  readonly counts: ReadonlyMap<string, number>;
}

function imagesIn({ columns, rows }: SheetTable): ImageTold[] {
  const names = columns.filter((column) => column.startsWith(COUNTS));
  return rows.map((cells) => ({
    image: `image ${cells[columns.indexOf(NUMBER)] ?? ''}`,
    counts: new Map(
      names.flatMap((name) => {
        const cell = cells[columns.indexOf(name)] ?? '';
        return cell === '' || !Number.isFinite(Number(cell)) ? [] : [[name, Number(cell)]];
      }),
    ),
  }));
}

/** The columns that count what the tables of objects hold; where none does, any of them may. */
function counting(
  seen: readonly ImageTold[],
  found: ReadonlyMap<string, Found>,
): (column: string) => boolean {
  const agree = (column: string) =>
    seen.every(({ image, counts }) => counts.get(column) === found.get(image)!.objects);
  const columns = [...(seen[0]?.counts.keys() ?? [])].filter(agree);
  return (column) => columns.length === 0 || columns.includes(column);
}

/** Null where the table of images itself says that there is none on it. */
function awaited({ image, counts }: ImageTold, isCounting: (column: string) => boolean): Remark | null {
  const own = [...counts].filter(([column]) => isCounting(column));
  const some = own.filter(([, count]) => count > 0);
  if (own.length > 0 && some.length === 0) return null;
  const told =
    own.length === 0
      ? 'and does not say how many objects are on it'
      : `with ${listText(some.map(([column, count]) => `${countText(count, 'object')} (${column})`))}`;
  const message = `the table of images tells of ${image} ${told}, and no table of objects has that image: send it, or a row of zeros where there is no object`;
  return { code: 'pit.objects-awaited', message };
}

const bareRow = (image: string): PitRow => ({
  ...{ image, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
  ...{ pit: '', count: 0, shape: null, area: null, perimeter: null, depth: null, volume: null },
  ...{ major: null, minor: null, circularity: null },
});
