import { describe, expect, it } from 'vitest';
import { alarmsOf } from '../../../../shared/domain/alarm/alarm.ts';
import { MOST_ACTIONS } from '../../../../shared/domain/alarm/bounds.ts';
import { decideAction } from '../../../../shared/domain/alarm/decide-action.ts';
import { HOUR } from '../../../support/alarm-scripts.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

const at = LIMIT.from + 3 * HOUR;
const alarm = alarmsOf([LIMIT], new Map(), at)[0]!;
const nora = { by: 'nora', at, comment: null };

describe('what is decided of an action', () => {
  it('is a record of what its operator saw, with the next number', () => {
    expect(decideAction(alarm, { action: 'ACKNOWLEDGE' }, nora, 3)).toEqual({
      ...{ action: 'ACKNOWLEDGE', alarm: alarm.id, number: 3, at, by: 'nora', comment: null },
      seen: alarm.seen,
    });
  });

  it('is nothing where the alarm already stands so', () => {
    expect(decideAction(alarm, { action: 'UNACKNOWLEDGE' }, nora, 1)).toBeNull();
    expect(decideAction(alarm, { action: 'UNSHELVE' }, nora, MOST_ACTIONS + 1)).toBeNull();
  });

  it('is refused beyond the bounds of a shelf and of actions, and of what does not latch', () => {
    const shelve = (until: number) => () => decideAction(alarm, { action: 'SHELVE', until }, nora, 1);
    expect(shelve(at)).toThrow('expected an end of the shelf between now and 7 d from now');
    expect(shelve(at + 168 * HOUR + 1)).toThrow('expected an end of the shelf');
    expect(shelve(at + 168 * HOUR)()).toMatchObject({ until: at + 168 * HOUR });
    expect(() => decideAction(alarm, { action: 'RESET' }, nora, 1)).toThrow('only a latched alarm');
    expect(() => decideAction(alarm, { action: 'ASSIGN', owner: 'ada' }, nora, MOST_ACTIONS + 1)).toThrow(
      `${MOST_ACTIONS} actions`,
    );
  });

  it('is refused where the alarm is worse, or another episode, than its operator saw', () => {
    const { from, severity } = alarm.newest;
    const acknowledge = (sighted: { onset: number; severity: 'WATCH' | 'WARNING' | 'CRITICAL' | 'SEVERE' }) =>
      decideAction(alarm, { action: 'ACKNOWLEDGE' }, { ...nora, sighted }, 1);
    expect(severity).toBe('CRITICAL');
    expect(acknowledge({ onset: from, severity: 'CRITICAL' })).not.toBeNull();
    // Late data showed that it began earlier, or that it was never so bad.
    expect(acknowledge({ onset: from + HOUR, severity: 'SEVERE' })).not.toBeNull();
    expect(() => acknowledge({ onset: from, severity: 'WARNING' })).toThrow('Nothing was done: look at it');
    expect(() => acknowledge({ onset: from - 1, severity: 'CRITICAL' })).toThrow('changed since you saw it');
  });
});
