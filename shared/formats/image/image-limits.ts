/** How large an image may be. What is larger is refused from its size or its header, before a pixel is unpacked. */
import { Refusal } from '../../domain/refusal.ts';
import { groupedText } from '../../domain/words/count.ts';
import { sizeText } from '../../domain/words/size.ts';

/** The file is held whole in a function of 1,769 MB. */
export const MOST_IMAGE_BYTES = 268_435_456;
/** Of a page: 6,000 × 6,000. The steps of a measurement hold up to 25 bytes per pixel. */
export const MOST_PIXELS = 36_000_000;
/** Of a page as it is unpacked: 6,000 × 6,000 of 32 bits. */
export const MOST_PAGE_BYTES = 144_000_000;
/** Of all pages together, unpacked. */
export const MOST_UNPACKED_BYTES = 1_073_741_824;
export const MOST_PAGES = 1000;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly pages: number;
}

/** Fails with `image.too-large` for a file that is not to be read whole. `bytes`: as announced, or as arrived so far. */
export function refuseLargeFile(bytes: number): void {
  if (bytes <= MOST_IMAGE_BYTES) return;
  throw tooLarge(
    `expected an image of at most ${sizeText(MOST_IMAGE_BYTES)}, got ${sizeText(bytes)}: send its pages, or tiles of it, in files of their own`,
  );
}

/** Fails with `image.too-large` for what a header announces, and with `image.no-pixels` where a side is 0. */
export function refuseLargeImage({ width, height, samples, bits, pages }: ImageSize): void {
  const sides = `${groupedText(width)} × ${groupedText(height)} pixels`;
  if (width < 1 || height < 1)
    throw new Refusal(
      'invalid',
      'image.no-pixels',
      `expected an image with pixels, got ${width} × ${height}`,
    );
  if (pages > MOST_PAGES)
    throw tooLarge(`expected at most ${groupedText(MOST_PAGES)} pages, got ${groupedText(pages)}`);
  if (width * height > MOST_PIXELS)
    throw tooLarge(
      `expected at most ${groupedText(MOST_PIXELS)} pixels per page (6,000 × 6,000), got ${sides}: send it in tiles, or binned`,
    );
  const pageBytes = Math.ceil((width * samples * bits) / 8) * height;
  if (pageBytes > MOST_PAGE_BYTES)
    throw tooLarge(
      `expected pages of at most ${sizeText(MOST_PAGE_BYTES)} unpacked, got ${sizeText(pageBytes)} (${sides}, ${samples} × ${bits} bits): save it as grey of 8 or 16 bits`,
    );
  if (pageBytes * pages > MOST_UNPACKED_BYTES)
    throw tooLarge(
      `expected pages of at most ${sizeText(MOST_UNPACKED_BYTES)} together, got ${sizeText(pageBytes * pages)} (${groupedText(pages)} pages of ${sides})`,
    );
}

export function tooLarge(sentence: string): Refusal {
  return new Refusal('too-large', 'image.too-large', sentence);
}
