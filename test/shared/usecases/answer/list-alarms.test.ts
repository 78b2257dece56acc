import { describe, expect, it } from 'vitest';
import { listAlarms } from '../../../../shared/usecases/answer/list-alarms.ts';
import { actOnAlarm } from '../../../../shared/usecases/tell/act-on-alarm.ts';
import { ALARMED, alarmedUpTo, HEAT } from '../../../support/alarm-experiment.ts';
import { twinsApi } from '../../../support/api.ts';
import { withDamaged } from '../../../support/damaged-items.ts';

describe('the list of alarms', () => {
  it('holds what stands still and what is missing of units, with pending', async () => {
    const { ports } = await twinsApi();
    const { alarms, pending } = await listAlarms(ports, 'twins', {});
    expect(pending).toBe(0);
    expect(alarms.map(({ id, state, triggerValue }) => [id, state, triggerValue])).toEqual([
      ['STUCK:FU1:temperature', 'RTN_UNACK', null],
    ]);
  });

  it('names an action that is damaged, and holds the others', async () => {
    const memory = await alarmedUpTo(80);
    const acting = (action: 'ACKNOWLEDGE' | 'UNACKNOWLEDGE') =>
      actOnAlarm(memory, { experiment: ALARMED, alarm: HEAT }, { action }, { by: 'nora', comment: null });
    await acting('ACKNOWLEDGE');
    await acting('UNACKNOWLEDGE');
    const key = `${ALARMED}/ALARM#${HEAT}#0002`;
    const { alarms, damaged } = await listAlarms(withDamaged(memory, [key]), ALARMED, {});
    expect(damaged).toEqual([{ id: HEAT, key }]);
    expect(alarms).toMatchObject([{ id: HEAT, state: 'ACK_ALARM' }]);
  });
});
