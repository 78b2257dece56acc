import * as z from 'zod';
import { anomalySchema } from '../detect/registry.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { ROUTES_ASCENDING, UNTOLD_REASONS } from './telling.ts';

const journalSchema = z.object({
  /** Names the transition, not the message: the idempotency key on the wire. */
  id: z.string(),
  subject: z.object({ kind: z.enum(['unit', 'pair']), id: z.string() }),
  /** As it was when this was learnt. */
  anomaly: anomalySchema,
  /** When it was learnt, µs. */
  learntAt: z.number(),
  transition: z.enum(['OPENED', 'RAISED', 'WITHDRAWN']),
  /** Why it was entered. Absent, as are the next two, in entries from before they were stored. */
  reason: z.enum(['FIRST', 'RETURNED', 'AGAIN', 'WORSE', 'LOUDER', 'NOT_FOUND']).optional(),
  /** How often the anomaly was learnt anew until then: the opening that the entry belongs to, from 1. */
  opening: z.number().int().optional(),
  /** Why nobody is told. */
  untold: z.enum(UNTOLD_REASONS).optional(),
  /** True where the condition had already ended when it was learnt. */
  retroactive: z.boolean(),
  route: z.enum(ROUTES_ASCENDING),
  sentAt: z.number().nullable(),
  /** When it was found that there was nothing to tell any more: it had ended before the message went out. */
  supersededAt: z.number().nullable(),
  /** When it was found that no route takes its severity and channel; absent where one does. */
  unroutedAt: z.number().optional(),
});
export type JournalRecord = z.infer<typeof journalSchema>;
/** Append-only: what was learnt when, and when it was told. Only what somebody must hear is owed a message. */
export const journalKind: Kind<JournalRecord> = {
  name: 'journal',
  schema: journalSchema,
  isDue: ({ sentAt, supersededAt, unroutedAt, route }) =>
    sentAt === null && supersededAt === null && unroutedAt === undefined && route !== 'SHOW',
};
export const JOURNAL = 'JOURNAL';
export const journalKey = (experiment: string, id: string): Key => ({
  partition: experiment,
  sort: sortKey(JOURNAL, id),
});
