import * as z from 'zod';
import { type Key, type Kind, sortKey } from './kind.ts';

const journalSchema = z.object({
  /** Names the transition, not the message: the idempotency key on the wire. */
  id: z.string(),
  /** When it was learnt, µs. */
  learntAt: z.number(),
  transition: z.enum(['OPENED', 'WORSENED', 'WITHDRAWN']),
  /** True where the condition had already ended when it was learnt. */
  retroactive: z.boolean(),
  route: z.enum(['PAGE', 'MAIL', 'SHOW']),
  subject: z.string(),
  text: z.string(),
  sentAt: z.number().nullable(),
});
export type JournalRecord = z.infer<typeof journalSchema>;
/** Append-only: what was learnt when, and when it was told. Only what somebody must hear is owed a message. */
export const journalKind: Kind<JournalRecord> = {
  name: 'journal',
  schema: journalSchema,
  isDue: (entry) => entry.sentAt === null && entry.route !== 'SHOW',
};
export const JOURNAL = 'JOURNAL';
export const journalKey = (experiment: string, id: string): Key => ({
  partition: experiment,
  sort: sortKey(JOURNAL, id),
});
