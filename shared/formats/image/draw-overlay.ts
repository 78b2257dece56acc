/** The outlines of pits and trenches on their image, small enough to look at beside its numbers. */
import type { PitMeasurement } from '../../domain/pit/image/measure-pits.ts';
import type { GreyImage } from '../../domain/pit/image/pixel-grid.ts';

/** Of the longer side. Larger images are shown smaller by a whole factor. */
const MOST_SIDE = 1280;
/** Places in the palette; those before them are greys. */
const GREYS = 252;
/** What is found on the image itself, where the outlines of a mask are laid on it. */
export const OWN = 252;
export const PIT = 253;
const TRENCH = 254;
const LEFT_OUT = 255;
/** Colours that people tell apart who do not see red from green (Okabe and Ito 2008): purple, orange, blue, grey for both. */
const COLOURS = [
  [204, 121, 167],
  [230, 159, 0],
  [86, 180, 233],
  [128, 128, 128],
];
/** Of all values so much is left out below and above, so that one hot pixel does not make the rest black. */
const TAIL = 0.002;

/** PNG with a palette. An object that the edge rule leaves out has a grey outline. */
export async function drawOverlay(image: GreyImage, measured: PitMeasurement): Promise<Uint8Array> {
  const factor = Math.ceil(Math.max(image.width, image.height) / MOST_SIDE);
  const width = Math.ceil(image.width / factor);
  const height = Math.ceil(image.height / factor);
  const data = greys(image, factor, width, height);
  const colours = measured.objects.map(({ kind, isCounted }) =>
    isCounted ? (kind === 'pit' ? PIT : TRENCH) : LEFT_OUT,
  );
  const { labels } = measured.labels;
  for (let i = 0, x = 0, y = 0; i < labels.length; i++) {
    if (labels[i] !== 0 && isOutline(labels, i, x, image.width))
      data[Math.floor(y / factor) * width + Math.floor(x / factor)] = colours[labels[i]! - 1]!;
    x += 1;
    if (x === image.width) [x, y] = [0, y + 1];
  }
  return encodeOverlay({ width, height, data });
}

/** Places in the palette of an overlay, row by row. */
export interface OverlayPlaces {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export async function encodeOverlay({ width, height, data }: OverlayPlaces): Promise<Uint8Array> {
  const palette = [...Array.from({ length: GREYS }, (_, i) => grey(i)), ...COLOURS];
  const { encode } = await import('fast-png');
  return encode({ width, height, data, channels: 1, depth: 8, palette }, { zlib: { level: 9 } });
}

function grey(place: number): number[] {
  const value = Math.round((255 * place) / (GREYS - 1));
  return [value, value, value];
}

/** A pixel of an object beside one that is not of it, by a side. */
function isOutline(labels: Int32Array, i: number, x: number, width: number): boolean {
  const label = labels[i];
  return (
    (x > 0 && labels[i - 1] !== label) ||
    (x < width - 1 && labels[i + 1] !== label) ||
    (i >= width && labels[i - width] !== label) ||
    (i + width < labels.length && labels[i + width] !== label)
  );
}

/** Places in the palette: the mean of each block of pixels, as it is shown, between the levels that nearly all lie in. */
function greys({ width, values, isWhiteZero }: GreyImage, factor: number, across: number, down: number) {
  const { low, high } = levels(values);
  const sums = new Float64Array(across * down);
  const counts = new Int32Array(across * down);
  for (let i = 0, x = 0, y = 0; i < values.length; i++) {
    const place = Math.floor(y / factor) * across + Math.floor(x / factor);
    sums[place]! += values[i]!;
    counts[place]!++;
    x += 1;
    if (x === width) [x, y] = [0, y + 1];
  }
  return Uint8Array.from(sums, (sum, place) => {
    const share = Math.min(1, Math.max(0, (sum / counts[place]! - low) / (high - low || 1)));
    return Math.round((GREYS - 1) * (isWhiteZero ? 1 - share : share));
  });
}

/** From a sample of the pixels: for looking at, that is enough. */
function levels(values: GreyImage['values']): { low: number; high: number } {
  const step = Math.max(1, Math.floor(values.length / 100_000));
  const sample = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step]!);
  sample.sort();
  const at = (share: number) => sample[Math.round(share * (sample.length - 1))]!;
  return { low: at(TAIL), high: at(1 - TAIL) };
}
