/** Random episodes and actions: whatever happens, an alarm moves along the rows of the table only. */
import { describe, expect, it } from 'vitest';
import type { AlarmAction } from '../../../../shared/domain/alarm/action.ts';
import type { Episode } from '../../../../shared/domain/alarm/episode.ts';
import { alarmHistory } from '../../../../shared/domain/alarm/history.ts';
import { ALARM_STATES, type AlarmStateName } from '../../../../shared/domain/alarm/state.ts';
import { ROWS } from '../../../../shared/domain/alarm/transitions.ts';
import { SEVERITIES } from '../../../../shared/domain/anomaly/anomaly.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { action, episode, hour } from '../../../support/alarm-scripts.ts';

const RUNS = 3000;
const HOURS = 60;

/** From state to state, as an entry shows it: a shelf counts as one state there. */
const shown = (place: string) => place.split(' ')[0];
const ALLOWED = new Set(ROWS.map(({ from, on, to }) => `${shown(from)} ${on} ${shown(to)}`));

interface Course {
  readonly episodes: readonly Episode[];
  readonly actions: readonly AlarmAction[];
  readonly now: number;
}

function courseOf(seed: number): Course {
  const { uniform } = randomStream(seed, 'alarm');
  const upTo = (most: number) => Math.floor(uniform() * (most + 1));
  const severity = () => SEVERITIES[upTo(SEVERITIES.length - 1)]!;
  const episodes = Array.from({ length: upTo(5) }, () => {
    const from = upTo(HOURS);
    const returned = uniform() < 0.2 ? null : from + upTo(10);
    const worstFrom = hour(from + (returned === null ? upTo(5) : upTo(returned - from)));
    const lastBeyond = returned !== null && uniform() < 0.3 ? hour(returned) : null;
    return episode(from, returned, { severity: severity(), worstFrom, lastBeyond });
  }).sort((a, b) => a.from - b.from);
  const doing = [
    ...(['ACKNOWLEDGE', 'UNACKNOWLEDGE', 'UNSHELVE', 'RESET'] as const).map((name) => () => ({
      action: name,
    })),
    () => ({ action: 'SHELVE' as const, until: hour(upTo(2 * HOURS)) }),
    () => ({ action: 'ASSIGN' as const, owner: 'ada' }),
  ];
  let at = 0;
  const actions = Array.from({ length: upTo(8) }, () => {
    at += upTo(12);
    const from = upTo(HOURS);
    const seen = { severity: severity(), returned: uniform() < 0.5 };
    return action(at, doing[upTo(doing.length - 1)]!(), [from, from + upTo(20)], seen);
  });
  return { episodes, actions, now: hour(at + upTo(HOURS)) };
}

const courses = Array.from({ length: RUNS }, (_, seed) => courseOf(seed));

describe(`${RUNS} random courses of an alarm`, () => {
  it('reach every state, and move along rows of the table only', () => {
    const reached = new Set<AlarmStateName>();
    const moves = new Set<string>();
    for (const { episodes, actions, now } of courses) {
      const { entries, state } = alarmHistory(episodes, actions, now);
      let before: AlarmStateName = 'NORMAL';
      for (const { transition, state: after, void: why } of entries) {
        if (transition === 'ASSIGNED' || (why !== undefined && transition !== 'UNSHELVED'))
          expect(after).toBe(before);
        else if (why === undefined) moves.add(`${before} ${transition} ${after}`);
        before = after;
        reached.add(after);
      }
      expect(before).toBe(state.state);
    }
    expect([...moves].filter((move) => !ALLOWED.has(move))).toEqual([]);
    expect([...ALLOWED].filter((move) => !moves.has(move))).toEqual([]);
    expect(reached).toEqual(new Set(ALARM_STATES));
  });

  it('leave no alarm that lasts in a state that says it is over', () => {
    const lasting = courses.filter(({ episodes }) => episodes.some(({ returned }) => returned === null));
    expect(lasting.length).toBeGreaterThan(500);
    for (const { episodes, actions, now } of lasting) {
      const { state } = alarmHistory(episodes, actions, now);
      expect(['UNACK_ALARM', 'ACK_ALARM', 'SHELVED']).toContain(state.state);
      if (state.state === 'SHELVED') expect(state.beneath).toBe('ALARM');
    }
  });

  it('never hide what is worse than an operator saw, nor behind a shelf that has ended', () => {
    const rank = (severity: (typeof SEVERITIES)[number]) => SEVERITIES.indexOf(severity);
    let held = 0;
    for (const { episodes, actions, now } of courses) {
      const { state, entries } = alarmHistory(episodes, actions, now);
      const newest = entries.findLast(({ severity }) => severity !== undefined);
      const triggered = entries.findLast(({ transition }) => transition === 'TRIGGERED');
      if (state.state === 'SHELVED') expect(state.shelf.until).toBeGreaterThan(now);
      if (state.state !== 'ACK_ALARM' || newest?.severity === undefined) continue;
      // The severity of the newest episode is not known before it came to its worst.
      if (newest.anomaly !== triggered?.anomaly) continue;
      held++;
      expect(rank(newest.severity)).toBeLessThanOrEqual(rank(state.acknowledged.severity));
    }
    expect(held).toBeGreaterThan(20);
  });
});
