/** A PNG to its stored samples. The library is loaded where somebody sends an image. */
import { inflateSync } from 'node:zlib';
import type { PixelGrid, Pixels } from '../../domain/pit/image/pixel-grid.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { type ImageHeader, refusedImage } from './image-header.ts';
import { refuseLargeImage } from './image-limits.ts';
import { type PngChunk, pngChunks } from './png-chunks.ts';
import { toldScale } from './told-scale.ts';

/** By the colour type of the header: what a sample is, how many a pixel has, and the bits that it may have. */
const COLOURS: Readonly<
  Record<number, { colour: PixelGrid['colour']; samples: number; bits: readonly number[] }>
> = {
  0: { colour: 'grey', samples: 1, bits: [1, 2, 4, 8, 16] },
  2: { colour: 'rgb', samples: 3, bits: [8, 16] },
  3: { colour: 'palette', samples: 1, bits: [1, 2, 4, 8] },
  4: { colour: 'grey', samples: 2, bits: [8, 16] },
  6: { colour: 'rgb', samples: 4, bits: [8, 16] },
};
const HEADER_BYTES = 13;
const METRE = 1;
const MICROMETRES_PER_METRE = 1e6;
/** Without these a PNG has the same samples. */
const NEEDED = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
/** First column and row, and steps, of each pass (W3C, section 8.2). */
const ADAM7 = [
  ...[[0, 0, 8, 8] as const, [4, 0, 8, 8] as const, [0, 4, 4, 8] as const, [2, 0, 4, 4] as const],
  ...[[0, 2, 2, 4] as const, [1, 0, 2, 2] as const, [0, 1, 1, 2] as const],
];

/** Fails with `image.too-large`, `image.truncated` or `image.damaged`; the pixels are not unpacked. */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  return headerOf(pngChunks(bytes));
}

function headerOf(chunks: readonly PngChunk[]): ImageHeader {
  const [first] = chunks;
  if (first?.type !== 'IHDR' || first.data.length !== HEADER_BYTES) throw damaged('it has no header');
  const view = viewOf(first);
  const [width, height, bits] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
  const kind = COLOURS[view.getUint8(9)];
  if (kind?.bits.includes(bits) !== true || view.getUint8(12) > 1)
    throw damaged(`its header has colour type ${view.getUint8(9)} with ${bits} bits`);
  const { colour, samples } = kind;
  refuseLargeImage({ width, height, samples, bits, pages: 1 });
  return {
    ...{ format: 'PNG', width, height, samples, bits, colour, pages: 1, isFloat: false, isWhiteZero: false },
    palette: colour === 'palette' ? paletteOf(chunks) : null,
    scale: pngScale(chunks.find(({ type }) => type === 'pHYs')),
    warnings: [],
  };
}

function paletteOf(chunks: readonly PngChunk[]): NonNullable<PixelGrid['palette']> {
  const data = chunks.find(({ type }) => type === 'PLTE')?.data ?? new Uint8Array();
  if (data.length === 0 || data.length % 3 !== 0 || data.length > 768) throw damaged('it has no palette');
  return Array.from({ length: data.length / 3 }, (_, i) => [
    data[3 * i]!,
    data[3 * i + 1]!,
    data[3 * i + 2]!,
  ]);
}

function pngScale(physical: PngChunk | undefined): ImageHeader['scale'] {
  if (physical === undefined || physical.data.length !== 9 || physical.data[8] !== METRE)
    return toldScale([]);
  const view = viewOf(physical);
  const [x, y] = [view.getUint32(0), view.getUint32(4)];
  if (x === 0 || y === 0) return toldScale([]);
  return toldScale([{ source: 'pHYs', x: MICROMETRES_PER_METRE / x, y: MICROMETRES_PER_METRE / y }]);
}

/** Fails as the header does, and with `image.damaged` where the pixels unpack to more or fewer bytes than it announces. */
export async function readPngPage(bytes: Uint8Array): Promise<PixelGrid> {
  const chunks = pngChunks(bytes);
  const { width, height, samples, bits, colour, isWhiteZero, palette } = headerOf(chunks);
  checkPixels(chunks, { width, height, samples, bits });
  const { decode } = await import('fast-png');
  const { data } = decode(joined([bytes.subarray(0, 8), ...needed(chunks)]));
  const values = bits < 8 ? bitsApart(data, width, height, bits) : (data as Pixels);
  return { width, height, samples, bits, colour, isWhiteZero, palette, values };
}

/** A profile of colours may be a bomb of its own, and says nothing of what is stored. */
const needed = (chunks: readonly PngChunk[]) =>
  chunks.flatMap(({ type, whole }) => (NEEDED.includes(type) ? [whole] : []));

type Size = Pick<ImageHeader, 'width' | 'height' | 'samples' | 'bits'>;

/** Unpacked once within the bound: the library would take whatever comes. */
function checkPixels(chunks: readonly PngChunk[], size: Size): void {
  const packed = joined(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : [])));
  const expected = unpackedBytes(size, viewOf(chunks[0]!).getUint8(12) === 1);
  let got = -1;
  try {
    got = inflateSync(packed, { maxOutputLength: expected }).length;
  } catch (cause) {
    const bytes = countText(expected, 'byte');
    if (isOverflow(cause))
      throw refusedImage(
        'damaged',
        `the pixels of the PNG unpack to more than the ${bytes} that its header announces, and nothing behind them is unpacked: do not send it again, export the image anew from the program that took it`,
        { cause },
      );
    throw damaged(`its pixels do not unpack to the ${bytes} that its header announces`, { cause });
  }
  if (got !== expected)
    throw damaged(
      `expected pixels of ${countText(expected, 'byte')}, got ${groupedText(got)}: it breaks off`,
    );
}

/** A byte in front of each row says how it is filtered. */
function unpackedBytes({ width, height, samples, bits }: Size, isInterlaced: boolean): number {
  const pass = (columns: number, rows: number) =>
    columns < 1 || rows < 1 ? 0 : rows * (1 + Math.ceil((columns * samples * bits) / 8));
  if (!isInterlaced) return pass(width, height);
  return ADAM7.reduce(
    (sum, [x, y, dx, dy]) => sum + pass(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  );
}

/** A row begins at a byte of its own; the first pixel has the highest bits. */
function bitsApart(packed: ArrayLike<number>, width: number, height: number, bits: number): Uint8Array {
  const perRow = Math.ceil((width * bits) / 8);
  const most = (1 << bits) - 1;
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      values[y * width + x] = (packed[y * perRow + (bit >> 3)]! >> (8 - bits - (bit & 7))) & most;
    }
  return values;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What zlib says of an output above its bound. */
const isOverflow = (cause: unknown): boolean =>
  cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';

const viewOf = ({ data }: PngChunk) => new DataView(data.buffer, data.byteOffset, data.byteLength);

function damaged(what: string, options?: ErrorOptions) {
  return refusedImage('damaged', `the PNG is damaged: ${what}; send it again`, options);
}
