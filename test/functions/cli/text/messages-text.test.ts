import { expect, it } from 'vitest';
import { messagesText } from '../../../../functions/cli/text/messages-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import type { JournalOnWire, MessageOnWire } from '../../../../shared/contract/journal.ts';

const SENT: MessageOnWire = {
  ...{ id: 'e/unit:FU1:temperature/1/phone', at: '2026-03-01T08:14:00Z', group: 'unit:FU1:temperature' },
  ...{ route: 'phone', about: 'ALARM', severity: 'CRITICAL', alarms: [], subject: 'e: CRITICAL LIMIT FU1' },
  ...{ text: 'As of now.\nDo: look.', state: 'SENT', sentAt: '2026-03-01T08:14:03Z', tries: 1 },
};
const { sentAt: _, ...UNSENT } = SENT;
const WAITS: MessageOnWire = {
  ...UNSENT,
  ...{ state: 'WAITING', tries: 3, nextTryAt: '2026-03-01T08:16:00Z', error: 'the receiver answered 503' },
};
const LOST: MessageOnWire = { ...UNSENT, state: 'GIVEN_UP', tries: 33, error: 'the receiver answered 500' };

const NONE = { known: { messages: 0, entries: 0 }, waiting: 0 };
const NOW = Date.parse('2026-03-01T08:15:00Z');
const ALL = { known: { messages: 3, entries: 0 }, waiting: 0 };

it('lists messages with what became of them, the newest last', () => {
  const text = messagesText(
    { messages: [LOST, WAITS, SENT], entries: [], ...ALL },
    { hasText: false, now: NOW },
    UNLIMITED,
  );
  expect(text.split('\n').slice(2, 5)).toEqual([
    '2026-03-01T08:14Z  phone  sent 2026-03-01T08:14Z                                 e: CRITICAL LIMIT FU1',
    '2026-03-01T08:14Z  phone  next try 2026-03-01T08:16Z: the receiver answered 503  e: CRITICAL LIMIT FU1',
    '2026-03-01T08:14Z  phone  given up after 33 tries: the receiver answered 500     e: CRITICAL LIMIT FU1',
  ]);
});

it('says of one whose next try is past that it is late, and not that the try is to come', () => {
  const at = (now: string) =>
    messagesText(
      { messages: [WAITS], entries: [], ...ALL },
      { hasText: false, now: Date.parse(now) },
      UNLIMITED,
    );
  expect(at('2026-03-01T08:16:00Z')).toContain('  next try 2026-03-01T08:16Z: the receiver answered 503  ');
  expect(at('2026-03-01T08:16:01Z')).toContain(
    '  late, a try was due 2026-03-01T08:16Z: the receiver answered 503  ',
  );
});

it('has their words where they are asked for, and says what is left out', () => {
  const left = { messages: 7, entries: 0 };
  const text = messagesText(
    { messages: [SENT], entries: [], left, ...ALL },
    { hasText: true, now: NOW },
    UNLIMITED,
  );
  expect(text).toContain('\ne: CRITICAL LIMIT FU1\n  As of now.\n  Do: look.\n');
  expect(text).toMatch(/7 older messages left out \(--limit\)\n$/);
});

it('says so where none was made, where none is of that time, and what is in no message yet', () => {
  const said = (rest: Partial<JournalOnWire>) =>
    messagesText({ messages: [], entries: [], ...NONE, ...rest }, { hasText: false, now: NOW }, UNLIMITED);
  expect(said({})).toBe('no message has been made yet\n');
  expect(said({ known: { messages: 7, entries: 0 } })).toBe('none of 7 messages was made or sent then\n');
  expect(said({ waiting: 2 })).toBe('no message has been made yet\n2 findings not in a message yet\n');
  expect(said({ damaged: [{ id: 'x', key: 'e/MESSAGE#x' }] })).toContain('e/MESSAGE#x cannot be read');
});
