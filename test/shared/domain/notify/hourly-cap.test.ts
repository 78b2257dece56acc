import { expect, it } from 'vitest';
import {
  MOST_PER_HOUR,
  summaryGroup,
  takesTurn,
  turnAfter,
} from '../../../../shared/domain/notify/hourly-cap.ts';
import { isUndelivered, type MessageRecord } from '../../../../shared/domain/notify/message-record.ts';

const now = Date.parse('2026-03-01T08:20:00Z') * 1000;
const AT = { experiment: 'osteo-m3', now };

/** The summary after so many messages of the hour. */
function after(count: number): { readonly turns: string[]; readonly summary: MessageRecord } {
  let summary: MessageRecord | null = null;
  const turns: string[] = [];
  for (let i = 1; i <= count; i++) {
    const turn = turnAfter(summary, { route: 'chat', subject: `message ${i}` }, AT);
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
  const late = turnAfter({ ...summary, tries: 1 }, { route: 'chat', subject: 'late' }, AT);
  expect(late.turn).toBe('SEND');
  expect(late.summary.text).toBe(summary.text);
});

it('counts each hour and route for itself', () => {
  expect(summaryGroup('chat', now)).toBe('hour:chat:2026-03-01T08');
  expect(summaryGroup('chat', now + 3600e6)).toBe('hour:chat:2026-03-01T09');
});

it('never holds back what is critical, a test, a summary, or what was tried before', () => {
  const one = { about: 'ALARM', severity: 'WARNING', tries: 1, route: 'chat' } as const;
  expect(takesTurn(one)).toBe(true);
  expect(takesTurn({ ...one, severity: 'DISTRESS' })).toBe(true);
  expect(takesTurn({ ...one, severity: 'CRITICAL' })).toBe(false);
  expect(takesTurn({ ...one, severity: 'SEVERE' })).toBe(false);
  expect(takesTurn({ ...one, about: 'TEST' })).toBe(false);
  expect(takesTurn({ ...one, about: 'SUMMARY' })).toBe(false);
  expect(takesTurn({ ...one, tries: 2 })).toBe(false);
});
