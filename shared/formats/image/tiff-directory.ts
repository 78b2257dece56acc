/** The directories of a TIFF (TIFF 6.0, section 2; BigTIFF), read in bounded memory: no pixel is touched. */
import { refusedImage, truncated } from './image-header.ts';
import { MOST_PAGES } from './image-limits.ts';

/** Numbers of tags that are read. */
export const TAG = {
  ...{ subfileType: 254, width: 256, height: 257, bits: 258, compression: 259, photometric: 262 },
  ...{ fillOrder: 266, description: 270, stripOffsets: 273, samples: 277, rowsPerStrip: 278 },
  ...{ stripBytes: 279, xResolution: 282, yResolution: 283, planar: 284, resolutionUnit: 296 },
  ...{ predictor: 317, colourMap: 320, tileWidth: 322, tileHeight: 323, tileOffsets: 324 },
  ...{ tileBytes: 325, sampleFormat: 339 },
} as const;

/** One page. */
export interface TiffDirectory {
  has(tag: number): boolean;
  /** All numbers of the tag, none where it is absent; a rational is one number. Fails with `image.truncated`. */
  numbers(tag: number): number[];
  /** Without the NUL at the end; empty where the tag is absent. */
  text(tag: number): string;
}

export interface Tiff {
  readonly isLittleEndian: boolean;
  readonly directories: readonly TiffDirectory[];
}

interface Layout {
  readonly view: DataView;
  readonly isLittle: boolean;
  /** BigTIFF: offsets and counts have eight bytes. */
  readonly isBig: boolean;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the values begin. */
  readonly at: number;
}

const BIG = 43;
const SIZES: Readonly<Record<number, number>> = {
  ...{
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
  },
};
/** Offsets of 6,000 × 6,000 pixels in tiles of 16 × 16 are 140,625. */
const MOST_VALUES = 1_048_576;
const MOST_ENTRIES = 4096;
/** Thumbnails are directories too. */
const MOST_DIRECTORIES = 2 * MOST_PAGES;

export function isTiff(bytes: Uint8Array): boolean {
  const sign = String.fromCharCode(...bytes.subarray(0, 4));
  return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(sign);
}

/** Fails with `image.truncated`, or with `image.damaged` where the directories lead in a circle or are too many. */
export function tiffDirectories(bytes: Uint8Array): Tiff {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  need(view, 0, 16, 'its header');
  const isLittle = view.getUint8(0) === 0x49;
  const file: Layout = { view, isLittle, isBig: view.getUint16(2, isLittle) === BIG };
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  let at = offsetAt(file, file.isBig ? 8 : 4);
  while (at !== 0) {
    if (seen.has(at) || seen.size >= MOST_DIRECTORIES) throw tooMany(seen.size);
    seen.add(at);
    const { entries, next } = entriesAt(file, at, seen.size);
    directories.push(directoryOf(file, entries));
    at = next;
  }
  return { isLittleEndian: isLittle, directories };
}

function tooMany(count: number) {
  const what =
    count >= MOST_DIRECTORIES ? `there are more than ${MOST_DIRECTORIES}` : 'they lead in a circle';
  return refusedImage('damaged', `the directories of the TIFF have no end: ${what}; save the image again`);
}

function entriesAt(file: Layout, at: number, page: number): { entries: Map<number, Entry>; next: number } {
  const { view, isLittle, isBig } = file;
  const [head, size, word] = isBig ? [8, 20, 8] : [2, 12, 4];
  const what = `the directory of page ${page}`;
  need(view, at, head, what);
  const count = isBig ? Number(view.getBigUint64(at, isLittle)) : view.getUint16(at, isLittle);
  if (count > MOST_ENTRIES)
    throw refusedImage('damaged', `expected at most ${MOST_ENTRIES} tags in ${what}, got ${count}`);
  need(view, at + head, count * size + word, what);
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const here = at + head + i * size;
    entries.set(view.getUint16(here, isLittle), entryAt(file, here));
  }
  return { entries, next: offsetAt(file, at + head + count * size) };
}

function entryAt(file: Layout, at: number): Entry {
  const { view, isLittle, isBig } = file;
  const type = view.getUint16(at + 2, isLittle);
  const count = isBig ? Number(view.getBigUint64(at + 4, isLittle)) : view.getUint32(at + 4, isLittle);
  const place = at + (isBig ? 12 : 8);
  const isHere = count * (SIZES[type] ?? 1) <= (isBig ? 8 : 4);
  return { type, count, at: isHere ? place : offsetAt(file, place) };
}

function directoryOf(file: Layout, entries: ReadonlyMap<number, Entry>): TiffDirectory {
  return {
    has: (tag) => entries.has(tag),
    numbers: (tag) => {
      const entry = entries.get(tag);
      if (entry === undefined) return [];
      const size = sizeOf(file, entry, tag);
      return Array.from({ length: entry.count }, (_, i) => numberAt(file, entry.type, entry.at + i * size));
    },
    text: (tag) => {
      const entry = entries.get(tag);
      if (entry === undefined) return '';
      const bytes = entry.count * sizeOf(file, entry, tag);
      const { view } = file;
      const text = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + entry.at, bytes));
      return text.replace(/\0[\s\S]*$/, '');
    },
  };
}

function sizeOf({ view }: Layout, { type, count, at }: Entry, tag: number): number {
  const size = SIZES[type];
  if (size === undefined)
    throw refusedImage('damaged', `tag ${tag} has type ${type}, which TIFF does not know`);
  if (count > MOST_VALUES && type !== 2)
    throw refusedImage('damaged', `expected at most ${MOST_VALUES} values in tag ${tag}, got ${count}`);
  need(view, at, count * size, `the values of tag ${tag}`);
  return size;
}

function numberAt({ view, isLittle }: Layout, type: number, at: number): number {
  switch (type) {
    case 3:
      return view.getUint16(at, isLittle);
    case 4:
    case 13:
      return view.getUint32(at, isLittle);
    case 5:
      return view.getUint32(at, isLittle) / view.getUint32(at + 4, isLittle);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, isLittle);
    case 9:
      return view.getInt32(at, isLittle);
    case 10:
      return view.getInt32(at, isLittle) / view.getInt32(at + 4, isLittle);
    case 11:
      return view.getFloat32(at, isLittle);
    case 12:
      return view.getFloat64(at, isLittle);
    case 16:
    case 17:
    case 18:
      return Number(view.getBigUint64(at, isLittle));
    default:
      return view.getUint8(at);
  }
}

function offsetAt({ view, isLittle, isBig }: Layout, at: number): number {
  need(view, at, isBig ? 8 : 4, 'an offset');
  return isBig ? Number(view.getBigUint64(at, isLittle)) : view.getUint32(at, isLittle);
}

function need(view: DataView, at: number, bytes: number, what: string): void {
  if (!(at + bytes <= view.byteLength)) throw truncated(what, at + bytes, view.byteLength);
}
