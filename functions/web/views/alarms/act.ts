import {
  type AlarmAfterOnWire,
  type AlarmOnWire,
  alarmAfterSchema,
} from '../../../../shared/contract/alarms.ts';
import type { Api } from '../../stack/api.ts';
import type { Verb } from './said.ts';

/** Sends what is to be done with what was seen of the alarm, so that nothing is done to what it became meanwhile. */
export function actOn(
  api: Api,
  path: string,
  { id, onset, severity }: AlarmOnWire,
  verb: Verb,
  sent: object,
): Promise<AlarmAfterOnWire> {
  const sighted = { onset, severity };
  return api.post(`${path}/${encodeURIComponent(id)}/${verb}`, { ...sent, sighted }, alarmAfterSchema);
}
