import { describe, expect, it } from 'vitest';
import type { AlarmAction } from '../../../../shared/domain/alarm/action.ts';
import type { Episode } from '../../../../shared/domain/alarm/episode.ts';
import { alarmHistory } from '../../../../shared/domain/alarm/history.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { action, episode, HOUR, hour, played } from '../../../support/alarm-scripts.ts';

const ACK = { action: 'ACKNOWLEDGE' } as const;

const standing = (episodes: readonly Episode[], actions: readonly AlarmAction[], now = hour(100)) =>
  alarmHistory(episodes, actions, now);

/** What happened, as `<hour> <transition> <state>`, with the reason where it moved nothing. */
const told = (episodes: readonly Episode[], actions: readonly AlarmAction[], now = hour(100)) =>
  standing(episodes, actions, now).entries.map(({ at, transition, state, void: why = '' }) =>
    `${(at - hour(0)) / HOUR} ${transition} ${state} ${why}`.trim(),
  );

describe('an acknowledgement', () => {
  it('holds for the stretch of data time that its operator saw, however its onset moves', () => {
    const seen = action(8, ACK, [2, 7]);
    for (const from of [1, 2, 4, 7])
      expect(standing([episode(from, null)], [seen]).state).toMatchObject({
        state: 'ACK_ALARM',
        acknowledged: { by: 'nora', at: hour(8) },
      });
  });

  it('is inherited by every episode that late data make of that stretch', () => {
    const parted = [episode(2, 3), episode(4, 5), episode(6, null)];
    expect(standing(parted, [action(8, ACK, [2, 7])]).state.state).toBe('ACK_ALARM');
  });

  it('is not given to an episode that was learnt later, though it began before the acknowledgement', () => {
    const actions = [action(8, ACK, [2, 3], { returned: true })];
    expect(told([episode(2, 3), episode(5, null)], actions)).toEqual([
      '2 TRIGGERED UNACK_ALARM',
      '3 RETURNED RTN_UNACK',
      '5 TRIGGERED UNACK_ALARM',
      '8 ACKNOWLEDGED UNACK_ALARM OTHER_EPISODE',
    ]);
  });

  it('is void where the alarm is worse by then than it was seen, and can be given anew', () => {
    const worse = [episode(2, null, { severity: 'CRITICAL', worstFrom: hour(7) })];
    const mild = action(8, ACK, [2, 6]);
    expect(told(worse, [mild])).toEqual([
      '2 TRIGGERED UNACK_ALARM',
      '7 WORSENED UNACK_ALARM',
      '8 ACKNOWLEDGED UNACK_ALARM WORSE',
    ]);
    const again = action(9, ACK, [2, 9], { severity: 'CRITICAL' });
    expect(standing(worse, [mild, again]).state.state).toBe('ACK_ALARM');
  });

  it('is not void by a worsening that its operator had seen, though late data move that behind it', () => {
    const late = [episode(2, null, { severity: 'CRITICAL', worstFrom: hour(9) })];
    const seen = action(8, ACK, [2, 8], { severity: 'CRITICAL' });
    expect(standing(late, [seen]).state.state).toBe('ACK_ALARM');
  });

  it('names its author when it is taken back', () => {
    const { entries, state } = played('trigger ack unack');
    expect(state.state).toBe('UNACK_ALARM');
    expect(entries.at(-1)).toMatchObject({ transition: 'UNACKNOWLEDGED', by: 'nora' });
  });

  it('taken back stays taken back where the later operator saw less data than the first', () => {
    const actions = [action(8, ACK, [2, 7]), action(9, { action: 'UNACKNOWLEDGE' }, [2, 4])];
    expect(standing([episode(2, null)], actions).state.state).toBe('UNACK_ALARM');
  });

  it('comes after what was seen where the clock of the payload is ahead of ours', () => {
    expect(standing([episode(50, null)], [action(8, ACK, [50, 51])], hour(9)).state.state).toBe('ACK_ALARM');
  });

  it('of an episode that was withdrawn moves nothing, and counts again when it is back', () => {
    const seen = action(8, ACK, [2, 7]);
    expect(told([], [seen])).toEqual(['8 ACKNOWLEDGED NORMAL STATE']);
    expect(standing([episode(2, null)], [seen]).state.state).toBe('ACK_ALARM');
  });

  it('given twice says so', () => {
    expect(told([episode(2, null)], [action(8, ACK, [2, 7]), action(9, ACK, [2, 7])])).toEqual([
      '2 TRIGGERED UNACK_ALARM',
      '8 ACKNOWLEDGED ACK_ALARM',
      '9 ACKNOWLEDGED ACK_ALARM STATE',
    ]);
  });
});

