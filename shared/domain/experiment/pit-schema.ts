/** What a definition says of pits: the slices that they are dug into, the scale, and what is a trench. */
import * as z from 'zod';
import { GREY_CHOICES } from '../pit/image/grey-image.ts';
import { USUAL_PARAMETERS } from '../pit/image/pit-parameters.ts';
import { identifier, words } from './scalars.ts';

/** What cells dig in, as the field calls it. */
export const SUBSTRATES = [
  'bovine-bone',
  'ivory',
  'dentine',
  'hydroxyapatite-coated',
  'osteo-assay-surface',
  'skelite',
] as const;
export type Substrate = (typeof SUBSTRATES)[number];

/** By its name, however its words are joined and capitals are set; null of anything else. */
export function substrateNamed(text: string): Substrate | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return SUBSTRATES.find((one) => one === name) ?? null;
}

const areaMm2 = z.number().positive('expected an area above 0').max(1e6);

/** Keys of a sample that is a slice, or a field of one. */
export const sliceKeys = {
  slice: identifier.optional().describe('Id of the slice, such as S1. Default: the name of the sample.'),
  substrate: z.enum(SUBSTRATES).optional().describe('Material of the slice.'),
  areaMm2: areaMm2.optional().describe('Area of the slice or well, in mm², such as 24.6.'),
  imagedMm2: areaMm2
    .optional()
    .describe(
      'Area that the images show in all, in mm², if they show only fields of the slice. Default: the whole slice.',
    ),
};

/** What no objective and no scanner leaves: a pixel is no smaller and no larger. */
export const SCALE_BAND = { least: 0.01, most: 50 } as const;

const bandText = `expected ${SCALE_BAND.least} to ${SCALE_BAND.most} µm a pixel`;

const ofPixels = z.strictObject({
  micrometresPerPixel: z
    .number()
    .min(SCALE_BAND.least, bandText)
    .max(SCALE_BAND.most, bandText)
    .describe('Width of a pixel in µm, such as 0.76. Lengths and areas in the file are in pixels.'),
});

/** Lengths of a table that does not say what they are in. There is no default. */
export const scale = z.union(
  [
    ofPixels,
    z.strictObject({
      lengthsIn: z
        .enum(['um', 'mm'])
        .describe('Unit of lengths in the files, if the program that wrote them was calibrated.'),
    }),
  ],
  'expected micrometresPerPixel, or lengthsIn (um or mm)',
);
export type Scale = z.output<typeof scale>;

/** How many times as long as wide an object is from which on it is a trench, where the file does not say. */
export const trenches = z.strictObject({
  elongation: z
    .number()
    .min(1)
    .default(2.5)
    .describe('Ratio of major to minor axis from which an object is a trench and not a pit.'),
});

export const pitKeys = {
  scale: scale
    .optional()
    .describe(
      'Scale of files whose lengths are not in µm. There is no default: without a scale no area is reported.',
    ),
  trenches: trenches.prefault({}).describe('What tells a trench from a pit, if the file does not say it.'),
  requires: z
    .array(words)
    .optional()
    .describe(
      'Quantities that must be judged before the environment can be CLEAN; alternatives are separated by |. Default: [temperature, ph|co2, o2].',
    ),
};

const threshold = z.discriminatedUnion(
  'method',
  [
    z.strictObject({
      method: z.literal('fixed').describe('fixed: one declared threshold for all images.'),
      value: z.number().describe('Grey value as stored in the image. Pixels above it are bright.'),
    }),
    z.strictObject({ method: z.literal('otsu').describe("otsu: a threshold per image, by Otsu's method.") }),
    z.strictObject({
      method: z.literal('two-level').describe('two-level: the image is already a mask with two levels.'),
    }),
  ],
  'expected { method: fixed, value: … }, { method: otsu } or { method: two-level }',
);

/** One `*`, so that there is one way to read the name of the image in that of its mask. */
const maskPattern = words.refine(
  (pattern) => pattern.split('*').length === 2,
  'expected one *, for the name of the image that a mask is of (as in *-mask.png)',
);

/** What is measured on an image, and how: threshold and foreground are for a person to say. */
export const imageKeys = {
  ...pitKeys,
  scale: ofPixels.optional().describe('Width of a pixel, for images whose tags do not say it.'),
  foreground: z
    .enum(['dark', 'bright', 'light'], 'expected dark, or bright (light)')
    .transform((told) => (told === 'light' ? 'bright' : told))
    .describe('Whether pits look darker or brighter than the substrate. light means bright.'),
  threshold: threshold.describe('How pits are separated from the substrate.'),
  minAreaPx: z
    .int()
    .min(1)
    .default(USUAL_PARAMETERS.minAreaPx)
    .describe('Smallest object that counts, in pixels. Smaller ones are specks.'),
  edge: z
    .enum(['count', 'exclude', 'two-sides'])
    .default(USUAL_PARAMETERS.edge)
    .describe(
      'Which objects at an edge of the image count. count: all; exclude: none; two-sides: all but those at the right or lower edge.',
    ),
  background: z
    .strictObject({
      windowPx: z
        .int()
        .min(3)
        .describe(
          'Side of the square over which the background is estimated, in pixels. It must be wider than any object.',
        ),
    })
    .optional()
    .describe(
      'Removal of uneven light before the threshold. The threshold then applies to the contrast. Default: no removal.',
    ),
  grey: z
    .enum(GREY_CHOICES)
    .optional()
    .describe('Which grey of a colour image is measured. Needed for colour images.'),
  page: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Which page of a multi-page image is measured; the first is 1. Needed for images of several pages.',
    ),
  masks: z
    .strictObject({
      match: maskPattern.describe(
        'File name pattern of the masks with one *, which stands for the name of the image, such as *-mask.png.',
      ),
    })
    .optional()
    .describe('Masks that a person drew. A mask is measured instead of its image.'),
  acceptImages: z
    .array(words)
    .default([])
    .describe(
      'File names of doubtful images and masks that a person has looked at and accepts as measured, such as FU1-S1.tif.',
    ),
};

/** Said where no sample is: an image names neither. */
export const NO_SAMPLES = 'expected samples, as an image tells neither its unit nor its slice, got none';

/** Said where a sheet is given: of a slice it tells too little. */
export const NO_SHEET =
  'expected samples, or tables that name their units (and slices), got a sheet: it tells neither slices nor areas';

/** `eroded-surface` is the ES/BS of histomorphometry: what share of the surface that was looked at is gone. */
export const PIT_ENDPOINTS = [
  'eroded-surface',
  'pits-and-trenches',
  'pits',
  'trenches',
  'pit-area',
  'pit-depth',
  'resorbed-volume',
  'pits-per-osteoclast',
  'eroded-area-per-osteoclast',
] as const;
export type PitEndpoint = (typeof PIT_ENDPOINTS)[number];
