/** What the directories of a TIFF say of its pages, and whether we can read them. */
import type { PixelGrid } from '../../domain/pit/image/pixel-grid.ts';
import { groupedText } from '../../domain/words/count.ts';
import { sizeText } from '../../domain/words/size.ts';
import { type ImageHeader, refusedImage, truncated } from './image-header.ts';
import { MOST_PAGE_BYTES, refuseLargeImage, tooLarge } from './image-limits.ts';
import { TAG, type Tiff, type TiffDirectory } from './tiff-directory.ts';
import { tiffScale } from './tiff-scale.ts';

export interface TiffHeader extends ImageHeader {
  /** Of each page that is no thumbnail, its place among all directories. */
  readonly places: readonly number[];
  /** Several pages behind one directory, as ImageJ writes a hyperstack: where its pixels begin. Else null. */
  readonly stackAt: number | null;
}

const PACKINGS: Readonly<Record<number, string>> = {
  ...{ 2: 'CCITT', 3: 'CCITT fax 3', 4: 'CCITT fax 4', 6: 'old JPEG', 7: 'JPEG', 34887: 'LERC' },
  ...{ 34925: 'LZMA', 50000: 'zstd', 50001: 'WebP', 33003: 'JPEG 2000', 33005: 'JPEG 2000' },
};
export const UNPACKED = 1;
const READ_PACKINGS = [UNPACKED, 5, 8, 32946, 32773];
const WHITE_IS_ZERO = 0;
const RGB = 2;
const PALETTE = 3;
const FLOAT = 3;
const SIGNED = 2;
const THUMBNAIL = 1;

/**
 * Fails with `image.too-large`, `image.truncated`, `image.damaged` or `image.unsupported`.
 *
 * @param page from 0: size, colours and scale are of this one, as pages may differ; the first where there is no such page
 */
export function tiffHeader(tiff: Tiff, page: number): TiffHeader {
  const places = tiff.directories.flatMap((page, place) => (isThumbnail(page) ? [] : [place]));
  const first = tiff.directories[places[0] ?? 0];
  if (first === undefined) throw refusedImage('no-pixels', 'the TIFF has no page: save the image again');
  const own = tiff.directories[places[page] ?? places[0] ?? 0] ?? first;
  const stackAt = places.length === 1 ? stackOf(first) : null;
  const pages = stackAt === null ? places.length : stackAt.pages;
  for (const place of places) refuseLargeImage({ ...gridOf(tiff.directories[place]!), pages });
  return {
    ...{ format: 'TIFF', pages, places, stackAt: stackAt?.at ?? null, ...gridOf(own), warnings: [] },
    isFloat: one(own, TAG.sampleFormat, 1) === FLOAT,
    scale: tiffScale({
      xResolution: own.numbers(TAG.xResolution)[0] ?? null,
      yResolution: own.numbers(TAG.yResolution)[0] ?? null,
      unit: own.numbers(TAG.resolutionUnit)[0] ?? null,
      description: own.text(TAG.description),
    }),
  };
}

const isThumbnail = (page: TiffDirectory) => (one(page, TAG.subfileType, 0) & THUMBNAIL) !== 0;

export function one(page: TiffDirectory, tag: number, otherwise: number): number {
  return page.numbers(tag)[0] ?? otherwise;
}

function gridOf(page: TiffDirectory): Omit<PixelGrid, 'values'> {
  const samples = one(page, TAG.samples, 1);
  const photometric = one(page, TAG.photometric, -1);
  const bits = bitsOf(page);
  return {
    ...{ width: one(page, TAG.width, 0), height: one(page, TAG.height, 0), samples, bits },
    colour: colourOf(photometric, samples),
    isWhiteZero: photometric === WHITE_IS_ZERO,
    palette: photometric === PALETTE ? paletteOf(page) : null,
  };
}

function colourOf(photometric: number, samples: number): PixelGrid['colour'] {
  if (photometric === RGB && (samples === 3 || samples === 4)) return 'rgb';
  if (photometric === PALETTE && samples === 1) return 'palette';
  if ((photometric === WHITE_IS_ZERO || photometric === 1) && samples <= 2) return 'grey';
  const got = photometric === -1 ? 'no tag of its colours' : `photometric interpretation ${photometric}`;
  throw unsupported(
    `grey, a palette, or RGB`,
    `${got} with ${samples} samples per pixel`,
    'save it as grey of 8 or 16 bits',
  );
}

function bitsOf(page: TiffDirectory): number {
  const all = page.has(TAG.bits) ? page.numbers(TAG.bits) : [1];
  const [bits = 1] = all;
  const format = one(page, TAG.sampleFormat, 1);
  const isRead =
    format === FLOAT
      ? bits === 32
      : format <= SIGNED && (format === 1 ? [1, 2, 4, 8, 16, 32] : [8, 16, 32]).includes(bits);
  if (isRead && all.every((other) => other === bits)) return bits;
  const got = `samples of ${all.join(', ')} bits${format === FLOAT ? ' (floating point)' : ''}`;
  throw unsupported(
    'whole numbers of 1, 2, 4, 8, 16 or 32 bits, or floats of 32',
    got,
    'save it as grey of 8 or 16 bits',
  );
}

