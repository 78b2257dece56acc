import { expect, it } from 'vitest';
import type { MessageRecord } from '../../../../shared/domain/notify/message-record.ts';
import { toldAt, untoldState } from '../../../../shared/domain/notify/untold.ts';
import { oldEntry } from '../../../support/journal-cases.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

const ENTRY = {
  ...oldEntry('OPENED', { anomaly: LIMIT, route: 'PAGE' as const }),
  sentAt: 5,
  supersededAt: null,
};

function message(sentAt: number | null, entries = [ENTRY.id]): MessageRecord {
  return {
    ...{ group: 'unit:FU1:temperature', number: 1, route: 'phone', about: 'ALARM', severity: 'CRITICAL' },
    ...{ loudness: 'PAGE', covers: [], entries, subject: '', text: '', madeAt: 0, endedAt: null },
    ...{ tries: 1, nextTryAt: 0, sentAt, failedAt: null, error: null },
  };
}

it('an entry is told when the first receiver took a message of it, and not before', () => {
  expect(toldAt(ENTRY, [message(null)])).toBe(null);
  expect(toldAt(ENTRY, [message(9), message(7), message(null)])).toBe(7);
  const covers = [{ alarm: 'LIMIT:FU1:temperature:HIGH', anomaly: LIMIT.id, severity: 'CRITICAL' as const }];
  expect(toldAt(ENTRY, [{ ...message(8, []), covers }])).toBe(8);
});

it('an entry of an alarm that was told is told though older data moved its onset since', () => {
  const id = 'LIMIT:FU1:temperature:HIGH:2026-03-01T05:30:00Z';
  const moved = { ...LIMIT, id, from: LIMIT.from - 1800e6 };
  const entry = { ...ENTRY, id: `${id}:OPENED:1`, sentAt: null };
  const paged = (severity: 'CRITICAL' | 'WARNING') => {
    const covers = [{ alarm: 'LIMIT:FU1:temperature:HIGH', anomaly: LIMIT.id, severity }];
    return [{ ...message(8, []), covers }];
  };
  expect(toldAt({ ...entry, anomaly: moved }, paged('CRITICAL'))).toBe(8);
  // Milder than what it is, or another time: nobody was told.
  expect(toldAt({ ...entry, anomaly: moved }, paged('WARNING'))).toBe(null);
  expect(toldAt({ ...entry, anomaly: { ...moved, to: LIMIT.from - 1 } }, paged('CRITICAL'))).toBe(null);
});

it('an entry of before messages were stored is told when it says so', () => {
  expect(toldAt(ENTRY, [message(9, ['another'])])).toBe(5);
});

it('is untold where no route takes it, or no message holds it yet', () => {
  expect(untoldState(ENTRY)).toBe(null);
  expect(untoldState({ ...ENTRY, sentAt: null })).toBe('WAITING');
  expect(untoldState({ ...ENTRY, sentAt: null, unroutedAt: 3 })).toBe('UNROUTED');
  expect(untoldState({ ...ENTRY, sentAt: null, route: 'SHOW' })).toBe(null);
  expect(untoldState({ ...ENTRY, sentAt: null, supersededAt: 4 })).toBe(null);
});
