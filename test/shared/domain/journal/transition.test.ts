import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../../shared/domain/anomaly/anomaly.ts';
import { type History, NO_HISTORY } from '../../../../shared/domain/journal/history.ts';
import {
  type Change,
  changesBetween,
  restsOnHistory,
  transitionOf,
} from '../../../../shared/domain/journal/transition.ts';
import { NEWEST, OVER, ongoing } from '../../../support/journal-cases.ts';

const ARMED = [{ from: -Infinity, to: Infinity }];
const NEVER: never[] = [];

const open = (rest: Partial<History> = {}): History => ({
  ...{ openings: 1, isOpen: true, superseded: 0, told: 'MAIL', severity: 'WARNING' },
  ...rest,
});
const withdrawnOnce = open({ isOpen: false });
const appeared = (after = ongoing('WARNING'), wasGrave = false): Change => ({
  ...{ change: 'APPEARED', after, wasGrave },
});
const OVER_WARNING: typeof OVER = { ...OVER, severity: 'WARNING' };
const lasts = (before: Severity, after = ongoing('WARNING')): Change => ({
  ...{ change: 'LASTS', before: ongoing(before), after },
});
const vanished: Change = { change: 'VANISHED', before: ongoing('WARNING') };
const milder = { ...ongoing('CRITICAL'), current: { asOf: NEWEST, severity: 'WARNING' } } as const;

interface Case {
  readonly it: string;
  readonly change: Change;
  readonly history: History;
  readonly armed?: typeof ARMED;
  readonly makes: object;
}

const CASES: readonly Case[] = [
  {
    it: 'opens what is found for the first time, and tells of it',
    ...{ change: appeared(), history: NO_HISTORY },
    makes: { transition: 'OPENED', reason: 'FIRST', opening: 1, telling: { route: 'MAIL' } },
  },
  {
    it: 'opens what had ended before it was learnt, and tells nobody',
    ...{ change: appeared(OVER_WARNING), history: NO_HISTORY },
    makes: { transition: 'OPENED', reason: 'FIRST', telling: { route: 'SHOW', untold: 'ENDED' } },
  },
  {
    it: 'opens what was critical and had ended before it was learnt, and tells of it by mail',
    ...{ change: appeared(OVER), history: NO_HISTORY },
    makes: { transition: 'OPENED', reason: 'FIRST', telling: { route: 'MAIL' } },
  },
  {
    it: 'tells nobody of a critical past of which later data only moved the ends',
    ...{ change: appeared(OVER, true), history: NO_HISTORY },
    makes: { transition: 'OPENED', reason: 'FIRST', telling: { route: 'SHOW', untold: 'ENDED' } },
  },
  {
    it: 'tells nobody of a critical past that was withdrawn and is found again',
    ...{ change: appeared(OVER), history: withdrawnOnce },
    makes: { transition: 'OPENED', reason: 'RETURNED', telling: { route: 'SHOW', untold: 'ENDED' } },
  },
  {
    it: 'tells nobody of a critical past outside the armed phases',
    ...{ change: appeared(OVER), history: NO_HISTORY, armed: NEVER },
    makes: { transition: 'OPENED', reason: 'FIRST', telling: { route: 'SHOW', untold: 'ENDED' } },
  },
  {
    it: 'raises what became critical and ended before it was learnt that it did',
    ...{ change: lasts('WARNING', OVER), history: open() },
    makes: { transition: 'RAISED', reason: 'WORSE', telling: { route: 'MAIL' } },
  },
  {
    it: 'opens what is found outside the armed phases, and tells nobody',
    ...{ change: appeared(), history: NO_HISTORY, armed: NEVER },
    makes: { transition: 'OPENED', reason: 'FIRST', telling: { route: 'SHOW', untold: 'UNARMED' } },
  },
  {
    it: 'opens what is only to be watched, and tells nobody',
    ...{ change: appeared(ongoing('WATCH')), history: NO_HISTORY },
    makes: { transition: 'OPENED', reason: 'FIRST', telling: { route: 'SHOW', untold: 'WATCH' } },
  },
  {
    it: 'opens again what was withdrawn and is found again',
    ...{ change: appeared(), history: withdrawnOnce },
    makes: { transition: 'OPENED', reason: 'RETURNED', opening: 2, telling: { route: 'MAIL' } },
  },
  {
    it: 'opens again what was withdrawn by a run that died, and is found again',
    ...{ change: lasts('WARNING'), history: withdrawnOnce },
    makes: { transition: 'OPENED', reason: 'RETURNED', opening: 2, telling: { route: 'MAIL' } },
  },
  {
    it: 'names the same opening where a run is done again',
    ...{ change: appeared(), history: open() },
    makes: { transition: 'OPENED', reason: 'AGAIN', opening: 1, telling: { route: 'MAIL' } },
  },
  {
    it: 'raises what became worse since a run that died had entered it',
    ...{ change: appeared(ongoing('CRITICAL')), history: open() },
    makes: { transition: 'RAISED', reason: 'WORSE', opening: 1, telling: { route: 'PAGE' } },
  },
  {
    it: 'raises what was not armed when a run that died entered it',
    ...{ change: appeared(), history: open({ told: 'SHOW' }) },
    makes: { transition: 'RAISED', reason: 'LOUDER', opening: 1, telling: { route: 'MAIL' } },
  },
  {
    it: 'raises what became worse',
    ...{ change: lasts('WARNING', ongoing('CRITICAL')), history: open() },
    makes: { transition: 'RAISED', reason: 'WORSE', opening: 1, superseded: 0, telling: { route: 'PAGE' } },
  },
  {
    it: 'raises what became worse, though its route stays the same',
    ...{ change: lasts('WARNING', ongoing('DISTRESS')), history: open() },
    makes: { transition: 'RAISED', reason: 'WORSE', telling: { route: 'MAIL' } },
  },
  {
    it: 'raises what nobody was told of and is armed now',
    ...{ change: lasts('WARNING'), history: open({ told: 'SHOW' }) },
    makes: { transition: 'RAISED', reason: 'LOUDER', opening: 1, telling: { route: 'MAIL' } },
  },
  {
    it: 'raises what nobody heard of because it had ended before the message went out',
    ...{ change: lasts('WARNING'), history: open({ told: 'SHOW', superseded: 1 }) },
    makes: { transition: 'RAISED', reason: 'LOUDER', superseded: 1, telling: { route: 'MAIL' } },
  },
  {
    it: 'raises in the opening that is open',
    ...{ change: lasts('WARNING', ongoing('CRITICAL')), history: open({ openings: 3 }) },
    makes: { transition: 'RAISED', opening: 3 },
  },
  {
    it: 'enters nothing of what was told as it is',
    ...{ change: lasts('WARNING'), history: open() },
    makes: { transition: 'NONE', reason: 'ALREADY_TOLD' },
  },
  {
    it: 'enters nothing where it is milder now than what was told',
    ...{ change: lasts('CRITICAL', milder), history: open({ told: 'PAGE', severity: 'CRITICAL' }) },
    makes: { transition: 'NONE', reason: 'ALREADY_TOLD' },
  },
  {
    it: 'enters nothing of what has ended, as critical as was known',
    ...{ change: lasts('CRITICAL', OVER), history: open() },
    makes: { transition: 'NONE', reason: 'ENDED' },
  },
  {
    it: 'enters nothing of what became worse outside the armed phases',
    ...{ change: lasts('WARNING', ongoing('CRITICAL')), history: open(), armed: NEVER },
    makes: { transition: 'NONE', reason: 'UNARMED' },
  },
  {
    it: 'enters nothing of what goes on and is only to be watched',
    ...{ change: lasts('WATCH', ongoing('WATCH')), history: open({ told: 'SHOW', severity: 'WATCH' }) },
    makes: { transition: 'NONE', reason: 'WATCH' },
  },
  {
    it: 'withdraws what is not found any more, and tells nobody',
    ...{ change: vanished, history: open() },
    makes: { transition: 'WITHDRAWN', opening: 1, telling: { route: 'SHOW', untold: 'WITHDRAWAL' } },
  },
  {
    it: 'withdraws nothing twice',
    ...{ change: vanished, history: withdrawnOnce },
    makes: { transition: 'NONE', reason: 'NOT_OPEN' },
  },
  {
    it: 'withdraws nothing that was never entered',
    ...{ change: vanished, history: NO_HISTORY },
    makes: { transition: 'NONE', reason: 'NOT_OPEN' },
  },
];

