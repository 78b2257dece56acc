/** Arms against each other, with the culture unit as the replicate: one shape whatever was measured. */
import * as z from 'zod';
import { EXPLORATORY_FAMILIES } from '../domain/comparison/families.ts';
import { exclusionSchema } from './exclusions.ts';
import { contrastName, environmentSchema, sides } from './expression.ts';
import { besideSchema } from './literature.ts';
import { stopped } from './stopped.ts';
import { computedBy, identifier, noticeSchema, readUnderOther, repeatable } from './wire.ts';

export const comparisonsQuerySchema = z.strictObject({
  contrast: contrastName.optional().meta({
    description: 'The ids of two arms with -v- between them; left out, all.',
    examples: ['flight-v-ground'],
  }),
  endpoint: z
    .string()
    .max(200)
    .optional()
    .meta({
      description:
        'A channel (or channel@sensor), a target of qPCR, or of pits eroded-surface, pits, trenches, pit-area, pit-depth, resorbed-volume, pits-per-osteoclast or eroded-area-per-osteoclast; left out, all.',
      examples: ['temperature', 'CTSK'],
    }),
  null: repeatable(identifier).meta({
    description: 'Rehearsals, whose ground units are compared with each other (A/A); may be repeated.',
  }),
  replicate: z
    .enum(['unit', 'slice', 'pit', 'well', 'sample'])
    .optional()
    .meta({ description: 'unit. Any other is refused, with the reason.' }),
  phase: identifier.optional().meta({ description: 'An armed phase; left out, all. Of telemetry alone.' }),
});

const ends = z.tuple([z.number(), z.number()]).nullable();

const unitSchema = z.object({
  unit: z.string(),
  /** Of telemetry the mean in the phase, in the unit of the channel; of a target how many times the mean of b; of pits over all slices, in `ucum`. */
  value: z.number(),
  /** Of telemetry: samples, and the share of the phase that they stand for. */
  samples: z.number().int().optional(),
  coverage: z.number().optional(),
});

/** Units of the arm that have no value, and why; below detection, what each is below. */
const missingSchema = z.object({ unit: z.string(), reason: z.string(), below: z.number().optional() });

const armSchema = z.object({
  /** Units that are held against those of the other arm: with a value, or below detection, since these are ranked. */
  n: z.number().int(),
  /** Of n, those below detection; absent where none is. */
  belowDetection: z.number().int().optional(),
  units: z.array(unitSchema),
  missing: z.array(missingSchema),
});

/** Null where it is not declared of every unit that is compared. */
const counted = sides(z.number().int().nullable());

