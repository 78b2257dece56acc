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

/** Turns of an hour that are remembered: far more messages than can be in the hands of runs that died. */
const MOST_REMEMBERED = 500;

type Sendable = Pick<MessageRecord, 'about' | 'severity' | 'tries' | 'firstTryAt'>;

/** Asked for, or of a fixed time. */
const UNCOUNTED: readonly About[] = ['TEST', 'SUMMARY', 'ALIVE'];

/**
 * Since when the message takes a turn: one of the hour of its first try, however often it is tried, for a receiver that is
 * down takes no turn. Null where it takes none.
 */
export function turnSince({ about, severity, tries, firstTryAt }: Sendable, now: Micros): Micros | null {
  if (UNCOUNTED.includes(about) || isAtLeast(severity, 'CRITICAL')) return null;
  // Of a message from before first tries were written down, a later try cannot be told from one that has its turn.
  return firstTryAt ?? (tries <= 1 ? now : null);
}

export const summaryGroup = (route: string, at: Micros): string =>
  `hour:${route}:${isoOf(hourOf(at)).slice(0, 13)}`;

const hourOf = (at: Micros): Micros => Math.floor(at / HOUR) * HOUR;

export interface Turn {
  readonly turn: 'SEND' | 'HELD';
  /** The summary of the hour, which counts its turns, after it. */
  readonly summary: MessageRecord;
}

/**
 * A message that asks again, after a run that died, has the turn that it had.
 *
 * @param current the summary of that hour so far; null where nothing went out in it
 * @param at an instant of the hour
 */
export function turnAfter(
  current: MessageRecord | null,
  message: Pick<MessageRecord, 'group' | 'number' | 'route' | 'subject'>,
  { experiment, at }: { readonly experiment: string; readonly at: Micros },
): Turn {
  const summary = current ?? emptySummary(message.route, at);
  const { sent, held, subjects, turns = [] } = summaryOf(summary);
  const { group, number } = message;
  const known = turns.find((one) => one.group === group && one.number === number);
  if (known !== undefined) return { turn: known.turn, summary };
  const remember = (turn: Turn['turn']) => [...turns, { group, number, turn }].slice(-MOST_REMEMBERED);
  // One that is on its way already can tell of nothing more.
  if (sent < MOST_PER_HOUR || summary.tries > 0) {
    const hour = { sent: sent + 1, held, subjects, turns: remember('SEND') };
    return { turn: 'SEND', summary: { ...summary, hour } };
  }
  const named = subjects.length < MOST_NAMED ? [...subjects, message.subject] : subjects;
  const hour = { sent, held: held + 1, subjects: named, turns: remember('HELD') };
  return { turn: 'HELD', summary: { ...summary, hour, ...summaryText(hour, experiment, hourOf(at)) } };
}

function emptySummary(route: string, at: Micros): MessageRecord {
  return {
    ...{ group: summaryGroup(route, at), number: 1, route, about: 'SUMMARY', severity: 'WARNING' },
    ...{ loudness: 'MAIL', covers: [], entries: [], subject: '', text: '' },
    hour: { sent: 0, held: 0, subjects: [] },
    ...{ madeAt: at, endedAt: at, tries: 0, nextTryAt: hourOf(at) + HOUR, notBefore: hourOf(at) + HOUR },
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
