/** Images of slices of two arms: how many pits and trenches are on each, and how large they are, is known. */
import { type PitSheet, pitSheet } from '../../shared/simulator/pit-sheet.ts';
import { unitsIn } from './arms-experiment.ts';
import { type PngParts, pngFile } from './png-file.ts';

export const IMAGE_UNITS = [...unitsIn('flight'), ...unitsIn('ground')];
/** µm a pixel. */
export const PIXEL = 2;
const SIZE = { width: 360, height: 320 } as const;
/** mm². */
export const IMAGE_MM2 = SIZE.width * SIZE.height * PIXEL ** 2 * 1e-6;

/** Flight has twice as many. */
export const sheetOf = (unit: string, seed = IMAGE_UNITS.indexOf(unit) + 1): PitSheet =>
  pitSheet({
    ...{ ...SIZE, seed, noise: 5, slope: 8 },
    ...(unit.startsWith('F')
      ? { pits: 14, touchingPairs: 1, trenches: 4 }
      : { pits: 7, touchingPairs: 0, trenches: 2 }),
  });

/** PNG of 8 bits. */
export function imageOf(
  { width, height, values }: Pick<PitSheet, 'width' | 'height' | 'values'>,
  chunks: NonNullable<PngParts['chunks']> = [],
): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => [0, ...values.subarray(y * width, (y + 1) * width)]);
  return pngFile({ width, height, bits: 8, colourType: 0, rows, chunks });
}

/** The chunk of a PNG that says how wide its pixels are. */
export function pixelChunk(micrometres: number): readonly [string, Uint8Array] {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  view.setUint32(0, Math.round(1e6 / micrometres));
  view.setUint32(4, Math.round(1e6 / micrometres));
  data[8] = 1;
  return ['pHYs', data];
}

export const imageAssay = (more: object = {}) => ({
  ...{ id: 'pits', kind: 'pit-image', match: '*-S1*', takenAt: 'fixation', foreground: 'dark' },
  threshold: { method: 'fixed', value: 125 },
  samples: IMAGE_UNITS.map((unit) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 })),
  scale: { micrometresPerPixel: PIXEL },
  contrasts: [{ a: 'flight', b: 'ground' }],
  ...more,
});
