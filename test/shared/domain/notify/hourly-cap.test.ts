import { expect, it } from 'vitest';
import {
  MOST_PER_HOUR,
  summaryGroup,
  turnAfter,
  turnSince,
} from '../../../../shared/domain/notify/hourly-cap.ts';
import { isUndelivered, type MessageRecord } from '../../../../shared/domain/notify/message-record.ts';

const now = Date.parse('2026-03-01T08:20:00Z') * 1000;
const AT = { experiment: 'osteo-m3', at: now };
const numbered = (number: number) => ({
  ...{ group: 'unit:FU1:temperature', number, route: 'chat', subject: `message ${number}` },
});

/** The summary after so many messages of the hour. */
function after(count: number): { readonly turns: string[]; readonly summary: MessageRecord } {
  let summary: MessageRecord | null = null;
  const turns: string[] = [];
  for (let i = 1; i <= count; i++) {
    const turn = turnAfter(summary, numbered(i), AT);
    turns.push(turn.turn);
    summary = turn.summary;
  }
  return { turns, summary: summary! };
}

it('lets the first of an hour out, and is no message itself as long as nothing is held back', () => {
  const { turns, summary } = after(MOST_PER_HOUR);
  expect(new Set(turns)).toEqual(new Set(['SEND']));
  expect(isUndelivered(summary)).toBe(false);
});

it('tells the rest when the hour ends: how many, which, and where they are read', () => {
  const { turns, summary } = after(MOST_PER_HOUR + 22);
  expect(turns.slice(MOST_PER_HOUR)).toEqual(Array(22).fill('HELD'));
  expect(isUndelivered(summary)).toBe(true);
  expect(summary.nextTryAt).toBe(Date.parse('2026-03-01T09:00:00Z') * 1000);
  expect(summary.subject).toBe('osteo-m3: 22 more messages of 1 Mar 08:00 to 09:00 UTC');
  const lines = summary.text.split('\n');
  expect(lines[0]).toBe(
    '12 messages went out by this route in that hour; 22 more were held back, none of them CRITICAL or SEVERE:',
  );
  expect(lines[1]).toBe('- message 13');
  expect(lines.slice(-2)).toEqual([
    'and 2 more.',
    './howship messages -e osteo-m3 --since 2026-03-01T08:00Z --text shows all of them.',
  ]);
});

it('holds nothing back any more once the summary is on its way: it would be told by nobody', () => {
  const { summary } = after(MOST_PER_HOUR + 1);
  const late = turnAfter({ ...summary, tries: 1 }, numbered(99), AT);
  expect(late.turn).toBe('SEND');
  expect(late.summary.text).toBe(summary.text);
});

it('counts each hour and route for itself', () => {
  expect(summaryGroup('chat', now)).toBe('hour:chat:2026-03-01T08');
  expect(summaryGroup('chat', now + 3600e6)).toBe('hour:chat:2026-03-01T09');
});

it('gives a message that asks again the turn it had, and counts it once', () => {
  const { summary } = after(MOST_PER_HOUR + 1);
  expect(turnAfter(summary, numbered(3), AT)).toEqual({ turn: 'SEND', summary });
  expect(turnAfter(summary, numbered(MOST_PER_HOUR + 1), AT)).toEqual({ turn: 'HELD', summary });
  const onItsWay = { ...summary, tries: 1 };
  expect(turnAfter(onItsWay, numbered(MOST_PER_HOUR + 1), AT).turn).toBe('HELD');
  expect(turnAfter(summary, { ...numbered(3), group: 'unit:FU2:temperature' }, AT).turn).toBe('HELD');
});

it('never holds back what is critical, a test or a summary', () => {
  const one = { about: 'ALARM', severity: 'WARNING', tries: 1 } as const;
  expect(turnSince(one, now)).toBe(now);
  expect(turnSince({ ...one, severity: 'DISTRESS' }, now)).toBe(now);
  expect(turnSince({ ...one, severity: 'CRITICAL' }, now)).toBe(null);
  expect(turnSince({ ...one, severity: 'SEVERE' }, now)).toBe(null);
  expect(turnSince({ ...one, about: 'TEST' }, now)).toBe(null);
  expect(turnSince({ ...one, about: 'SUMMARY' }, now)).toBe(null);
});

it('takes the turn of the hour of its first try, however late it is tried again', () => {
  const one = { about: 'ALARM', severity: 'WARNING' } as const;
  expect(turnSince({ ...one, tries: 9, firstTryAt: now - 3600e6 }, now)).toBe(now - 3600e6);
  expect(turnSince({ ...one, tries: 2 }, now)).toBe(null);
});
