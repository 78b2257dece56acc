import { describe, expect, it } from 'vitest';
import { type History, historyFrom, NO_HISTORY } from '../../../../shared/domain/journal/history.ts';
import type { JournalRecord } from '../../../../shared/domain/journal/journal-record.ts';
import { oldEntry, ongoing } from '../../../support/journal-cases.ts';

const critical = ongoing('CRITICAL');
const entry = (
  transition: JournalRecord['transition'],
  opening: number,
  learntAt: number,
  rest: Partial<JournalRecord> = {},
) => oldEntry(transition, { opening, learntAt, ...rest });
const withdrawn = (opening: number, learntAt: number) =>
  entry('WITHDRAWN', opening, learntAt, { route: 'SHOW' });

const CASES: readonly (readonly [string, JournalRecord[], History])[] = [
  ['is empty where nothing was entered', [], NO_HISTORY],
  [
    'has one opening once it was learnt, told by mail',
    [entry('OPENED', 1, 10)],
    { openings: 1, isOpen: true, superseded: 0, told: 'MAIL', severity: 'WARNING' },
  ],
  [
    'was told by the loudest route, with the worst severity',
    [entry('RAISED', 1, 20, { anomaly: critical, route: 'PAGE' }), entry('OPENED', 1, 10)],
    { openings: 1, isOpen: true, superseded: 0, told: 'PAGE', severity: 'CRITICAL' },
  ],
  [
    'was not told what was superseded',
    [entry('OPENED', 1, 10), entry('RAISED', 1, 20, { anomaly: critical, route: 'PAGE', supersededAt: 30 })],
    { openings: 1, isOpen: true, superseded: 1, told: 'MAIL', severity: 'CRITICAL' },
  ],
  [
    'is not open once it was withdrawn',
    [entry('OPENED', 1, 10), withdrawn(1, 20)],
    { openings: 1, isOpen: false, superseded: 0, told: 'MAIL', severity: 'WARNING' },
  ],
  [
    'forgets what was told before it opened again',
    [
      entry('OPENED', 1, 10, { anomaly: critical, route: 'PAGE' }),
      withdrawn(1, 20),
      entry('OPENED', 2, 30, { route: 'SHOW' }),
    ],
    { openings: 2, isOpen: true, superseded: 0, told: 'SHOW', severity: 'WARNING' },
  ],
  [
    'is open though an anomaly that was never entered was withdrawn before',
    [withdrawn(0, 5), entry('OPENED', 1, 10)],
    { openings: 1, isOpen: true, superseded: 0, told: 'MAIL', severity: 'WARNING' },
  ],
];

describe('the history of an anomaly', () => {
  it.each(CASES)('%s', (_sentence, entries, expected) => {
    expect(historyFrom(entries)).toEqual(expected);
  });

  it.each(CASES)('%s, of entries that do not hold their opening', (_sentence, entries, expected) => {
    expect(historyFrom(entries.map(({ opening: _opening, ...rest }) => rest))).toEqual(expected);
  });

  it('believes the opening that an entry holds rather than the clock that was read', () => {
    const late = [entry('OPENED', 1, 10), entry('OPENED', 2, 30), entry('RAISED', 1, 40, { route: 'PAGE' })];
    expect(historyFrom([...late, withdrawn(1, 20)])).toMatchObject({
      openings: 2,
      isOpen: true,
      told: 'MAIL',
    });
  });
});
