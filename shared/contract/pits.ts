/** Pits by slice, and the confirmation of their scale, as they cross the wire. */
import * as z from 'zod';
import { STRIPPINGS } from '../domain/assay/pit-table.ts';
import { PICTURES } from '../domain/assay/tables.ts';
import { SCALE_BAND, SUBSTRATES } from '../domain/experiment/pit-schema.ts';
import { parametersSchema } from '../domain/pit/image/pit-parameters.ts';
import { computedBy, identifier, noticeSchema } from './wire.ts';

export const pitsQuerySchema = z.strictObject({
  assay: identifier.optional().meta({ description: 'One assay of pits; left out, all.' }),
  unit: identifier.optional().meta({ description: 'One unit; left out, all.' }),
});

const figure = z.number().nullable();

const measuredWith = {
  /** Where the label image is served, and the outlines on the image: PNGs. */
  mask: z.string(),
  overlay: z.string(),
  /** Value that told pits from the substrate, as stored or of the contrast against the background; null of two levels. */
  threshold: figure,
  /** What it was measured with. */
  parameters: parametersSchema,
  /** What its reading says against it. */
  warnings: z.array(noticeSchema),
};

const imageSchema = z.object({
  /** As its file is called. */
  image: z.string(),
  downlink: z.string(),
  ...measuredWith,
  /** The mask that is measured in its place, who sent it and when, and what was found on the image itself. */
  uploaded: z
    .object({
      // `mask` is the link of a label image.
      ...{ file: z.string(), downlink: z.string(), by: z.string(), at: z.string() },
      own: z.object(measuredWith),
    })
    .optional(),
});

const sliceSchema = z.object({
  assay: z.string(),
  slice: z.string(),
  unit: z.string(),
  arm: z.string(),
  substrate: z.enum(SUBSTRATES).nullable(),
  areaMm2: figure,
  /** Area that somebody looked at, and how that is known. */
  lookedMm2: figure,
  looked: z.enum(['FIELDS', 'IMAGES', 'DECLARED', 'WHOLE_SLICE']).nullable(),
  fields: z.number().int(),
  /** Round ones where trenches are told apart, else all. */
  pits: z.number().int(),
  /** Null where nothing tells them from pits. */
  trenches: z.number().int().nullable(),
  /** Why they are null, where objects were measured. */
  trenchesUntold: z.string().optional(),
  /** Pits and trenches, per mm² that was looked at. */
  perMm2: figure,
  meanAreaUm2: figure,
  meanDepthUm: figure,
  volumeUm3: figure,
  /** Of what was looked at. */
  erodedPercent: figure,
  /** Where a table tells of any; `why` where they do not count. */
  osteoclasts: z
    .object({
      count: z.number().int().nullable(),
      counted: z.enum(STRIPPINGS).nullable(),
      why: z.string().nullable(),
    })
    .optional(),
  /** Why it has no area. */
  untold: z.string().optional(),
  scale: z
    .object({
      micrometres: z.number(),
      source: z.enum(['DEFINITION', 'FILE']),
      sentence: z.string(),
      confirmed: z.object({ by: z.string(), at: z.string() }).nullable(),
    })
    .nullable(),
  /** What it was measured on here; absent where others measured it. */
  images: z.array(imageSchema).optional(),
  /** Downlinks of the tables that it stands in; absent of what was measured on images. */
  files: z.array(z.string()).optional(),
  /** What it would be by its images alone, where a mask is measured in place of one. */
  withoutMasks: z
    .object({
      lookedMm2: figure,
      pits: z.number().int(),
      trenches: z.number().int().nullable(),
      ...{ perMm2: figure, meanAreaUm2: figure, erodedPercent: figure },
      /** Why it would not count. */
      refused: noticeSchema.optional(),
    })
    .optional(),
  /** Who took it out of comparisons, and why. */
  excluded: z.string().optional(),
  /** Why it does not count. */
  refused: noticeSchema.optional(),
});
export type SliceOnWire = z.infer<typeof sliceSchema>;

export const pitsSchema = z.object({
  slices: z.array(sliceSchema),
  /** Of each assay, what is doubtful, and why nothing of it stands above. */
  assays: z.array(
    z.object({ assay: z.string(), warnings: z.array(noticeSchema), refused: noticeSchema.optional() }),
  ),
  /** Units that are compared and of which no slice has come. */
  missing: z.array(z.object({ assay: z.string(), unit: z.string(), reason: z.string() })),
  /** Downlinks and assays on their way. */
  pending: z.number().int(),
  ...computedBy,
});
export type PitsOnWire = z.infer<typeof pitsSchema>;

export const pitObjectsQuerySchema = pitsQuerySchema.pick({ assay: true });

export const pitObjectsSchema = z.object({
  assays: z.array(
    z.object({
      assay: z.string(),
      /** Units of which a slice has come; without what was excluded. */
      units: z.array(
        z.object({
          ...{ unit: z.string(), arm: z.string() },
          /** Slices whose objects these are. */
          slices: z.array(z.string()),
          /** How many there are. */
          objects: z.number().int(),
          /** µm², from the smallest on; of more than 500, as many at even ranks. */
          areasUm2: z.array(z.number()),
          /** Slices of the unit whose objects are not among them, each with why. */
          without: z.array(z.object({ slice: z.string(), reason: z.string() })),
        }),
      ),
    }),
  ),
  /** Downlinks on their way. */
  pending: z.number().int(),
  ...computedBy,
});
export type PitObjectsOnWire = z.infer<typeof pitObjectsSchema>;

export const inPicture = z.object({
  experiment: identifier,
  downlink: identifier.meta({ description: 'Downlink of the image, or of the mask.' }),
  picture: z.enum(PICTURES).meta({ description: 'Label image, or the outlines on the image.' }),
});

export const pictureQuerySchema = z.strictObject({
  on: identifier.optional().meta({
    description: 'Downlink of the image that a mask is of, on which its outlines are laid.',
  }),
});

export const confirmScaleSchema = z.strictObject({
  assay: identifier,
  micrometres: z
    .number()
    .positive()
    .meta({
      description: `What one unit of length of the files is in µm: of a pixel ${SCALE_BAND.least} to ${SCALE_BAND.most}.`,
      examples: [0.76],
    }),
});
export type ConfirmScale = z.infer<typeof confirmScaleSchema>;

export const scaleConfirmedSchema = confirmScaleSchema.extend({ at: z.string(), by: z.string() });
export type ScaleConfirmed = z.infer<typeof scaleConfirmedSchema>;
