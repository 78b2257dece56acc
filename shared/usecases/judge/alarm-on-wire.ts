import type { AlarmOnWire } from '../../contract/alarms.ts';
import type { Alarm } from '../../domain/alarm/alarm.ts';
import { DEFAULT_HISTORY } from '../../domain/alarm/bounds.ts';
import type { AlarmEntry } from '../../domain/alarm/history.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { isoOf } from '../../domain/time.ts';

/** @param history entries of its history, at most; the newest */
export function alarmOnWire(alarm: Alarm, history = DEFAULT_HISTORY): AlarmOnWire {
  const { id, state, newest, owner, entries } = alarm;
  const { kind, unit, pair, channels, from, judgedUntil, severity, current, blame, ucums } = newest;
  const left = entries.length - history;
  return {
    ...{ id, state: state.state, kind, channels: [...channels], severity, blame },
    ...(unit !== undefined && { unit }),
    ...(pair !== undefined && { pair }),
    ...(current !== undefined && { current: { ...current, asOf: isoOf(current.asOf) } }),
    onset: isoOf(from),
    ...(judgedUntil !== undefined && { judgedUntil }),
    ...alarmValues(newest),
    ...(ucums !== undefined && { ucums }),
    ...(owner !== null && { owner }),
    ...(state.state === 'SHELVED' && { shelvedUntil: isoOf(state.shelf.until) }),
    history: entries.slice(-history).map(entryOnWire),
    ...(left > 0 && { historyLeft: left }),
  };
}

function entryOnWire({ at, until, ...entry }: AlarmEntry): AlarmOnWire['history'][number] {
  return { at: isoOf(at), ...entry, ...(until !== undefined && { until: isoOf(until) }) };
}

/** The readings that count of an anomaly; null of kinds that hold no reading against a bound. */
function alarmValues(anomaly: Anomaly): {
  readonly triggerValue: number | null;
  readonly mostSevereValue: number | null;
  readonly currentValue: number | null;
} {
  if (anomaly.kind !== 'LIMIT' && anomaly.kind !== 'RATE')
    return { triggerValue: null, mostSevereValue: null, currentValue: null };
  const { triggerValue, mostSevereValue, currentValue } = anomaly.evidence;
  return { triggerValue, mostSevereValue, currentValue };
}
