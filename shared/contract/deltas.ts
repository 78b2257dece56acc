import * as z from 'zod';
import { calibrationInForceSchema } from '../domain/calibration/in-force.ts';
import { positiveDuration } from '../domain/experiment/scalars.ts';
import { identifier, rangeQuery, seriesName } from './wire.ts';

export const deltaQuerySchema = z.strictObject({
  pair: identifier,
  channel: seriesName,
  ...rangeQuery,
  resolution: positiveDuration
    .optional()
    .meta({ description: 'Length of a window, an ISO 8601 duration.', examples: ['PT10M'] }),
});

const meanSchema = z.object({ n: z.number().int(), mean: z.number().nullable() });

const summarySchema = z.object({
  delta: z.number().nullable(),
  deltaReason: z.string().optional(),
  sd: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  ci95Reason: z.string().optional(),
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
    .object({ margin: z.number(), equivalent: z.boolean().nullable(), reason: z.string().optional() })
    .optional(),
});
export type SummaryOnWire = z.infer<typeof summarySchema>;

/** Always flight minus ground. */
export const deltaSchema = z.object({
  pair: z.string(),
  channel: z.string(),
  ucum: z.string(),
  resolution: z.string(),
  alignment: z.object({
    reference: z.string().nullable(),
    lagSeconds: z.number(),
    estimatedLagSeconds: z.number().nullable(),
    sharedClock: z.boolean(),
    verdict: z.enum(['AGREED', 'DISPUTED', 'UNVERIFIED']),
    reasons: z.array(z.string()),
  }),
  summary: summarySchema,
  summaryAll: summarySchema,
  environment: z.object({
    verdict: z.enum(['CLEAN', 'CONFOUNDED', 'UNKNOWN']),
    reasons: z.array(
      z.object({ code: z.string(), sentence: z.string(), evidence: z.record(z.string(), z.json()) }),
    ),
  }),
  windows: z.array(
    z.object({
      elapsedSeconds: z.number(),
      flight: z.object({ n: z.number().int(), mean: z.number() }),
      ground: z.object({ n: z.number().int(), mean: z.number() }),
      delta: z.number(),
      quality: z.enum(['GOOD', 'UNCERTAIN', 'BAD']),
    }),
  ),
  /** What the numbers of either unit went through; absent where no calibration is declared. */
  calibrations: z.array(calibrationInForceSchema).optional(),
  /** Names the inputs that the answer was computed from. */
  snapshot: z.string(),
  /** Some of the buckets asked hold samples that an earlier definition read otherwise: `howship reread --all` reads them again. */
  readUnderOther: z.literal(true).optional(),
  /** Inputs that have changed and are not folded in yet. */
  pending: z.number().int(),
});
export type DeltaOnWire = z.infer<typeof deltaSchema>;
