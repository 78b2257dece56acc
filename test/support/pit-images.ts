/** Images of slices of two arms: how many pits and trenches are on each, and how large they are, is known. */
import type { SliceOnWire } from '../../shared/contract/pits.ts';
import { PICTURES } from '../../shared/domain/assay/tables.ts';
import { sha256 } from '../../shared/formats/digest.ts';
import type { Ports } from '../../shared/ports.ts';
import { type PitSheet, pitSheet } from '../../shared/simulator/pit-sheet.ts';
import { readPicture } from '../../shared/usecases/answer/read-picture.ts';
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

/**
 * PNG of 8 bits of lines of characters: `#` is 0, `.` 255, a digit itself, so that a drawing is an image of dark pits or a
 * mask of labels.
 */
export function drawn(lines: readonly string[]): Uint8Array {
  const width = lines[0]?.length ?? 0;
  const levels: Readonly<Record<string, number>> = { '#': 0, '.': 255 };
  const values = Uint8Array.from(lines.join(''), (one) => levels[one] ?? Number(one));
  return imageOf({ width, height: lines.length, values });
}

type Uploaded = NonNullable<NonNullable<SliceOnWire['images']>[number]['uploaded']>;

const drawnBy = async ({ file, by, own }: Uploaded, led: (link: string) => Promise<string>) => ({
  ...{ file, by, threshold: own.threshold, parameters: own.parameters },
  own: [await led(own.mask), await led(own.overlay)],
});

/** Slices without what only their arrival decides: no downlink is named, and a link is what it leads to. */
export async function withoutArrival(ports: Ports, experiment: string, slices: readonly SliceOnWire[]) {
  const led = async (link: string) => {
    const [, downlink = '', picture = '', on] =
      /\/pits\/pictures\/([^/]+)\/(\w+)(?:\?on=(.*))?$/.exec(link) ?? [];
    const asked = { downlink, picture: PICTURES.find((one) => one === picture)!, on };
    return sha256(await readPicture(ports, experiment, asked));
  };
  return Promise.all(
    slices.map(async ({ images, scale, ...slice }) => ({
      ...{ ...slice, scale: scale?.sentence },
      images: await Promise.all(
        (images ?? []).map(async ({ downlink: _, mask, overlay, uploaded, ...image }) => ({
          ...{ ...image, mask: await led(mask), overlay: await led(overlay) },
          ...(uploaded && { drawn: await drawnBy(uploaded, led) }),
        })),
      ),
    })),
  );
}

/** What is known to be on a sheet, as labels of 8 bits; of a mask that a person made, without the objects that are left out. */
export function maskOf(
  { width, height, truth }: PitSheet,
  isLeftOut: (label: number) => boolean = () => false,
): Uint8Array {
  const values = Uint8Array.from(truth.labels, (label) => (isLeftOut(label) ? 0 : label));
  return imageOf({ width, height, values });
}

export const imageAssay = (more: object = {}) => ({
  ...{ id: 'pits', kind: 'pit-image', match: '*-S1*', takenAt: 'fixation', foreground: 'dark' },
  threshold: { method: 'fixed', value: 125 },
  samples: IMAGE_UNITS.map((unit) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 })),
  scale: { micrometresPerPixel: PIXEL },
  contrasts: [{ a: 'flight', b: 'ground' }],
  ...more,
});