describe('loss of signal', () => {
  it('never ends an alarm', () => {
    expect(standing([episode(2, null)], [], hour(10_000)).state.state).toBe('UNACK_ALARM');
    const acknowledged = [action(8, ACK, [2, 7])];
    expect(standing([episode(2, null)], acknowledged, hour(10_000)).state.state).toBe('ACK_ALARM');
  });
});

describe('a shelf', () => {
  const shelved = (until: number) => action(4, { action: 'SHELVE', until: hour(until) }, [2, 4]);

  it('lasts up to its end, by the instant asked', () => {
    expect(standing([episode(2, null)], [shelved(9)], hour(9) - 1).state).toMatchObject({
      state: 'SHELVED',
      beneath: 'ALARM',
      shelf: { by: 'nora', until: hour(9) },
    });
    expect(told([episode(2, null)], [shelved(9)], hour(9)).at(-1)).toBe('9 SHELF_ENDED UNACK_ALARM');
  });

  it('keeps its end whatever begins again on it', () => {
    const repeated = [episode(2, 5), episode(6, 7), episode(8, null)];
    expect(standing(repeated, [shelved(9)], hour(8.5)).state).toMatchObject({ shelf: { until: hour(9) } });
    expect(standing(repeated, [shelved(9)], hour(10)).state.state).toBe('UNACK_ALARM');
  });

  it('ends with an episode that is worse than what was shelved', () => {
    const worse = [episode(2, 5), episode(6, null, { severity: 'CRITICAL' })];
    expect(told(worse, [shelved(9)], hour(8)).slice(2)).toEqual([
      '5 RETURNED SHELVED',
      '6 TRIGGERED SHELVED',
      '6 WORSENED UNACK_ALARM',
    ]);
  });

  it('hides nothing that late data show to have been worse by then than its operator saw', () => {
    const worse = episode(2, null, { severity: 'CRITICAL', worstFrom: hour(3) });
    expect(told([worse], [shelved(9)], hour(8)).slice(-2)).toEqual([
      '4 SHELVED SHELVED',
      '4 WORSENED UNACK_ALARM',
    ]);
  });

  it('taken away by hand does not acknowledge what was not seen on it', () => {
    const unshelved = action(8, { action: 'UNSHELVE' }, [2, 4]);
    expect(told([episode(2, 5), episode(6, null)], [shelved(9), unshelved]).slice(-2)).toEqual([
      '6 TRIGGERED SHELVED',
      '8 UNSHELVED UNACK_ALARM OTHER_EPISODE',
    ]);
  });

  it('that has ended is no shelf for who comes after', () => {
    const late = action(10, { action: 'UNSHELVE' }, [2, 9]);
    expect(told([episode(2, null)], [shelved(9), late]).slice(-2)).toEqual([
      '9 SHELF_ENDED UNACK_ALARM',
      '10 UNSHELVED UNACK_ALARM STATE',
    ]);
  });
});

describe('an owner', () => {
  it('is the last who was named, and moves no state', () => {
    const actions = ['ada', 'ben'].map((owner, i) => action(4 + i, { action: 'ASSIGN', owner }, [2, 4]));
    const { owner, state, entries } = standing([episode(2, null)], actions);
    expect({ owner, state: state.state }).toEqual({ owner: 'ben', state: 'UNACK_ALARM' });
    expect(entries.at(-1)).toMatchObject({ transition: 'ASSIGNED', owner: 'ben', at: hour(5) });
  });
});

describe('episodes that overlap', () => {
  it('return once, with the last of them', () => {
    expect(told([episode(2, 10), episode(3, 4)], [])).toEqual([
      '2 TRIGGERED UNACK_ALARM',
      '3 TRIGGERED UNACK_ALARM',
      '10 RETURNED RTN_UNACK',
    ]);
    expect(told([episode(2, null), episode(3, 4)], []).at(-1)).toBe('3 TRIGGERED UNACK_ALARM');
  });

  it('name the anomaly, and the severity where it is known', () => {
    const worse = episode(2, null, { severity: 'CRITICAL', worstFrom: hour(3) });
    const { entries } = standing([worse], []);
    expect(entries.map(({ at, severity, anomaly }) => [isoOf(at), severity, anomaly])).toEqual([
      ['2026-03-01T02:00:00Z', undefined, worse.anomaly],
      ['2026-03-01T03:00:00Z', 'CRITICAL', worse.anomaly],
    ]);
  });
});
