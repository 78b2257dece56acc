/** What a definition says of pits: the slices that they are dug into, the scale, and what is a trench. */
import * as z from 'zod';
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

/** Lengths of a table that does not say what they are in. There is no default. */
export const scale = z.union(
  [
    z.strictObject({
      micrometresPerPixel: z
        .number()
        .min(SCALE_BAND.least, bandText)
        .max(SCALE_BAND.most, bandText)
        .describe('Lengths are in pixels, which are this wide.'),
    }),
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
] as const;
export type PitEndpoint = (typeof PIT_ENDPOINTS)[number];
