import { describe, expect, it } from 'vitest';
import { matches } from '../../../../../functions/web/parts/filter-words.ts';
import {
  groupsOf,
  heldGroups,
  nameOf,
  newsSince,
  standText,
  waits,
  wordsOf,
} from '../../../../../functions/web/views/alarms/groups.ts';
import { ALARM_STATES } from '../../../../../shared/domain/alarm/state.ts';
import { utcText } from '../../../../../shared/domain/words/instant.ts';
import { someAlarm } from '../../../../support/some-alarm.ts';

const all = ALARM_STATES.map((state) => someAlarm({ id: `LIMIT:FU1:${state}:HIGH`, state }));

describe('the groups of alarms', () => {
  it('hold every alarm once, what is active first', () => {
    const groups = groupsOf(all);
    expect(groups.map(({ id }) => id)).toEqual(['ACTIVE', 'WAITING', 'IN_HAND', 'SHELVED', 'OVER']);
    expect(groups.flatMap(({ alarms }) => alarms)).toHaveLength(all.length);
    expect(groups[0]?.alarms.map(({ state }) => state)).toEqual(['UNACK_ALARM']);
    expect(groups[2]?.alarms.map(({ state }) => state)).toEqual(['ACK_ALARM']);
  });

  it('say which somebody has to acknowledge', () => {
    expect(all.filter(waits).map(({ state }) => state)).toEqual(['UNACK_ALARM', 'RTN_UNACK', 'LATCH_UNACK']);
    expect(nameOf({ id: 'LIMIT:P1:co2:DELTA_HIGH' })).toBe('LIMIT P1 co2 DELTA_HIGH');
  });

  it('are counted by what they want of somebody', () => {
    expect(standText(all)).toBe('3 wait for you, 1 to be reset, 1 acknowledged, 1 shelved, 1 over');
    expect(standText([someAlarm()])).toBe('1 waits for you');
    expect(standText([someAlarm({ state: 'NORMAL' })])).toBe('None waits for you, 1 over');
  });
});

describe('the places of cards', () => {
  const a = someAlarm({ id: 'A' });
  const b = someAlarm({ id: 'B' });
  const placesOf = (now: readonly ReturnType<typeof someAlarm>[]) =>
    heldGroups([a, b], now).flatMap(({ id, held }) => held.map(({ alarm }) => `${id} ${alarm.id}`));

  it('stay when an alarm is acknowledged, by whomever, returns or is not found any more', () => {
    const drawn = ['ACTIVE A', 'ACTIVE B'];
    expect(placesOf([b, { ...a, state: 'ACK_ALARM' }])).toEqual(drawn);
    expect(placesOf([{ ...a, state: 'NORMAL' }, b])).toEqual(drawn);
    expect(placesOf([b])).toEqual(drawn);
    expect(heldGroups([a, b], [b])[0]?.held.map(({ isGone }) => isGone)).toEqual([true, false]);
    // A new one lies nowhere before the cards are put in order.
    expect(placesOf([someAlarm({ id: 'C' }), a, b])).toEqual(drawn);
  });

  it('show each alarm as it stands now, and count what belongs there', () => {
    const [active] = heldGroups([a, b], [{ ...a, state: 'ACK_ALARM' }, b]);
    expect(active?.held[0]?.alarm.state).toBe('ACK_ALARM');
    expect(active?.count).toBe(1);
  });

  it('say what another order would show: the worst that is new, else that cards stay', () => {
    expect(newsSince([a, b], [a, b])).toBeNull();
    expect(newsSince([a, b], [{ ...a, owner: 'ada' }, b])).toBeNull();
    expect(newsSince([a, b], [b, { ...a, state: 'ACK_ALARM' }])).toBe('Cards stay where they were.');
    const mild = someAlarm({ id: 'C', severity: 'WATCH' });
    const grave = someAlarm({ id: 'D', unit: 'FU2', severity: 'CRITICAL' });
    expect(newsSince([a], [mild, grave, a])).toBe('2 new alarms: CRITICAL LIMIT FU2 temperature …');
    expect(newsSince([a], [grave, a])).toBe('1 new alarm: CRITICAL LIMIT FU2 temperature');
  });
});

it('an alarm is found by its state and by the days on which something moved it', () => {
  const history = [
    { at: '2026-03-04T10:00:00Z', transition: 'RETURNED' as const, state: 'RTN_UNACK' as const },
  ];
  const alarm = someAlarm({ state: 'RTN_UNACK', history });
  const words = wordsOf(alarm, (iso) => utcText(Date.parse(iso) * 1000));
  for (const asked of ['returned', '1 Mar', '4 mar fu1', 'warning'])
    expect([asked, matches(words, asked)]).toEqual([asked, true]);
  expect(matches(words, 'latched')).toBe(false);
});
