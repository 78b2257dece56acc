/** Images that came under two names: each of them holds the same objects. */
import type { PitRow } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import { listText } from '../words/list.ts';
import type { PlacedRow } from './place-pits.ts';

/** Objects that no two fields share by chance: of few in whole pixels two may well have the same. */
const LEAST_ALIKE = 5;

/** One copy of each image of a slice. */
export function withoutCopies(rows: readonly PlacedRow[]): {
  readonly kept: readonly PlacedRow[];
  /** Names of images that hold the same objects, the one that is kept first. */
  readonly alike: readonly (readonly string[])[];
} {
  const alike = alikeImages(rows);
  if (alike.length === 0) return { kept: rows, alike: [] };
  const repeated = new Set(alike.flatMap(([_, ...others]) => others.flat()));
  return { kept: rows.filter((one) => !repeated.has(one)), alike: alike.map((all) => all.map(nameOf)) };
}

/** Of images that are said to be of two slices one is under a wrong name, and nobody knows which: why neither slice counts. */
export function copiedAcross(
  slices: readonly (readonly PlacedRow[])[],
): ReadonlyMap<readonly PlacedRow[], Remark> {
  const sliceOf = new Map(slices.flatMap((rows) => rows.map((row) => [row, rows] as const)));
  const found = new Map<readonly PlacedRow[], Remark>();
  for (const all of alikeImages(slices.flat())) {
    const own = new Set(all.map(([first]) => sliceOf.get(first!)!));
    const named = all.map((rows) => `${nameOf(rows)} (slice ${rows[0]!.at.slice} of ${rows[0]!.at.unit})`);
    const message = `the images ${listText(named, ', ', 6)} hold the same objects: one is under a wrong name, and no slice of them counts until it is withdrawn`;
    if (own.size > 1) for (const slice of own) found.set(slice, { code: 'pit.image-elsewhere', message });
  }
  return found;
}

const nameOf = ([first]: readonly PlacedRow[]): string => first!.row.image;

/** Images that hold the same objects, in the order of their names; of rows that name their unit the image says nothing. */
function alikeImages(rows: readonly PlacedRow[]): (readonly PlacedRow[])[][] {
  const images = Map.groupBy(
    rows.filter(({ row }) => row.unit === null && (row.count > 0 || row.area !== null)),
    ({ row }) => JSON.stringify([row.image, row.field]),
  );
  const many = [...images]
    .filter(([, all]) => all.length >= LEAST_ALIKE)
    .toSorted(([a], [b]) => byText(a, b))
    .map(([, all]) => all);
  // To write every object out takes long, and few images even have as many objects on as large an area.
  const likely = Map.groupBy(many, (all) => `${all.length} ${sumOf(all, 'area')} ${sumOf(all, 'perimeter')}`);
  return [...likely.values()]
    .filter((all) => all.length > 1)
    .flatMap((all) => [...Map.groupBy(all, textOf).values()].filter((same) => same.length > 1));
}

/** Of numbers in the order of their size: the sum hangs on it in its last places. */
function sumOf(rows: readonly PlacedRow[], key: 'area' | 'perimeter'): number {
  const values = Float64Array.from(rows, ({ row }) => row[key] ?? 0).sort();
  return values.reduce((sum, one) => sum + one, 0);
}

const textOf = (rows: readonly PlacedRow[]): string =>
  rows
    .map(({ row }) => canonicalJson({ ...row, image: '' } satisfies PitRow))
    .sort()
    .join();
