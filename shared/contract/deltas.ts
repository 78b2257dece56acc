import * as z from 'zod';
import { calibrationInForceSchema } from '../domain/calibration/in-force.ts';
import { positiveDuration } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { stopped } from './stopped.ts';
import {
  computedBy,
  elapsedRangeQuery,
  identifier,
  readUnderOther,
  repeatable,
  seriesName,
  unconvertedOfUnits,
} from './wire.ts';

export const deltaQuerySchema = z.strictObject({
  pair: repeatable(identifier).meta({ description: 'May be repeated; left out, all pairs.' }),
  channel: repeatable(seriesName).meta({
    description: 'May be repeated; left out, all channels that both units of the pair measure.',
  }),
  ...elapsedRangeQuery,
  resolution: positiveDuration
    .optional()
    .meta({ description: 'Length of a window, an ISO 8601 duration.', examples: ['PT10M'] }),
  table: z.enum(['windows', 'summary']).optional().meta({
    description:
      'Of CSV and Parquet: a row a window, or a row a pair, channel and phase with both summaries. JSON has both.',
  }),
  snapshot: z.string().optional().meta({
    description:
      'The `snapshot` of an answer, asked beside its question: exactly these bytes, which are kept from now on. Once they are, it may be asked alone.',
  }),
  since: z.string().optional().meta({
    description: 'The `snapshot` of an answer that is kept: also answers what has changed since, and why.',
  }),
});

/** Why samples are in no pair of the summary, each with how many; with the pairs they are all that the side received. */
const countsSchema = z.record(z.string(), z.number().int());
const excludedSchema = z.object({ flight: countsSchema, ground: countsSchema });

const meanSchema = z.object({ n: z.number().int(), mean: z.number().nullable() });

const endsSchema = z.tuple([z.number(), z.number()]).nullable();

/** What the interval is an interval of, and how it was made (docs/intervals.md). */
const intervalSchema = z.object({
  of: z.string(),
  method: z.string(),
  units: z.object({ flight: z.number().int(), ground: z.number().int() }),
  /** Pairs per independent one, (1 + φ) / (1 − φ); n / effectiveSampleSize. Null where there is no interval. */
  decorrelationSamples: z.number().nullable(),
  /** Of the AR(1) process of that decorrelation time. */
  phi: z.number().nullable(),
  /** Decorrelation times that the window surely holds, where they are too few for an interval. */
  decorrelationTimes: z.number().optional(),
});

const summarySchema = z.object({
  delta: z.number().nullable(),
  deltaReason: z.string().optional(),
  sd: z.number().nullable(),
  ci95: endsSchema,
  ci95Reason: z.string().optional(),
  interval: intervalSchema,
  /** How many independent samples would fix the mean as well; where the window is too short to tell, so many at least. */
  effectiveSampleSize: z.number(),
  pairedSamples: z.number().int(),
  unpaired: z.object({
    flight: z.number().int(),
    ground: z.number().int(),
    reasons: z.record(z.string(), z.number()),
  }),
  flight: meanSchema,
  ground: meanSchema,
  equivalence: z
    .object({
      margin: z.number(),
      /** The 90 % interval lies within ± margin: two one-sided tests at 5 %. Null where that cannot be told. */
      equivalent: z.boolean().nullable(),
      ci90: endsSchema,
      reason: z.string().optional(),
    })
    .optional(),
});
export type SummaryOnWire = z.infer<typeof summarySchema>;

/** What the data say of the lag. All lags are beyond the planned delay, as `lagSeconds` is. */
const lagShape = {
  /** Of `estimatedLagSeconds`, either way; null where that is. */
  lagUncertaintySeconds: z.number().nullable(),
  /** The lag that fits second best, null where no other stands out. */
  secondLagSeconds: z.number().nullable(),
  votes: z.array(
    z.object({
      channel: z.string(),
      lagSeconds: z.number(),
      uncertaintySeconds: z.number(),
      correlation: z.number(),
      samples: z.number().int(),
    }),
  ),
  /** The lags that were tried, and the channels that do not vote, each with why. */
  searched: z.object({
    fromSeconds: z.number(),
    toSeconds: z.number(),
    channels: z.array(
      z.object({ channel: z.string(), samples: z.number().int(), silent: z.string(), sentence: z.string() }),
    ),
  }),
  /** Empty where the lag is not known by thirds of the time. */
  lagsByThird: z.array(
    z.object({
      from: instantText,
      to: instantText,
      lagSeconds: z.number(),
      uncertaintySeconds: z.number(),
    }),
  ),
};

const environmentVerdict = z.enum(['CLEAN', 'CONFOUNDED', 'UNKNOWN']);
const environmentSchema = z.object({
  verdict: environmentVerdict,
  reasons: z.array(
    z.object({ code: z.string(), sentence: z.string(), evidence: z.record(z.string(), z.json()) }),
  ),
  /** The time judged, on the flight unit's clock, to its last sample at most; null where there is none. */
  from: instantText.nullable(),
  to: instantText.nullable(),
  /** What coverage is counted over: the phase or the range asked for, as far as it can have come, else what came. Absent from answers that were kept before it was told. */
  over: z
    .object({
      seconds: z.number(),
      basis: z.enum(['ASKED', 'RECEIVED']),
      /** The newest sample of either unit, where the time goes on behind it: of no later time is anything judged. */
      until: instantText.optional(),
    })
    .optional(),
  /** The channels that were judged; the verdict speaks of them and of no other. */
  judged: z.array(
    z.object({
      channel: z.string(),
      verdict: environmentVerdict,
      margin: z.number(),
      seconds: z.number(),
      coverage: z.number(),
      blocks: z.number().int(),
      blockSeconds: z.number(),
    }),
  ),
  notJudged: z.array(z.object({ channel: z.string(), sentence: z.string() })),
});

