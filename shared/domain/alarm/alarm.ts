/** Alarms: conditions that people must answer to, each with its state, made of what was found and what was done. */
import { byOnset, conditionOf, SEVERITIES } from '../anomaly/anomaly.ts';
import { severityNow } from '../anomaly/urgency.ts';
import { byText } from '../by-text.ts';
import { type Anomaly, detectorNamed } from '../detect/registry.ts';
import type { Micros } from '../time.ts';
import type { AlarmAction, Seen } from './action.ts';
import { type Episode, episodesOf } from './episode.ts';
import { type AlarmHistory, alarmHistory } from './history.ts';
import type { AlarmStateName } from './state.ts';

export interface Alarm extends AlarmHistory {
  /**
   * Kind, unit or pair, and what of it: `LIMIT:FU1:temperature:HIGH`. It holds no time, so that it stays the same however
   * late data move, join or part its episodes.
   */
  readonly id: string;
  /** What was found of the newest episode. */
  readonly newest: Anomaly;
  /** What an operator sees who acts on it now. */
  readonly seen: Seen;
}

/** The alarm that an anomaly belongs to; null of what only stands in lists. */
export function alarmOf(anomaly: Anomaly): string | null {
  return detectorNamed(anomaly.kind).isLogOnly ? null : conditionOf(anomaly);
}

/**
 * Every alarm of which something is found, those that wait for somebody before the others, the worst first. Actions on
 * what is not found any more move nothing, and count again once it is found again.
 */
export function alarmsOf(
  anomalies: readonly Anomaly[],
  actions: ReadonlyMap<string, readonly AlarmAction[]>,
  now: Micros,
): Alarm[] {
  const byAlarm = Map.groupBy(anomalies, alarmOf);
  const alarms: Alarm[] = [];
  for (const [id, found] of byAlarm)
    if (id !== null) alarms.push(alarmFrom(id, found, actions.get(id) ?? [], now));
  return alarms.sort(compareAlarms);
}

/** @param found at least one */
function alarmFrom(
  id: string,
  found: readonly Anomaly[],
  actions: readonly AlarmAction[],
  now: Micros,
): Alarm {
  const newest = found.toSorted(byOnset).at(-1);
  const episodes = episodesOf(found, actions);
  const episode = episodes.at(-1);
  if (newest === undefined || episode === undefined)
    throw new RangeError(`nothing was found of the alarm ${id}`);
  return { id, newest, seen: seenOf(episode), ...alarmHistory(episodes, actions, now) };
}

function seenOf({ from, knownTo, severity, returned }: Episode): Seen {
  return { from, to: knownTo, severity, returned: returned !== null };
}

/** Those first that wait for somebody. */
const URGENCY: readonly AlarmStateName[] = [
  'UNACK_ALARM',
  'LATCH_UNACK',
  'RTN_UNACK',
  'ACK_ALARM',
  'LATCH_ACK',
  'SHELVED',
  'NORMAL',
];

function compareAlarms(a: Alarm, b: Alarm): number {
  const state = ({ state }: Alarm) => URGENCY.indexOf(state.state);
  const rank = ({ newest }: Alarm) => SEVERITIES.indexOf(severityNow(newest));
  return state(a) - state(b) || rank(b) - rank(a) || a.newest.from - b.newest.from || byText(a.id, b.id);
}
