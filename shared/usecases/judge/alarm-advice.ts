/** What the limit that an alarm broke says to people, and until when they are to respond. */
import type { Alarm } from '../../domain/alarm/alarm.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { type Advice, adviceOf, adviceTold, toldAt } from '../../domain/notify/advice.ts';
import type { AdviceTold } from '../../domain/notify/advice-text.ts';
import { groupOf } from '../../domain/notify/group.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { messagesOf } from './messages-of.ts';

/** Null of what broke no limit. */
export function adviceIn(
  { index }: LoadedExperiment,
  events: readonly TimelineEvent[],
  anomaly: Anomaly,
): Advice | null {
  const channel = index.channels.get(channelOf(anomaly.channels[0] ?? ''));
  const unit = anomaly.unit ?? index.pairs.get(anomaly.pair ?? '')?.flight;
  if (unit === undefined || channel === undefined) return null;
  const limits = anomaly.unit === undefined ? channel.twin.limits : channel.limits;
  return adviceOf(anomaly, limits, { index, unit, events });
}

/** By alarm. Messages are read of those only that somebody is to respond to within a time. */
export async function adviceOfAlarms(
  ports: Ports,
  loaded: LoadedExperiment,
  alarms: readonly Alarm[],
): Promise<ReadonlyMap<string, AdviceTold>> {
  const events = await loaded.events();
  const told = new Map<string, AdviceTold>();
  for (const { id, newest, state } of alarms) {
    const advice = adviceIn(loaded, events, newest);
    if (advice === null || !saysAnything(advice)) continue;
    const isTimed = advice.respondWithin !== undefined && state.state !== 'NORMAL';
    const messages = isTimed ? await messagesOf(ports, loaded.experiment, groupOf(newest)) : [];
    told.set(id, adviceTold(advice, toldAt(newest, messages), isUnanswered(state.state)));
  }
  return told;
}

const saysAnything = ({ consequence, action, respondWithin }: Advice): boolean =>
  [consequence, action, respondWithin].some((one) => one !== undefined);

/** Whether nobody has acknowledged or shelved it while it lasts. */
export const isUnanswered = (state: Alarm['state']['state']): boolean =>
  state === 'UNACK_ALARM' || state === 'LATCH_UNACK';
