/** From the file of an image, or of a mask that a person made, to its measurement with what is kept of it. */
import type { Pictures } from '../../domain/assay/tables.ts';
import { greyImage } from '../../domain/pit/image/grey-image.ts';
import { measureMask } from '../../domain/pit/image/measure-mask.ts';
import { measurePits, type PitMeasurement } from '../../domain/pit/image/measure-pits.ts';
import type { PitParameters } from '../../domain/pit/image/pit-parameters.ts';
import type { GreyImage } from '../../domain/pit/image/pixel-grid.ts';
import { drawOverlay } from './draw-overlay.ts';
import { encodeLabels } from './encode-labels.ts';
import type { ImageHeader, ImageWarning } from './image-header.ts';
import { readImage } from './read-image.ts';

export interface ImagePage {
  readonly bytes: Uint8Array;
  /** Told in warnings; what the file is, its bytes say. */
  readonly name: string;
  /** From 0. */
  readonly page: number;
}

export interface MeasuredImage {
  readonly header: ImageHeader;
  readonly measured: PitMeasurement;
  /** Label image of 16 bits: which object a pixel is of; and the outlines on the image, to look at. */
  readonly pictures: Pictures;
  /** Of the image, of the mask, and of the measurement; doubts of the scale are with the scale. */
  readonly warnings: readonly ImageWarning[];
}

/** Fails with a Refusal of `image.…`; whichever step refuses first. */
export async function measureImage(file: ImagePage, parameters: PitParameters): Promise<MeasuredImage> {
  const { header, image } = await greyOf(file, parameters);
  return keptOf(header, image, measurePits(image, parameters), header.warnings);
}

/**
 * What a person drew. Its overlay has the outlines on the mask itself: its image may come later, or another one. Fails as
 * above, and with a Refusal of `mask.…`.
 */
export async function measureMaskFile(file: ImagePage, parameters: PitParameters): Promise<MeasuredImage> {
  // Its numbers are names: of a palette not the colours but the places.
  const { header, image } = await greyOf(file, { grey: 'index' });
  return keptOf(header, image, measureMask(image, parameters), header.warnings);
}

async function greyOf({ bytes, name, page }: ImagePage, { grey }: Pick<PitParameters, 'grey'>) {
  const { header, grid } = await readImage(bytes, name, page);
  return { header, image: greyImage(grid, grey) };
}

async function keptOf(
  header: ImageHeader,
  image: GreyImage,
  measured: PitMeasurement,
  warnings: readonly ImageWarning[],
): Promise<MeasuredImage> {
  const overlay = await drawOverlay(image, measured);
  const labels = await encodeLabels(measured.labels);
  return { header, measured, pictures: { labels, overlay }, warnings: [...warnings, ...measured.warnings] };
}
