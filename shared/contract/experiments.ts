import * as z from 'zod';
import { instantText } from '../domain/instant-text.ts';
import {
  assays,
  damaged,
  durationText,
  identifier,
  noticeSchema,
  readUnderOther,
  refuseObeyed,
} from './wire.ts';

const definitionWarningSchema = z.object({ code: z.string(), field: z.string(), message: z.string() });

export const applyQuerySchema = z.strictObject({
  newReading: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({
      description:
        'true: take a definition that reads samples there are otherwise (another unit, storage, sensor, file unit, zone or column, or a column that is no longer read), to read their files again after it. Curves without which counts would be readings are refused even so.',
    }),
});

/** Answer to putting a definition. The same document again is a no-op with the same answer. */
export const appliedExperimentSchema = z.object({
  id: z.string(),
  revision: z.number().int(),
  sha256: z.string(),
  /** The first 100 of many. */
  warnings: z.array(definitionWarningSchema),
  /** How many there are, where there are more than are listed. */
  warningsFound: z.number().int().optional(),
  /**
   * Downlinks in force that another definition read otherwise than this one reads their source: how many, and the
   * first 20; absent where there is none.
   */
  readUnderOther: z.object({ downlinks: z.number().int(), first: z.array(z.string()) }).optional(),
});
export type AppliedExperiment = z.infer<typeof appliedExperimentSchema>;

export const experimentSchema = z.object({
  id: z.string(),
  revision: z.number().int(),
  sha256: z.string(),
  appliedAt: instantText,
  /** The holder who put the revision in force; absent where an older version did not note it. */
  appliedBy: z.string().optional(),
  /** The document as it was sent. */
  definition: z.json(),
  assays,
  readUnderOther,
});
export type ExperimentOnWire = z.infer<typeof experimentSchema>;

export const experimentsSchema = z.object({
  experiments: z.array(experimentSchema),
  /** The clock of the stack when it answered: ages are by it, whatever the clock of the one who asks says. */
  now: instantText,
  /** Experiments that cannot be shown; absent where there is none. */
  damaged,
  /** Experiments that are kept beside their files and not in the table: a rebuild makes them again. */
  lost: z.array(z.string()).optional(),
});
export type ExperimentsOnWire = z.infer<typeof experimentsSchema>;

/** An event as it is posted. Times need an offset. */
export const newEventSchema = z.strictObject({
  name: identifier,
  unit: identifier,
  planned: instantText.optional(),
  at: instantText,
  /** ISO 8601 duration; how well `at` is known. */
  accuracy: durationText.default('PT1S'),
  source: z.string().min(1).max(200).superRefine(refuseObeyed).default('api'),
  /** Id of the event that this one corrects. */
  supersedes: z.string().optional(),
});
export type NewEvent = z.infer<typeof newEventSchema>;

const MOST_EVENTS = 1000;

export const newEventsSchema = z.strictObject({ events: z.array(newEventSchema).min(1).max(MOST_EVENTS) });

export const eventSchema = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  planned: instantText.optional(),
  at: instantText,
  accuracy: z.string(),
  source: z.string(),
  supersedes: z.string().optional(),
  /** Absent for events of the definition. */
  recordedBy: z.string().optional(),
});
export type EventOnWire = z.infer<typeof eventSchema>;

export const eventsSchema = z.object({
  events: z.array(eventSchema),
  /** What the events that were recorded do that their author may not mean, such as a phase that ends before it begins. */
  warnings: z.array(noticeSchema).optional(),
});
export type EventsOnWire = z.infer<typeof eventsSchema>;
