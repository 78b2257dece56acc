import {
  type AnomaliesOnWire,
  type AnomalyOnWire,
  anomaliesSchema,
} from '../../../shared/contract/anomalies.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 60_000;

/** What was found on a channel, and where nothing was, what that means. */
export interface Found {
  readonly anomalies: readonly AnomalyOnWire[];
  readonly empty: string;
}

export function useFound(api: Api, experiment: string, channel: string): AnomaliesOnWire | null {
  return useAnswer(
    `anomalies ${experiment} ${channel}`,
    (signal) => api.get(pathOf(experiment, 'anomalies'), anomaliesSchema, { channel }, signal),
    EVERY_MS,
  ).answer;
}

/** Of those that are meant; what was looked for says how much it means that there is none. */
export function foundOn(
  found: AnomaliesOnWire | null,
  channel: string,
  isMeant: (anomaly: AnomalyOnWire) => boolean,
): Found {
  if (found === null) return { anomalies: [], empty: 'the findings have not come yet' };
  const looked = found.lookedFor.filter((one) => one.channel === channel && one.looked);
  const kinds = [...new Set(looked.map(({ kind }) => kind))];
  const waiting = found.pending > 0 ? `; ${countText(found.pending, 'input')} not judged yet` : '';
  const none = kinds.length === 0 ? 'nothing is looked for on this channel' : `none of ${kinds.join(', ')}`;
  return { anomalies: found.anomalies.filter(isMeant), empty: `${none}${waiting}` };
}
