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
  slice: identifier.optional().describe('Slice that the image is of; absent: the name of the sample.'),
  substrate: z.enum(SUBSTRATES).optional().describe('What the slice is made of.'),
  areaMm2: areaMm2.optional().describe('Area of the slice (or of the well) in mm².'),
  imagedMm2: areaMm2
    .optional()
    .describe('Area that the images of the sample show, where they show fields; absent: the whole slice.'),
};

/** What no objective and no scanner leaves: a pixel is no smaller and no larger. */
export const SCALE_BAND = { least: 0.01, most: 50 } as const;

const bandText = `expected ${SCALE_BAND.least} to ${SCALE_BAND.most} µm a pixel`;

const ofPixels = z.strictObject({
  micrometresPerPixel: z
    .number()
    .min(SCALE_BAND.least, bandText)
    .max(SCALE_BAND.most, bandText)
    .describe('Lengths are in pixels, which are this wide.'),
});

/** Lengths of a table that does not say what they are in. There is no default. */
export const scale = z.union(
  [
    ofPixels,
    z.strictObject({
      lengthsIn: z.enum(['um', 'mm']).describe('The program was calibrated: lengths are in this unit.'),
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
    .describe('Major over minor axis of the ellipse of an object from which on it is a trench.'),
});

export const pitKeys = {
  scale: scale.optional().describe('Of lengths that the files do not give in µm.'),
  trenches: trenches.prefault({}).describe('What is a trench.'),
  requires: z
    .array(words)
    .optional()
    .describe(
      'Quantities that must have been judged before an environment is CLEAN of it, alternatives between |; absent: temperature, ph|co2 and o2.',
    ),
};

const threshold = z.discriminatedUnion(
  'method',
  [
    z.strictObject({
      method: z.literal('fixed'),
      value: z.number().describe('One for all wells, as stored: a pixel is bright above it.'),
    }),
    z.strictObject({ method: z.literal('otsu').describe('One of each image, after Otsu.') }),
    z.strictObject({ method: z.literal('two-level').describe('The image is a mask already.') }),
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
  scale: ofPixels.optional().describe('Of images whose own tags do not say how wide a pixel is.'),
  foreground: z
    .enum(['dark', 'bright', 'light'], 'expected dark, or bright (light)')
    .transform((told) => (told === 'light' ? 'bright' : told))
    .describe('How pits look on the image as it is shown.'),
  threshold: threshold.describe('What tells pits from the substrate.'),
  minAreaPx: z
    .int()
    .min(1)
    .default(USUAL_PARAMETERS.minAreaPx)
    .describe('Objects of fewer pixels are specks, and not counted.'),
  edge: z
    .enum(['count', 'exclude', 'two-sides'])
    .default(USUAL_PARAMETERS.edge)
    .describe(
      'Which objects at an edge of the image count: all, none, or those not at the right or lower one.',
    ),
  background: z
    .strictObject({
      windowPx: z.int().min(3).describe('Side of a square that is wider than any object.'),
    })
    .optional()
    .describe('Removed before the threshold, which is then of the contrast against it.'),
  grey: z.enum(GREY_CHOICES).optional().describe('Of an image in colours, which grey is measured.'),
  page: z.int().min(1).optional().describe('Of images of several pages, which is measured: the first is 1.'),
  masks: z
    .strictObject({
      match: maskPattern.describe(
        'File names of masks: what * stands for is the name of the image, with or without its extension.',
      ),
    })
    .optional()
    .describe('Objects that a person drew: measured in place of what is found on their images.'),
  acceptImages: z
    .array(words)
    .default([])
    .describe(
      'File names of images, and of masks, that a person has looked at and takes as they were measured, though they have no two classes, or came out as eroded nearly everywhere.',
    ),
};

/** Said where no sample is: an image names neither. */
export const NO_SAMPLES = 'is missing: expected samples, as an image tells neither its unit nor its slice';

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
