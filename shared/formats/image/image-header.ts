/** What the header of an image says, before a pixel of it is unpacked. */
import type { PixelGrid } from '../../domain/pit/image/pixel-grid.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import type { ToldScale } from './told-scale.ts';

export type ImageFormat = 'TIFF' | 'PNG';

export interface ImageWarning {
  readonly code: string;
  readonly message: string;
}

export interface ImageHeader extends Omit<PixelGrid, 'values'> {
  readonly format: ImageFormat;
  /** Thumbnails of other pages are not counted. */
  readonly pages: number;
  readonly isFloat: boolean;
  readonly scale: ToldScale;
  readonly warnings: readonly ImageWarning[];
}

/** `image.truncated`, `image.damaged`, `image.unsupported`, … */
export function refusedImage(what: string, sentence: string, options?: ErrorOptions): Refusal {
  return new Refusal('invalid', `image.${what}`, sentence, {}, options);
}

/** @param what of the file lies beyond its end: `the pixels of page 1` */
export function truncated(what: string, end: number, bytes: number): Refusal {
  const sentence = `the image breaks off: expected ${what} up to byte ${groupedText(end)}, got a file of ${countText(bytes, 'byte')}; send it again`;
  return refusedImage('truncated', sentence);
}
