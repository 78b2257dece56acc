import * as z from 'zod';
import { SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { KINDS } from '../domain/detect/registry.ts';
import { instant } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { UNTOLD_REASONS } from '../domain/journal/telling.ts';
import { ABOUT } from '../domain/notify/about.ts';
import { damaged, wholeNumber } from './wire.ts';

const MOST_SHOWN = 1000;
const DEFAULT_SHOWN = '100';

export const journalQuerySchema = z.strictObject({
  since: instant.optional().meta({ description: 'Only what was learnt, made or sent from then on.' }),
  only: z
    .enum(['messages', 'entries'])
    .optional()
    .meta({ description: 'Only messages, or only entries; both without it.' }),
  limit: wholeNumber(1, MOST_SHOWN)
    .prefault(DEFAULT_SHOWN)
    .meta({ description: 'How many messages, and how many entries, at most; the newest.' }),
});
export type JournalQuery = z.output<typeof journalQuerySchema>;

const messageSchema = z.object({
  /** The idempotency key. */
  id: z.string(),
  /** When it was made. */
  at: instantText,
  group: z.string(),
  route: z.string(),
  about: z.enum(ABOUT),
  severity: z.enum(SEVERITIES),
  /** Those that it speaks of. */
  alarms: z.array(z.object({ alarm: z.string(), anomaly: z.string(), severity: z.enum(SEVERITIES) })),
  subject: z.string(),
  text: z.string(),
  /** HELD: its route was sent enough in that hour, and a summary at its end tells of it. */
  state: z.enum(['SENT', 'WAITING', 'HELD', 'GIVEN_UP']),
  sentAt: instantText.optional(),
  /** Of one that waits. */
  nextTryAt: instantText.optional(),
  tries: z.number().int(),
  /** Why the last try failed. */
  error: z.string().optional(),
});

const entrySchema = z.object({
  id: z.string(),
  /** When it was learnt. */
  at: instantText,
  anomaly: z.string(),
  kind: z.enum(KINDS),
  unit: z.string().optional(),
  pair: z.string().optional(),
  channels: z.array(z.string()),
  /** As it was then. */
  severity: z.enum(SEVERITIES),
  transition: z.enum(['OPENED', 'RAISED', 'WITHDRAWN']),
  reason: z.string().optional(),
  /** Whether it had ended when it was learnt. */
  retroactive: z.boolean(),
  /**
   * SHOWN: nobody is to hear of it (`untold`). WAITING: it is in no message yet. TOLD: it is. DROPPED: it did not hold any
   * more. UNROUTED: no route takes it.
   */
  state: z.enum(['SHOWN', 'WAITING', 'TOLD', 'DROPPED', 'UNROUTED']),
  untold: z.enum(UNTOLD_REASONS).optional(),
});

export const journalSchema = z.object({
  /** The newest first. */
  messages: z.array(messageSchema),
  /** What was learnt, the newest first. */
  entries: z.array(entrySchema),
  /** How many were looked at: all that can be read, of whatever time; of what was not asked for 0. */
  known: z.object({ messages: z.number().int(), entries: z.number().int() }),
  /** Entries that somebody is to hear of, and that are in no message yet: of those looked at. */
  waiting: z.number().int(),
  /** How many older ones are left out; absent where there are none. */
  left: z.object({ messages: z.number().int(), entries: z.number().int() }).optional(),
  damaged,
});
export type JournalOnWire = z.infer<typeof journalSchema>;
export type MessageOnWire = JournalOnWire['messages'][number];
