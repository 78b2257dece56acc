/** What is kept of an assay's contrasts: all but the numbers of genes, which stand in tables of their own. */
import * as z from 'zod';
import { derivedSchema } from '../archive/derived.ts';
import { SUBSTRATES } from '../experiment/pit-schema.ts';
import { setTestSchema } from '../gene-set/set-test.ts';
import { parametersSchema } from '../pit/image/pit-parameters.ts';
import { STRIPPINGS, SUBSTRATE_SOURCES } from './pit-table.ts';

const remark = z.object({ code: z.string(), message: z.string() });
const sides = <T extends z.ZodType>(of: T) => z.object({ a: of, b: of });

const engineSchema = z.object({
  engine: z.enum(['limma-trend', 'voom', 'deseq2']),
  version: z.string(),
  isDefault: z.boolean(),
  /** Null of an engine that has none; infinite ones are `none`, since JSON has no infinity. */
  priorDf: z.union([z.number(), z.literal('infinite')]).nullable(),
  /** Of the statistic of each gene. Earlier versions did not keep them. */
  df: z.union([z.number(), z.literal('infinite')]).optional(),
  tested: z.number().int(),
  significant: z.number().int().nullable(),
  expectedFalse: z.number().nullable(),
  nullShare: z.number().nullable(),
  shape: z.enum(['even', 'many-small', 'many-large', 'many-small-and-large']).nullable(),
  table: derivedSchema,
  sets: z.array(setTestSchema).readonly(),
});

const contrastSchema = z.object({
  id: z.string(),
  a: z.string(),
  b: z.string(),
  n: sides(z.number().int()),
  units: sides(z.array(z.string())),
  donors: sides(z.array(z.string())),
  design: z.string(),
  remarks: z.array(remark),
  refused: remark.optional(),
  engines: z.array(engineSchema),
});
export type ContrastResult = z.infer<typeof contrastSchema>;

/** Of a batch of qPCR: from these, arms are compared when somebody asks. */
const quantitiesSchema = z.object({
  references: z.array(z.object({ name: z.string(), stability: z.number().nullable() })),
  efficiencies: z.array(
    z.object({
      target: z.string(),
      efficiency: z.number(),
      se: z.number().nullable(),
      wells: z.number().int(),
    }),
  ),
  targets: z.array(
    z.object({
      target: z.string(),
      method: z.enum(['EFFICIENCY_CORRECTED', 'DDCT', 'PARTLY_CORRECTED']),
      assumed: z.array(z.string()),
      units: z.array(
        z.object({
          ...{ unit: z.string(), arm: z.string(), donor: z.string().nullable() },
          ...{ log2: z.number().nullable(), crossed: z.number().int(), never: z.number().int() },
          plates: z.array(z.string()),
        }),
      ),
    }),
  ),
});
export type KeptQuantities = z.infer<typeof quantitiesSchema>;

/** An image that a slice was measured on. */
const measuredWith = {
  ...{ threshold: z.number().nullable(), parameters: parametersSchema },
  // Not in what earlier versions kept, which is computed again.
  doubts: z.array(remark).readonly().default([]),
};
const imageSchema = z.object({
  ...{ image: z.string(), downlink: z.string() },
  ...measuredWith,
  /** The mask that was measured in its place. */
  uploaded: z
    .object({
      // Called otherwise in what earlier versions kept, which is computed again.
      file: z.string().default(''),
      ...{ downlink: z.string(), by: z.string(), at: z.number() },
      own: z.object(measuredWith),
    })
    .optional(),
});

const sumSchema = z.object({ n: z.number().int(), sum: z.number() }).nullable();

/** Of pits: from these, units and arms are made when somebody asks. */
const sliceSchema = z.object({
  ...{ slice: z.string(), unit: z.string(), arm: z.string(), donor: z.string().nullable() },
  ...{ substrate: z.enum(SUBSTRATES).nullable(), sample: z.string() },
  substrates: z
    .array(z.object({ substrate: z.enum(SUBSTRATES), by: z.enum(SUBSTRATE_SOURCES) }))
    .readonly()
    .optional(),
  ...{ areaMm2: z.number().nullable(), imagedMm2: z.number().nullable() },
  lookedMm2: z.number().nullable(),
  looked: z.enum(['FIELDS', 'IMAGES', 'DECLARED', 'WHOLE_SLICE']).nullable(),
  ...{ fields: z.number().int(), pits: z.number().int(), trenches: z.number().int().nullable() },
  ...{ area: sumSchema, depth: sumSchema, volume: sumSchema },
  scale: z
    .object({ micrometres: z.number(), source: z.enum(['DEFINITION', 'FILE']), sentence: z.string() })
    .nullable(),
  withoutAxes: z.object({ objects: z.number().int(), of: z.number().int() }).optional(),
  untold: z.string().optional(),
  images: z.array(imageSchema).readonly().optional(),
  // Not in what earlier versions kept, which is computed again.
  files: z.array(z.string()).readonly().optional(),
  osteoclasts: z
    .object({
      count: z.number().int().nullable(),
      counted: z.enum(STRIPPINGS).nullable(),
      why: z.string().nullable(),
    })
    .optional(),
  withoutMasks: z
    .object({
      ...{ pits: z.number().int(), trenches: z.number().int().nullable(), area: sumSchema },
      // Not in what earlier versions kept, which is computed again.
      lookedMm2: z.number().nullable().default(null),
      refused: remark.optional(),
    })
    .optional(),
  refused: remark.optional(),
});
export type KeptSlice = z.infer<typeof sliceSchema>;

/** Of tables of endpoints: from these, arms are made when somebody asks. */
const measuredSchema = z.object({
  ...{ unit: z.string(), endpoint: z.string(), ucum: z.string(), rows: z.number().int() },
  value: z.number().nullable(),
  total: z.object({ count: z.number(), exposure: z.number(), isCounted: z.boolean() }).nullable(),
  below: z.number().nullable(),
  why: z.string().nullable(),
});
export type KeptMeasured = z.infer<typeof measuredSchema>;

/** What arms are compared by. */
const compared = {
  contrasts: z.array(contrastSchema),
  quantities: quantitiesSchema.optional(),
  slices: z.array(sliceSchema).optional(),
  measured: z.array(measuredSchema).optional(),
};

export const resultsSchema = z.object({
  version: z.string(),
  /** Digest of the definition that they were computed under. */
  definition: z.string(),
  /** Of all records in force. */
  records: z.string().nullable(),
  /** Why there is not one contrast, where nothing could be compared at all. */
  refused: remark.optional(),
  remarks: z.array(remark),
  ...compared,
  /** By file that has some: what of its rows is in no number, or was taken for something else than it says. */
  files: z.array(z.object({ downlink: z.string(), remarks: z.array(remark) })).default([]),
  /** What was done otherwise with the samples of the one arm, by contrast. */
  handledApart: z.array(remark.extend({ contrast: z.string() })).default([]),
  /** All samples that were known then: what files call them, and the exclusion that took them out. */
  samples: z
    .array(
      z.object({
        ...{ name: z.string(), unit: z.string().nullable(), arm: z.string() },
        ...{ inFiles: z.array(z.string()), excluded: z.string().nullable() },
      }),
    )
    .default([]),
  /** Ids of the exclusions that stood when it was computed. */
  exclusions: z.array(z.string()).default([]),
  /** The same without them; absent where none takes out anything of the assay. */
  without: z.object(compared).optional(),
});
export type AssayResults = z.infer<typeof resultsSchema>;
