import * as z from 'zod';
import { calibrationInForceSchema } from '../domain/calibration/in-force.ts';
import { instantText } from '../domain/instant-text.ts';
import { QUALITIES } from '../domain/telemetry/flags.ts';
import { stopped } from './stopped.ts';
import { identifier, rangeQuery, readUnderOther, seriesName, unconverted, wholeNumber } from './wire.ts';

/** Some thousand points fill any screen; more than these is an export. */
const MOST_POINTS = 100_000;

const channelQuery = {
  unit: identifier,
  channel: seriesName,
};

export const telemetryQuerySchema = z.strictObject({
  ...channelQuery,
  ...rangeQuery,
  maxPoints: wholeNumber(2, MOST_POINTS)
    .optional()
    .meta({ description: `At most as many points, 2 to ${MOST_POINTS}: windows grow until they fit.` }),
});

export const telemetrySchema = z.object({
  unit: z.string(),
  channel: z.string(),
  ucum: z.string(),
  /** ISO 8601 duration of a point, or "raw" where every point is one sample. */
  resolution: z.string(),
  points: z.array(
    z.object({
      t: instantText,
      n: z.number().int(),
      min: z.number(),
      mean: z.number(),
      max: z.number(),
      quality: z.enum(QUALITIES),
      /** The word of an enumeration, where all samples of the point have one value and it has a word. */
      label: z.string().optional(),
    }),
  ),
  /**
   * Samples that came without a valid reading; absent where there are none. Of windows they are counted where a DEAD
   * touches the range, or where no sample of it has a value.
   */
  without: z
    .object({
      /** Declared missing codes, which are in no point. */
      invalid: z.number().int(),
      /** Values outside of the valid range, which are in points of quality BAD. */
      bad: z.number().int(),
      windows: z.array(z.object({ t: instantText, invalid: z.number().int(), bad: z.number().int() })),
    })
    .optional(),
  /** What the numbers went through; absent where no calibration is declared: they are those of the file. */
  calibrations: z.array(calibrationInForceSchema).optional(),
  readUnderOther,
  unconverted: unconverted.optional(),
  /** Buckets whose newest samples are not rolled up yet. */
  pending: z.number().int(),
  stopped,
});
export type TelemetryOnWire = z.infer<typeof telemetrySchema>;

export const archiveSchema = z.object({
  hash: z.string(),
  generation: z.number().int(),
  revision: z.number().int(),
  readUnderOther,
});
export type ArchiveOnWire = z.infer<typeof archiveSchema>;