describe('the journal', () => {
  it.each(CASES)('$it', ({ change, history, armed = ARMED, makes }) => {
    expect(transitionOf(change, history, armed)).toMatchObject(makes);
  });

  it('keeps the anomaly as it is now, and a vanished one as it was', () => {
    expect(transitionOf(lasts('WARNING', ongoing('CRITICAL')), open(), ARMED).anomaly.severity).toBe(
      'CRITICAL',
    );
    expect(transitionOf(vanished, open(), ARMED).anomaly).toEqual(ongoing('WARNING'));
  });

  it('need read the history of nothing whose transition is the same with any', () => {
    const unread = CASES.filter(({ change, armed = ARMED }) => !restsOnHistory(change, armed));
    expect(unread.map(({ makes }) => makes)).toEqual(
      ['ENDED', 'UNARMED', 'WATCH'].map((reason) => ({ transition: 'NONE', reason })),
    );
    for (const { change, history, armed = ARMED } of unread) {
      const decided = transitionOf(change, history, armed);
      for (const other of [NO_HISTORY, withdrawnOnce, open({ told: 'SHOW' })])
        expect(transitionOf(change, other, armed)).toEqual(decided);
    }
  });
});

describe('the changes between two lists', () => {
  const named = (id: string) => ({ ...OVER, id });

  it('are what appeared and lasts, in the order found, then what vanished', () => {
    const changes = changesBetween([named('a'), named('b'), named('c')], [named('d'), named('b')]);
    expect(
      changes.map((one) => [one.change, one.change === 'VANISHED' ? one.before.id : one.after.id]),
    ).toEqual([
      ['APPEARED', 'd'],
      ['LASTS', 'b'],
      ['VANISHED', 'a'],
      ['VANISHED', 'c'],
    ]);
  });

  it('say whether a grave episode was known where one is found under another onset', () => {
    const moved = { ...OVER, id: 'LIMIT:FU1:temperature:2026-03-01T05:00:00Z', from: OVER.from - 3_600e6 };
    const later = { ...moved, from: OVER.from + 3_600e6, to: OVER.from + 7_200e6 };
    const known = (before: typeof OVER, after: typeof OVER) =>
      changesBetween([before], [after]).map((one) => one.change === 'APPEARED' && one.wasGrave);
    expect(known(OVER, moved)).toEqual([true, false]);
    expect(known(OVER, later)).toEqual([false, false]);
    expect(known({ ...OVER, severity: 'WARNING' }, moved)).toEqual([false, false]);
  });

  it('are none between empty lists', () => {
    expect(changesBetween([], [])).toEqual([]);
  });
});
