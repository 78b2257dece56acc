import { describe, expect, it } from 'vitest';
import { groupsOf, nameOf, waits } from '../../../../../functions/web/views/alarms/groups.ts';
import { ALARM_STATES } from '../../../../../shared/domain/alarm/state.ts';
import { someAlarm } from '../../../../support/some-alarm.ts';

const all = ALARM_STATES.map((state) => someAlarm({ id: `LIMIT:FU1:${state}:HIGH`, state }));

describe('the groups of alarms', () => {
  it('hold every alarm once, what is active first', () => {
    const groups = groupsOf(all);
    expect(groups.map(({ id }) => id)).toEqual(['ACTIVE', 'WAITING', 'SHELVED', 'OVER']);
    expect(groups.flatMap(({ alarms }) => alarms)).toHaveLength(all.length);
    expect(groups[0]?.alarms.map(({ state }) => state)).toEqual(['UNACK_ALARM', 'ACK_ALARM']);
  });

  it('say which somebody has to acknowledge', () => {
    expect(all.filter(waits).map(({ state }) => state)).toEqual(['UNACK_ALARM', 'RTN_UNACK', 'LATCH_UNACK']);
    expect(nameOf({ id: 'LIMIT:P1:co2:DELTA_HIGH' })).toBe('LIMIT P1 co2 DELTA_HIGH');
  });
});