const comparisonSchema = z.object({
  contrast: z.string(),
  /** Absent: of telemetry. */
  assay: z.string().optional(),
  endpoint: z.string(),
  /** Null of an assay, and of telemetry without phases. */
  phase: z.string().nullable(),
  /** UCUM code of the values of units; absent of a target. */
  ucum: z.string().optional(),
  scale: z.enum(['difference', 'ratio']),
  /** Of a minus b, or of a over b; null where it cannot be told. */
  estimate: z.number().nullable(),
  ci95: ends,
  ci95Reason: z.string().optional(),
  pValue: z.number().nullable(),
  pValueReason: z.string().optional(),
  /** Exact, of every way in which the values could have come to their places; below detection of ranks, and then what is adjusted. */
  permutation: z.object({ pValue: z.number(), smallestAttainable: z.number() }).nullable(),
  /** Standard deviations of a unit, corrected for small samples. */
  hedgesG: z.object({ g: z.number(), ci95: z.tuple([z.number(), z.number()]) }).nullable(),
  /** The smallest difference, or ratio above 1, that eight of ten such experiments see. */
  minimumDetectable: z.number().nullable(),
  /** Of rates, each unit by its own; absent elsewhere. */
  sensitivity: z
    .object({
      estimate: z.number().nullable(),
      ci95: ends,
      pValue: z.number().nullable(),
      sentence: z.string(),
    })
    .optional(),
  /** Whether the arms are equal within the declared margin; absent where none is declared. */
  equivalence: z
    .object({
      margin: z.number(),
      /** The 90 % interval lies within the margin on either side: two one-sided tests at 5 %. Null where that cannot be told. */
      equivalent: z.boolean().nullable(),
      ci90: ends,
      reason: z.string().optional(),
    })
    .optional(),
  /** What studies reported of it; absent of channels, and of arms that are both exposed or both controls. */
  literature: besideSchema.optional(),
  /** How much of the ratio a difference between the arms' surroundings would explain by itself; absent where nobody knows. */
  explained: z
    .array(
      z.object({
        quantity: z.string(),
        shift: z.number(),
        ratio: z.tuple([z.number(), z.number()]),
        sentence: z.string(),
      }),
    )
    .optional(),
  /** Quantities in which the arms stood apart, and of which nobody knows how much of it they explain; absent where there are none. */
  unexplained: z
    .object({
      quantities: z.array(z.string()),
      sentence: z.string(),
      /** Entries of `sensitivities` to declare, one a line; absent where only the means are not known. */
      declare: z.string().optional(),
    })
    .optional(),
  /** Of an arm in which nothing was counted: what its rate is below, 95 %, one-sided, and the rate of the other arm, in `ucum`. */
  bound: z.object({ arm: z.enum(['a', 'b']), rateBelow: z.number(), rateOfOther: z.number() }).optional(),
  /** How units were held against each other: as two groups (Welch), in pairs, or within donors that both arms share. */
  by: z.enum(['units', 'pairs', 'blocks']).nullable(),
  levels: z
    .object({
      units: sides(z.number().int()),
      donors: counted,
      incubators: counted,
      missions: sides(z.number().int()),
      sentence: z.string(),
    })
    .nullable(),
  /** How different incubators would have to be (standard deviation, of the logarithm for a ratio) so that the interval reaches no effect. */
  tippingPoint: z.object({ incubatorSd: z.number(), sentence: z.string() }).optional(),
  arms: sides(armSchema),
  /** What it is without exclusions; absent where none takes out anything of it. */
  without: z
    .object({
      n: sides(z.number().int()),
      estimate: z.number().nullable(),
      ci95: ends,
      pValue: z.number().nullable(),
      by: z.enum(['units', 'pairs', 'blocks']).optional(),
    })
    .optional(),
  /** How far ground was from ground in rehearsals; absent where none was asked for. */
  null: z
    .object({
      runs: z.number().int(),
      units: z.number().int(),
      /** Of units of one arm; of a ratio, of logarithms. */
      unitSd: z.number().nullable(),
      /** Of the means of arms of a run, and of runs: a difference, or a ratio. */
      differences: z.array(
        z.object({ between: z.enum(['arms', 'runs']), of: z.string(), value: z.number() }),
      ),
      /** Whether the estimate is farther from no effect than all of these; null where there is none. */
      standsOut: z.boolean().nullable(),
      sentence: z.string(),
    })
    .optional(),
  /** Of all questions that were asked of the experiment, not of those that are shown. */
  adjusted: z.object({
    role: z.enum(['PRIMARY', 'EXPLORATORY']),
    method: z.enum(['holm', 'benjamini-hochberg']),
    /** Over which questions: those declared as primary, else all of channels, or all of assays. */
    family: z.enum(['PRIMARY', ...EXPLORATORY_FAMILIES]),
    pValue: z.number().nullable(),
    of: z.number().int(),
    /** Why the family will still grow, and the p with it; absent where it will not. */
    preliminary: z.string().optional(),
  }),
  warnings: z.array(noticeSchema),
  environment: environmentSchema.pick({ verdict: true, sentence: true }),
  refused: noticeSchema.optional(),
  /** Names what the numbers rest on; null where there are none. */
  snapshot: z.string().nullable(),
});
export type ComparisonOnWire = z.infer<typeof comparisonSchema>;

/** What is true of every comparison of two arms. */
const contrastSchema = z.object({
  contrast: z.string(),
  a: z.string(),
  b: z.string(),
  /** Absent: of telemetry. */
  assay: z.string().optional(),
  /** What differs between the arms beside gravity. */
  differs: z.string(),
  environment: environmentSchema,
});

export const comparisonsSchema = z.object({
  comparisons: z.array(comparisonSchema),
  contrasts: z.array(contrastSchema),
  /** What was declared to be asked, and when: null where nothing was. */
  primary: z
    .object({
      questions: z.array(z.object({ endpoint: z.string(), contrast: z.string().optional() })),
      paired: z.boolean(),
      /** Whether the declaration stood before the reference event of every unit. */
      declared: z.enum(['BEFOREHAND', 'AFTERWARDS', 'UNKNOWN']),
      sentence: z.string(),
    })
    .nullable(),
  /** Those that stand: `without` says what a comparison is without them. */
  exclusions: z.array(exclusionSchema),
  /** Phases and endpoints in which nothing was compared, each with why. */
  notCompared: z.array(z.object({ what: z.string(), sentence: z.string() })),
  pending: z.number().int(),
  stopped,
  readUnderOther,
  ...computedBy,
});
export type ComparisonsOnWire = z.infer<typeof comparisonsSchema>;