/** Of each index red, green and blue: all reds stand first, in 16 bits. */
function paletteOf(page: TiffDirectory): NonNullable<PixelGrid['palette']> {
  const map = page.numbers(TAG.colourMap);
  const size = map.length / 3;
  return Array.from({ length: size }, (_, i) => [map[i]! >> 8, map[size + i]! >> 8, map[2 * size + i]! >> 8]);
}

/** ImageJ, and what writes like it, gives a stack one directory; its pages follow each other unpacked. */
function stackOf(page: TiffDirectory): { at: number; pages: number } | null {
  const description = page.text(TAG.description);
  const pages = Number(/^images=(\d+)$/m.exec(description)?.[1] ?? 1);
  if (!description.startsWith('ImageJ=') || pages <= 1) return null;
  if (one(page, TAG.compression, UNPACKED) !== UNPACKED)
    throw unsupported(
      'a stack with a directory per page',
      `${pages} packed pages behind one`,
      'save it again',
    );
  return { at: one(page, TAG.stripOffsets, 0), pages };
}

/** Fails with `image.unsupported` or `image.truncated`: what must hold before the pixels of the page are unpacked. */
export function checkPage(page: TiffDirectory, bytes: number, { isLittleEndian }: Tiff, name: string): void {
  const packing = one(page, TAG.compression, UNPACKED);
  if (!READ_PACKINGS.includes(packing))
    throw unsupported(
      'a TIFF that is unpacked, or packed by LZW, deflate or PackBits',
      PACKINGS[packing] ?? `packing ${packing}`,
      'save it so (JPEG changes the pixels that are measured)',
    );
  if (one(page, TAG.fillOrder, 1) !== 1)
    throw unsupported('bits from the highest one on (FillOrder 1)', 'the other order', 'save it again');
  // The library adds the differences in the byte order of this machine.
  if (!isLittleEndian && one(page, TAG.predictor, 1) !== 1 && bitsOf(page) > 8)
    throw unsupported('big-endian samples without a predictor', 'one', 'save it without LZW or deflate');
  const isTiled = page.has(TAG.tileOffsets);
  refuseBlocks(page, isTiled, name);
  const offsets = page.numbers(isTiled ? TAG.tileOffsets : TAG.stripOffsets);
  const lengths = page.numbers(isTiled ? TAG.tileBytes : TAG.stripBytes);
  const expected = blocksOf(page, isTiled);
  if (offsets.length < expected || lengths.length < expected)
    throw refusedImage(
      'damaged',
      `expected ${expected} ${isTiled ? 'tiles' : 'strips'} in ${name}, got ${Math.min(offsets.length, lengths.length)}`,
    );
  offsets.forEach((offset, i) => {
    // The library fills what was never written with zeros.
    if (lengths[i] === 0) throw truncated(`pixels in every strip and tile of ${name}`, offset + 1, bytes);
    if (offset + lengths[i]! > bytes) throw truncated(`the pixels of ${name}`, offset + lengths[i]!, bytes);
  });
}

/** A tile is unpacked whole, however little of the page lies in it; a strip ends with its page. */
function refuseBlocks(page: TiffDirectory, isTiled: boolean, name: string): void {
  const [width, height] = isTiled
    ? [one(page, TAG.tileWidth, 0), one(page, TAG.tileHeight, 0)]
    : [1, one(page, TAG.rowsPerStrip, 1)];
  if (width < 1 || height < 1)
    throw refusedImage(
      'damaged',
      `expected strips and tiles with pixels in ${name}, got ${width} × ${height}: save it again`,
    );
  if (!isTiled) return;
  const perPixel = one(page, TAG.samples, 1) * bitsOf(page);
  const bytes = Math.ceil((width * perPixel) / 8) * height;
  if (bytes <= MOST_PAGE_BYTES) return;
  throw tooLarge(
    `expected tiles of at most ${sizeText(MOST_PAGE_BYTES)} unpacked in ${name}, got ${sizeText(bytes)} (${groupedText(width)} × ${groupedText(height)} pixels): save it in strips, or in tiles of 256 × 256`,
  );
}

function blocksOf(page: TiffDirectory, isTiled: boolean): number {
  const [width, height] = [one(page, TAG.width, 0), one(page, TAG.height, 0)];
  const planes = one(page, TAG.planar, 1) === 2 ? one(page, TAG.samples, 1) : 1;
  const across = isTiled ? Math.ceil(width / one(page, TAG.tileWidth, width)) : 1;
  const down = Math.ceil(
    height / (isTiled ? one(page, TAG.tileHeight, height) : one(page, TAG.rowsPerStrip, height)),
  );
  return planes * across * down;
}

export function unsupported(expected: string, got: string, todo: string) {
  return refusedImage('unsupported', `expected ${expected}, got ${got}: ${todo}`);
}
