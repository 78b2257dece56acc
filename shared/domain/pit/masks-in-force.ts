/** Masks in place of what was found on their images, whichever came first; what cannot be placed is named. */
import type { PitImage, PitRow, PitTable } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import { quoted } from '../quoted.ts';
import type { Micros } from '../time.ts';
import { groupedText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { imagesNamed } from './mask-name.ts';
import { pitConflict } from './pit-conflict.ts';

/** A file in force, and the table of what was measured on it. */
export interface ImageFile {
  readonly downlink: string;
  readonly fileName: string;
  /** Of its table: equal ones are one image, whichever file is named. */
  readonly digest: string;
  readonly table: PitTable;
  /** Who sent it, and when. */
  readonly by: string;
  readonly at: Micros;
}

export interface MasksInForce {
  /** Tables of images and, where masks are measured in their place, of these under the names of their images. */
  readonly tables: readonly PitTable[];
  /** By image, the mask that is measured in its place: of copies of one image the same, whichever it is of. */
  readonly used: ReadonlyMap<string, Mask>;
  /** Images whose mask counts under the name of another that they are copies of. */
  readonly copies: ReadonlySet<string>;
  /** By image, why its slice does not count. */
  readonly problems: ReadonlyMap<string, Remark>;
  /** Of masks whose images have not come. */
  readonly remarks: readonly Remark[];
}

interface Mask extends ImageFile {
  /** What the file says of itself. */
  readonly about: PitImage;
}

/**
 * @param alike names of images of one slice that hold the same objects, the one that counts first: a mask of one is of all,
 *   as once it stands in the place of the one nobody would see that they are the same
 */
export function masksInForce(
  images: readonly PitTable[],
  files: readonly ImageFile[],
  alike: readonly (readonly string[])[] = [],
): MasksInForce {
  const masks = files
    .toSorted((a, b) => byText(a.digest, b.digest) || byText(a.downlink, b.downlink))
    .flatMap((file) => (file.table.images ?? []).map((about): Mask => ({ ...file, about })));
  const abouts = Map.groupBy(
    images.flatMap(({ images: told = [] }) => told),
    ({ image }) => image,
  );
  const placed = masks.map((mask) => ({
    mask,
    fitting: imagesNamed(mask.about.maskOf ?? '', [...abouts.keys()]),
  }));
  const used = new Map<string, Mask>();
  const problems = new Map<string, Remark>();
  const rowsOf = rowsByImage(images);
  const groups = new Map(alike.flatMap((all) => all.map((image) => [image, all] as const)));
  for (const [image, sizes] of abouts) {
    const same = groups.get(image) ?? [image];
    const own = placed.filter(({ fitting }) => fitting.some((one) => same.includes(one)));
    const problem =
      severalFiles(rowsOf.get(image) ?? [], image) ??
      ambiguous(own, same) ??
      differing(own, image) ??
      otherSize(own, sizes);
    if (problem !== null) problems.set(image, problem);
    else if (own[0] !== undefined) used.set(image, own[0].mask);
  }
  const waiting = placed.filter(({ fitting }) => fitting.length === 0).map(({ mask }) => mask.about.image);
  const copies = new Set(alike.flatMap(([first = '', ...others]) => (used.has(first) ? others : [])));
  return { tables: replaced(images, used), used, copies, problems, remarks: waitingRemark(waiting) };
}

/** By image, its rows in each table that has any. */
function rowsByImage(images: readonly PitTable[]): ReadonlyMap<string, readonly (readonly PitRow[])[]> {
  const own = images.flatMap(({ rows }) => [...Map.groupBy(rows, ({ image }) => image)]);
  const byImage = Map.groupBy(own, ([image]) => image);
  return new Map([...byImage].map(([image, all]) => [image, all.map(([_, rows]) => rows)]));
}

interface Placed {
  readonly mask: Mask;
  readonly fitting: readonly string[];
}

function ambiguous(own: readonly Placed[], same: readonly string[]): Remark | null {
  const several = own.find(({ fitting }) => fitting.some((one) => !same.includes(one)));
  if (several === undefined) return null;
  const { mask, fitting } = several;
  const images = listText([...fitting].sort(byText).map(quoted), ', ', 6);
  const message = `the mask ${quoted(mask.about.image)} fits the images ${images}: their slices do not count until it is withdrawn; send it with the whole name of its image, extension and all, in its own`;
  return { code: 'mask.ambiguous', message };
}

function differing(own: readonly Placed[], image: string): Remark | null {
  if (own.length < 2) return null;
  const contents = new Map(
    own.map(({ mask: { table, about } }) => [
      canonicalJson([about.widthPx, about.heightPx, named(table.rows, image)]),
      about.image,
    ]),
  );
  if (contents.size <= 1) return null;
  const names = [...new Set(own.map(({ mask }) => mask.about.image))].sort(byText).map(quoted);
  const which =
    names.length === 1 ? `files of the mask ${names[0]}` : `the masks ${listText(names, ', ', 6)}`;
  const message = `${which} of the image ${quoted(image)} differ: the slice does not count until those that are wrong are withdrawn`;
  return { code: 'mask.conflict', message };
}

function otherSize(own: readonly Placed[], sizes: readonly PitImage[]): Remark | null {
  const [first] = own;
  if (first === undefined) return null;
  const { about } = first.mask;
  const other = sizes.find(
    ({ widthPx, heightPx }) => widthPx !== about.widthPx || heightPx !== about.heightPx,
  );
  if (other === undefined) return null;
  const size = (of: PitImage) => `${groupedText(of.widthPx)} × ${groupedText(of.heightPx)}`;
  const message = `expected a mask of ${size(other)} pixels, as its image ${quoted(other.image)}, got ${size(about)} in ${quoted(about.image)}: the slice does not count until one of them is withdrawn; export the mask without scaling`;
  return { code: 'mask.size', message };
}

/** Also where the objects of the one are among those of the other: nobody knows which of them is right, and a mask is of. */
function severalFiles(tables: readonly (readonly PitRow[])[], image: string): Remark | null {
  // To write every object out takes long, and most images came once.
  if (tables.length < 2 || new Set(tables.map((rows) => canonicalJson(rows))).size < 2) return null;
  return pitConflict(`files of the image ${quoted(image)}`, false);
}

function replaced(images: readonly PitTable[], used: ReadonlyMap<string, Mask>): PitTable[] {
  if (used.size === 0) return [...images];
  const own = images.map((table) => ({
    ...table,
    rows: table.rows.filter(({ image }) => !used.has(image)),
  }));
  const drawn = [...used].map(([image, { table }]): PitTable => {
    const { images: _, ...rest } = table;
    return { ...rest, rows: named(table.rows, image) };
  });
  return [...own, ...drawn];
}

const named = (rows: readonly PitRow[], image: string): PitRow[] => rows.map((row) => ({ ...row, image }));

function waitingRemark(names: readonly string[]): Remark[] {
  if (names.length === 0) return [];
  const told = listText([...new Set(names)].sort(byText).map(quoted), ', ', 6);
  const message = `no image that could be measured has come of the mask${names.length === 1 ? '' : 's'} ${told}: nothing of ${names.length === 1 ? 'it' : 'them'} is in a number until one does`;
  return [{ code: 'mask.no-image', message }];
}
