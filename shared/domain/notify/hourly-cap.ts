/**
 * How much one route is sent in an hour. What is beyond is not lost: it is told in one message when the hour ends. What is
 * critical is never held back, and counts for nothing.
 */
import { isAtLeast } from '../anomaly/urgency.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import { typedUtc, utcSpan } from '../words/instant.ts';
import { typedCommand } from '../words/typed-command.ts';
import type { About } from './about.ts';
import { type MessageRecord, summaryOf } from './message-record.ts';

/** Messages of an experiment by one route in an hour of the clock: one every five minutes. */
export const MOST_PER_HOUR = 12;
const HOUR = 3600 * MICROS_PER_SECOND;
/** Subjects that a summary names; the others are counted. */
const MOST_NAMED = 20;

type Sendable = Pick<MessageRecord, 'about' | 'severity' | 'tries' | 'route'>;

/** Asked for, or of a fixed time. */
const UNCOUNTED: readonly About[] = ['TEST', 'SUMMARY', 'ALIVE'];

/** Whether the message takes one of the hour's turns: at its first try only, for a receiver that is down takes no turn. */
export function takesTurn({ about, severity, tries }: Sendable): boolean {
  return !UNCOUNTED.includes(about) && tries <= 1 && !isAtLeast(severity, 'CRITICAL');
}

export const summaryGroup = (route: string, now: Micros): string =>
  `hour:${route}:${isoOf(hourOf(now)).slice(0, 13)}`;

const hourOf = (now: Micros): Micros => Math.floor(now / HOUR) * HOUR;

export interface Turn {
  readonly turn: 'SEND' | 'HELD';
  /** The summary of the hour, which counts its turns, after it. */
  readonly summary: MessageRecord;
}

/** @param current the summary of this hour so far; null where nothing went out in it */
export function turnAfter(
  current: MessageRecord | null,
  message: Pick<MessageRecord, 'route' | 'subject'>,
  { experiment, now }: { readonly experiment: string; readonly now: Micros },
): Turn {
  const summary = current ?? emptySummary(message.route, now);
  const { sent, held, subjects } = summaryOf(summary);
  // One that is on its way already can tell of nothing more.
  if (sent < MOST_PER_HOUR || summary.tries > 0)
    return { turn: 'SEND', summary: { ...summary, hour: { sent: sent + 1, held, subjects } } };
  const named = subjects.length < MOST_NAMED ? [...subjects, message.subject] : subjects;
  const hour = { sent, held: held + 1, subjects: named };
  return { turn: 'HELD', summary: { ...summary, hour, ...summaryText(hour, experiment, hourOf(now)) } };
}

function emptySummary(route: string, now: Micros): MessageRecord {
  return {
    ...{ group: summaryGroup(route, now), number: 1, route, about: 'SUMMARY', severity: 'WARNING' },
    ...{ loudness: 'MAIL', covers: [], entries: [], subject: '', text: '' },
    hour: { sent: 0, held: 0, subjects: [] },
    ...{ madeAt: now, endedAt: now, tries: 0, nextTryAt: hourOf(now) + HOUR, notBefore: hourOf(now) + HOUR },
    ...{ sentAt: null, failedAt: null, error: null },
  };
}

function summaryText(
  { sent, held, subjects }: ReturnType<typeof summaryOf>,
  experiment: string,
  hour: Micros,
): { subject: string; text: string } {
  const left = held - subjects.length;
  return {
    subject: `${experiment}: ${countText(held, 'more message')} of ${utcSpan(hour, hour + HOUR)}`,
    text: [
      `${countText(sent, 'message')} went out by this route in that hour; ${countText(held, 'more was', 'more were')} held back, none of them CRITICAL or SEVERE:`,
      ...subjects.map((subject) => `- ${subject}`),
      ...(left === 0 ? [] : [`and ${left} more.`]),
      `${typedCommand(`messages -e ${experiment} --since ${typedUtc(hour)} --text`)} shows all of them.`,
    ].join('\n'),
  };
}
