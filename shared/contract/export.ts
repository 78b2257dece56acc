import * as z from 'zod';
import { calibrationInForceSchema } from '../domain/calibration/in-force.ts';
import { instantText } from '../domain/instant-text.ts';
import { stopped } from './stopped.ts';
import { computedBy, identifier, rangeQuery, readUnderOther, seriesName } from './wire.ts';

export const exportQuerySchema = z.strictObject({
  unit: identifier.optional().meta({ description: 'Only the segments of this unit.' }),
  channel: seriesName
    .optional()
    .meta({ description: 'Only the segments of units that measure it; they hold other channels too.' }),
  ...rangeQuery,
  next: z.string().optional().meta({ description: 'The `next` of the page before.' }),
});

/** What an answer makes of a number that was read in another unit: (value · scale + offset) / divisor. */
const readInSchema = z.object({
  series: z.string(),
  /** UCUM codes; null: nobody knows. */
  from: z.string().nullable(),
  to: z.string(),
  /** Null where no line leads there: then it has no value. */
  line: z.object({ scale: z.number(), offset: z.number(), divisor: z.number() }).nullable(),
  /** Only set-points are in a unit. */
  isCounts: z.boolean(),
});

export const exportSegmentSchema = z.object({
  unit: z.string(),
  bucket: z.string(),
  /** Also the path below a folder of the export. */
  key: z.string().regex(/^segments\/experiment=[^/]+\/unit=[^/]+\/bucket=[^/]+\/[0-9a-f]{32}\.parquet$/),
  bytes: z.number().int(),
  /** The first 32 hexadecimal digits of the SHA-256 of the bytes. */
  digest: z.string().regex(/^[0-9a-f]{32}$/),
  /** Id of the source that read it; absent where that was not kept. */
  source: z.string().optional(),
  /** How many, of all its series; absent where that was not kept. */
  samples: z.number().int().optional(),
  /** Of the source, now: where two segments hold one key, the lower rank wins. */
  rank: z.number(),
  /** The series that hold numbers in another unit than they are answered in; absent where none does. */
  readIn: z.array(readInSchema).optional(),
  /** First and last sample, both included. */
  from: instantText,
  to: instantText,
  url: z.string(),
  expiresAt: instantText,
});
export type ExportSegmentOnWire = z.infer<typeof exportSegmentSchema>;

/** What a downlink brought to a bucket. */
const broughtSchema = z.object({
  unit: z.string(),
  bucket: z.string(),
  downlink: z.string(),
  attempt: z.number().int(),
  source: z.string().optional(),
  /** The segment that holds it alone; absent where it was merged with others of its source into the bucket's segments. */
  key: z.string().optional(),
  /** First and last sample, both included. */
  from: instantText,
  to: instantText,
});
export type BroughtOnWire = z.infer<typeof broughtSchema>;

/** What stands in the archive, as links. The hash is of everything, whatever part was asked for. */
export const exportSchema = z.object({
  experiment: z.string(),
  revision: z.number().int(),
  generation: z.number().int(),
  hash: z.string(),
  /** Of the downlinks that brought these segments; those of compacted ones are not known any more. */
  readingRevisions: z.array(z.string()),
  /**
   * Segments hold the numbers of the files. Answers put them through these calibrations, the channel's first; empty where
   * none is declared for the units asked for.
   */
  calibrations: z.array(calibrationInForceSchema),
  /** By unit and bucket. */
  segments: z.array(exportSegmentSchema),
  /** Of the downlinks in force, by unit and bucket. */
  brought: z.array(broughtSchema),
  /** The first and last sample that a sensor stood still for, both included; null: still. Answers call GOOD ones UNCERTAIN. */
  stuck: z.array(
    z.object({ unit: z.string(), series: z.string(), from: instantText, to: instantText.nullable() }),
  ),
  ...computedBy,
  readUnderOther,
  /** What is known and not in this answer yet; of several pages, the most that one says. */
  pending: z.number().int(),
  stopped,
  next: z.string().optional(),
});
export type ExportOnWire = z.infer<typeof exportSchema>;
