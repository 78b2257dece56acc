/** The one door to an image: read as what its bytes are, whatever its name says. */
import type { PixelGrid } from '../../domain/pit/image/pixel-grid.ts';
import { quoted } from '../../domain/quoted.ts';
import { type ImageHeader, type ImageWarning, refusedImage } from './image-header.ts';
import { refuseLargeFile } from './image-limits.ts';
import { isPng } from './png-chunks.ts';
import { readPngHeader, readPngPage } from './read-png.ts';
import { readTiffHeader, readTiffPage } from './read-tiff.ts';
import { isTiff } from './tiff-directory.ts';

export interface ImageRead {
  readonly header: ImageHeader;
  readonly grid: PixelGrid;
}

/** Signs at the beginning of files that are often sent instead. */
const OTHERS: readonly (readonly [sign: string, name: string])[] = [
  ...[['\xff\xd8\xff', 'JPEG'] as const, ['GIF8', 'GIF'] as const, ['BM', 'BMP'] as const],
  ...[['PK\x03\x04', 'a zip archive'] as const, ['%PDF', 'PDF'] as const, ['\x1f\x8b', 'gzip'] as const],
];

/**
 * Size, pages, colours and scale; no pixel is unpacked.
 *
 * Fails with a Refusal: `image.too-large` (the file, a page, or all pages), `image.unknown-format`, `image.unsupported`,
 * `image.truncated` (with the byte up to which it should go), `image.damaged` or `image.no-pixels`.
 *
 * @param name of the file: where its extension contradicts its bytes the header warns `image.extension`
 * @param page from 0, as pages may differ; the first where there is no such page
 */
export function readImageHeader(bytes: Uint8Array, name: string, page = 0): ImageHeader {
  refuseLargeFile(bytes.length);
  const header = isTiff(bytes)
    ? readTiffHeader(bytes, page)
    : isPng(bytes)
      ? readPngHeader(bytes)
      : refuseOther(bytes);
  return { ...header, warnings: [...header.warnings, ...extensionWarning(header, name)] };
}

/**
 * One page, exactly as stored: WhiteIsZero is not inverted, a palette not looked up. Fails as `readImageHeader` does, and
 * with `image.no-such-page`.
 *
 * @param page from 0
 */
export async function readImage(bytes: Uint8Array, name: string, page = 0): Promise<ImageRead> {
  const header = readImageHeader(bytes, name, page);
  if (!Number.isInteger(page) || page < 0 || page >= header.pages)
    throw refusedImage('no-such-page', `expected a page of 1 to ${header.pages}, got ${page + 1}`);
  const grid = isTiff(bytes)
    ? await readTiffPage(bytes, readTiffHeader(bytes, page), page)
    : await readPngPage(bytes);
  return { header, grid };
}

function refuseOther(bytes: Uint8Array): never {
  const beginning = String.fromCharCode(...bytes.subarray(0, 8));
  const other = OTHERS.find(([sign]) => beginning.startsWith(sign))?.[1];
  const got = bytes.length === 0 ? 'an empty file' : (other ?? 'a file that is neither');
  const todo =
    other === 'JPEG'
      ? 'JPEG changes the pixels that are measured: export the image again as TIFF or PNG'
      : 'export the image as TIFF or PNG';
  throw refusedImage('unknown-format', `expected an image as TIFF or PNG, got ${got}: ${todo}`);
}

function extensionWarning({ format }: ImageHeader, name: string): ImageWarning[] {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  const expected = format === 'TIFF' ? ['tif', 'tiff'] : ['png'];
  if (extension === undefined || expected.includes(extension)) return [];
  const message = `${quoted(name)} is ${format} by its bytes, and is read as that`;
  return [{ code: 'image.extension', message }];
}
