/** An alarm as the API answers it. */
import type { AlarmOnWire } from '../../shared/contract/alarms.ts';

export function someAlarm(other: Partial<AlarmOnWire> = {}): AlarmOnWire {
  return {
    id: 'LIMIT:FU1:temperature:HIGH',
    state: 'UNACK_ALARM',
    kind: 'LIMIT',
    unit: 'FU1',
    channels: ['temperature'],
    severity: 'WARNING',
    onset: '2026-03-01T05:00:00Z',
    ...{ triggerValue: 38, mostSevereValue: 38.1, currentValue: 38 },
    blame: 'FU1',
    history: [],
    ...other,
  };
}
