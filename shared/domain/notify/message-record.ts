/** What was sent to whom, message by message: the memory that every stage of notification decides by. */
import * as z from 'zod';
import { SEVERITIES } from '../anomaly/anomaly.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { ABOUT } from './about.ts';

const coveredSchema = z.object({
  alarm: z.string(),
  anomaly: z.string(),
  /** As it was told. */
  severity: z.enum(SEVERITIES),
});
/** An alarm that a message speaks of. */
export type Covered = z.infer<typeof coveredSchema>;

/** That a message may go out in its hour, or waits for the summary of it. */
const turnSchema = z.object({
  group: z.string(),
  number: z.number().int(),
  turn: z.enum(['SEND', 'HELD']),
});

const messageSchema = z.object({
  group: z.string(),
  /** Within the group, from 1: of two runs that make the next message, one is first. */
  number: z.number().int().positive(),
  /** The route that it goes by. */
  route: z.string(),
  about: z.enum(ABOUT),
  severity: z.enum(SEVERITIES),
  /** Of a summary: what its route was sent in the hour, what was held back, and the subjects of the first of these. */
  hour: z
    .object({
      sent: z.number().int(),
      held: z.number().int(),
      subjects: z.array(z.string()),
      /** The newest turns: a run that follows one that died takes none again. */
      turns: z.array(turnSchema).optional(),
    })
    .optional(),
  /** The group of the summary that tells of it: its route was sent enough in that hour. */
  heldIn: z.string().optional(),
  /** Whether a phone is to ring. */
  loudness: z.enum(['MAIL', 'PAGE']),
  covers: z.array(coveredSchema),
  /** Ids of the entries of the journal that it tells of. */
  entries: z.array(z.string()),
  /** What its link is known by; absent where nobody knew where links lead. */
  token: z.string().optional(),
  /** Why it was made, of what is no alarm: of the same cause nobody is told again. */
  cause: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  /** µs since the epoch, as all instants here. */
  madeAt: z.number(),
  /** When nothing follows from it any more: a later one took its place, or the group is over. */
  endedAt: z.number().nullable(),
  /** Tries to send it that began. */
  tries: z.number().int(),
  /** When the first of them began; absent of what was tried before this was written down. */
  firstTryAt: z.number().optional(),
  /** Until then a run has it in hand, or the receiver is left in peace. */
  nextTryAt: z.number(),
  /** From when on its route may be called, where that was not at once: its tries count from then. */
  notBefore: z.number().optional(),
  sentAt: z.number().nullable(),
  /** When it was given up. */
  failedAt: z.number().nullable(),
  /** Why the last try failed. */
  error: z.string().nullable(),
});
export type MessageRecord = z.infer<typeof messageSchema>;

type Delivery = Pick<MessageRecord, 'sentAt' | 'failedAt' | 'hour' | 'heldIn'>;

export function isUndelivered(message: Delivery): boolean {
  const { sentAt, failedAt, heldIn } = message;
  return sentAt === null && failedAt === null && heldIn === undefined && !isOnlyCount(message);
}

/** A summary of an hour in which nothing was held back is sent to nobody. */
export function isOnlyCount({ hour }: Pick<MessageRecord, 'hour'>): boolean {
  return hour?.held === 0;
}

export function summaryOf({ hour }: MessageRecord): NonNullable<MessageRecord['hour']> {
  return hour ?? { sent: 0, held: 0, subjects: [] };
}

/** Append-only but for how its delivery goes. Due while it is to be sent, or something may follow from it. */
export const messageKind: Kind<MessageRecord> = {
  name: 'message',
  schema: messageSchema,
  isDue: (message) => isUndelivered(message) || message.endedAt === null,
};
export const MESSAGE = 'MESSAGE';
const DIGITS = 6;
export const messageKey = (
  experiment: string,
  { group, number }: Pick<MessageRecord, 'group' | 'number'>,
): Key => ({ partition: experiment, sort: sortKey(MESSAGE, group, String(number).padStart(DIGITS, '0')) });
export const messagesOfGroup = (group: string): string => sortKey(MESSAGE, group, '');
export const groupOfMessage = ({ sort }: Key): string => sort.split('#')[1] ?? '';

/** The same for every repetition on the wire: a receiver that knows it acts once. */
export const idempotencyKeyOf = (
  experiment: string,
  { group, number, route }: Pick<MessageRecord, 'group' | 'number' | 'route'>,
): string => [experiment, group, number, route].join('/');
