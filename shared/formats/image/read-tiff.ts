/** One page of a TIFF to its stored samples. The library is loaded where somebody sends an image. */
import type { PixelGrid, Pixels } from '../../domain/pit/image/pixel-grid.ts';
import { Refusal } from '../../domain/refusal.ts';
import { refusedImage, truncated } from './image-header.ts';
import { TAG, type Tiff, type TiffDirectory, tiffDirectories } from './tiff-directory.ts';
import { checkPage, type TiffHeader, tiffHeader } from './tiff-header.ts';
import { inflateBlock, type UnpackBlock, unpackBits, unpackLzw } from './unpack-blocks.ts';

/** Of one page, from 0. Fails with a Refusal of `image.…`. */
export function readTiffHeader(bytes: Uint8Array, page: number): TiffHeader {
  return tiffHeader(tiffDirectories(bytes), page);
}

/**
 * @param header of the page
 * @param page from 0
 */
export async function readTiffPage(bytes: Uint8Array, header: TiffHeader, page: number): Promise<PixelGrid> {
  const tiff = tiffDirectories(bytes);
  const place = header.places[header.stackAt === null ? page : 0] ?? 0;
  const directory = tiff.directories[place]!;
  const name = `page ${page + 1}`;
  const values =
    header.stackAt === null
      ? await unpacked({ bytes, tiff, directory, place, name })
      : stackPage(bytes, header, page, tiff.isLittleEndian);
  const { width, height, samples, bits, colour, isWhiteZero, palette } = header;
  if (values.length !== width * height * samples)
    throw refusedImage('damaged', `expected ${width} × ${height} pixels in ${name}, got ${values.length}`);
  return { width, height, samples, bits, colour, isWhiteZero, palette, values };
}

interface PageAt {
  readonly bytes: Uint8Array;
  readonly tiff: Tiff;
  readonly directory: TiffDirectory;
  readonly place: number;
  readonly name: string;
}

async function unpacked({ bytes, tiff, directory, place, name }: PageAt): Promise<Pixels> {
  checkPage(directory, bytes.length, tiff, name);
  const { fromArrayBuffer } = await library();
  try {
    const file = await fromArrayBuffer(ownBuffer(bytes));
    const image = await file.getImage(place);
    const { actualizedFields } = image.fileDirectory;
    // A bilevel image need not say that it has 1 bit (TIFF 6.0, section 3), and the library knows no default of it.
    if (!directory.has(TAG.bits))
      actualizedFields.set(
        TAG.bits,
        Array.from({ length: image.getSamplesPerPixel() }, () => 1),
      );
    const values = await image.readRasters({ interleave: true });
    if (values instanceof Float64Array) throw new RangeError('64 bits');
    return values;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const sentence = `the pixels of ${name} cannot be unpacked: the TIFF breaks off within them, or is damaged; send it again`;
    throw refusedImage('damaged', sentence, { cause });
  }
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length
    ? buffer
    : new Uint8Array(bytes).buffer;
}

let loaded: Promise<typeof import('geotiff')> | null = null;

/** With decoders of ours, which never unpack more than a block has pixels. */
function library(): Promise<typeof import('geotiff')> {
  loaded ??= import('geotiff').then((geotiff) => {
    const put = (packings: number[], unpack: UnpackBlock) => {
      class Bounded extends geotiff.BaseDecoder {
        override decodeBlock(packed: ArrayBufferLike): ArrayBufferLike {
          const { tileWidth, tileHeight, bitsPerSample, planarConfiguration } = this.parameters;
          const bits = typeof bitsPerSample === 'number' ? [bitsPerSample] : Array.from(bitsPerSample);
          const perPixel = planarConfiguration === 2 ? bits[0]! : bits.reduce((sum, one) => sum + one, 0);
          return unpack(new Uint8Array(packed), Math.ceil((tileWidth * perPixel) / 8) * tileHeight).buffer;
        }
      }
      geotiff.addDecoder(packings, async () => Bounded);
    };
    put([5], unpackLzw);
    put([8, 32946], inflateBlock);
    put([32773], unpackBits);
    return geotiff;
  });
  return loaded;
}

/** A page of ImageJ's stack: unpacked, one after the other, in the byte order of the file. */
function stackPage(
  bytes: Uint8Array,
  { width, height, samples, bits, isFloat, stackAt }: TiffHeader,
  page: number,
  isLittle: boolean,
): Pixels {
  const size = (width * height * samples * bits) / 8;
  const from = (stackAt ?? 0) + page * size;
  if (from + size > bytes.length)
    throw truncated(`the pixels of page ${page + 1}`, from + size, bytes.length);
  const own = new Uint8Array(bytes.subarray(from, from + size));
  if (bits === 8) return own;
  if (bits !== 16 && bits !== 32)
    throw refusedImage(
      'unsupported',
      `expected a stack of 8, 16 or 32 bits, got ${bits}: save its pages apart`,
    );
  if (!isLittle) swapBytes(own, bits / 8);
  if (bits === 16) return new Uint16Array(own.buffer);
  return isFloat ? new Float32Array(own.buffer) : new Uint32Array(own.buffer);
}

/** The machine's own order is little-endian, as on every processor that Node.js runs on in Lambda. */
function swapBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}