const elapsed = z.number().nullable();
/** The first sample of either unit and the last, on the flight unit's clock. */
const rangeSchema = z.object({
  first: instantText,
  last: instantText,
  /** Since the reference event; null without one. */
  firstElapsedSeconds: elapsed,
  lastElapsedSeconds: elapsed,
});

const qualitySchema = z.enum(['GOOD', 'UNCERTAIN', 'BAD']);
const windowSideSchema = z.object({
  n: z.number().int(),
  mean: z.number(),
  /** Null for one sample. */
  sd: z.number().nullable(),
  min: z.number(),
  max: z.number(),
  quality: qualitySchema,
});

/** Both units in one phase, with the same summaries as over the whole. */
const phaseSchema = z.object({
  phase: z.string(),
  armed: z.boolean(),
  /** What of the phase was summarized; null where nothing was, and `reason` says why. */
  range: rangeSchema.nullable(),
  reason: z.string().optional(),
  summary: summarySchema,
  summaryAll: summarySchema,
  excluded: excludedSchema,
  environment: environmentSchema,
});

const figure = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const sinceSchema = z.object({
  snapshot: z.string(),
  /** Whether every byte is. */
  isSame: z.boolean(),
  /** The first 200 of them; null is also what was not there. */
  moved: z.array(z.object({ field: z.string(), before: figure, now: figure })),
  movedFields: z.number().int(),
  movedWindows: z.number().int(),
  causes: z.array(z.object({ code: z.string(), sentence: z.string() })),
});
export type SinceOnWire = z.infer<typeof sinceSchema>;

/** Always flight minus ground. */
export const deltaSchema = z.object({
  pair: z.string(),
  channel: z.string(),
  ucum: z.string(),
  /** From one sample to the next, as declared. Absent from answers that were kept before it was told; so is the tolerance. */
  periodSeconds: z.number().optional(),
  /** How far apart two samples of a pair may be after the shift. */
  toleranceSeconds: z.number().optional(),
  resolution: z.string(),
  /** What of the range asked for holds samples; null where none does. */
  range: rangeSchema.nullable(),
  alignment: z.object({
    reference: z.string().nullable(),
    lagSeconds: z.number(),
    estimatedLagSeconds: z.number().nullable(),
    sharedClock: z.boolean(),
    verdict: z.enum(['AGREED', 'AGREED_BY_EVENTS', 'DISPUTED', 'UNVERIFIED']),
    reasons: z.array(z.string()),
    ...lagShape,
    /** How far apart the samples of the pairs are after the shift, ground minus flight; null without pairs. */
    realisedOffset: z.object({ medianSeconds: z.number(), maxSeconds: z.number() }).nullable(),
  }),
  summary: summarySchema,
  summaryAll: summarySchema,
  /** What `summary` leaves out. */
  excluded: excludedSchema,
  /** Where `unconverted` samples are among them: which downlinks brought them, and what reads them again. */
  unconverted: unconvertedOfUnits.optional(),
  environment: environmentSchema,
  /** What else qualifies the numbers, such as a unit that two pairs share. */
  remarks: z.array(z.object({ code: z.string(), sentence: z.string() })),
  /** Of each phase that the definition declares, in its order. */
  phases: z.array(phaseSchema),
  windows: z.array(
    z.object({
      /** Where the window begins, on the flight unit's clock. */
      at: instantText,
      /** Since the reference event; null where there is none. */
      elapsedSeconds: elapsed,
      /** The phase that all its pairs are in; null where there is none, or more than one. */
      phase: z.string().nullable(),
      flight: windowSideSchema,
      ground: windowSideSchema,
      delta: z.number(),
      quality: qualitySchema,
    }),
  ),
  /**
   * Declared missing codes by window, of a side that sent some; absent where none did. They are in no pair: a window of
   * them alone stands here and not among `windows`.
   */
  missingCodes: z
    .array(
      z.object({
        side: z.enum(['flight', 'ground']),
        unit: z.string(),
        /** Over all of the range. */
        n: z.number().int(),
        windows: z.array(z.object({ at: instantText, elapsedSeconds: elapsed, n: z.number().int() })),
        /** Why they are not counted by windows. */
        reason: z.string().optional(),
      }),
    )
    .optional(),
  /** What the numbers of either unit went through; absent where no calibration is declared. */
  calibrations: z.array(calibrationInForceSchema).optional(),
  /** The ends of the range as they were asked for; null where they were left out. */
  asked: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  ...computedBy,
  /** Names all of the answer before it: the SHA-256 of these bytes, in which nothing follows the clock. */
  snapshot: z.string(),
  /** Where `since` asked: what is not as it was in that answer. */
  since: sinceSchema.optional(),
  readUnderOther,
  /** Inputs that have changed and are not folded in yet. */
  pending: z.number().int(),
  stopped,
});
export type DeltaOnWire = z.infer<typeof deltaSchema>;

export const deltaListSchema = z.object({
  deltas: z.array(deltaSchema),
  /** Channels asked for that both units of a pair do not measure. */
  notPaired: z.array(z.object({ pair: z.string(), channel: z.string(), sentence: z.string() })),
  /** The most that one of them is pending. */
  pending: z.number().int(),
  stopped,
});

export type DeltaListOnWire = z.infer<typeof deltaListSchema>;

/** One pair and channel named, each once: that delta; else a list. */
export const deltaAnswerSchema = z.union([deltaSchema, deltaListSchema]);
