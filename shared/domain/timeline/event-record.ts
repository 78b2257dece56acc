import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

/** Begins the source of an event that a downlink's event column brought. */
export const READ_FROM = 'downlink ';

const eventSchema = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  planned: z.number().nullable(),
  /** µs since the epoch. */
  at: z.number(),
  /** Seconds. */
  accuracy: z.number(),
  source: z.string(),
  supersedes: z.string().nullable(),
  recordedAt: z.number(),
  recordedBy: z.string(),
  /** No file in force brings it any more; a file that brings it again makes it stand again. */
  withdrawn: z.literal(true).optional(),
  /** How often it was withdrawn, or stood again; absent before the first time. */
  changes: z.number().int().optional(),
  /** Every downlink that brought it is noted (`brought-event.ts`); absent where an older version recorded it. */
  isListed: z.literal(true).optional(),
  /** True until every unit and pair that counts from it was marked due. */
  due: z.boolean(),
});
export type EventRecord = z.infer<typeof eventSchema>;
export const eventKind: Kind<EventRecord> = {
  name: 'event',
  schema: eventSchema,
  isDue: (record) => record.due,
  // What a file's event column brought comes again with the file.
  kept: (record) => (record.source.startsWith(READ_FROM) ? null : { ...record, due: true }),
};
export const EVENT = 'EVENT';
export const eventKey = (experiment: string, id: string): Key => ({
  partition: experiment,
  sort: sortKey(EVENT, id),
});
