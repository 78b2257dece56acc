import type { AlarmOnWire } from '../../contract/alarms.ts';
import type { Alarm } from '../../domain/alarm/alarm.ts';
import type { AlarmEntry } from '../../domain/alarm/history.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { isoOf } from '../../domain/time.ts';

/** An alarm of years has thousands of entries, and who looks at it now needs the newest. */
const MOST_ENTRIES = 100;

export function alarmOnWire(alarm: Alarm): AlarmOnWire {
  const { id, state, newest, owner, entries } = alarm;
  const { kind, unit, pair, channels, from, severity, current, blame, ucums } = newest;
  const left = entries.length - MOST_ENTRIES;
  return {
    ...{ id, state: state.state, kind, channels: [...channels], severity, blame },
    ...(unit !== undefined && { unit }),
    ...(pair !== undefined && { pair }),
    ...(current !== undefined && { current: { ...current, asOf: isoOf(current.asOf) } }),
    onset: isoOf(from),
    ...alarmValues(newest),
    ...(ucums !== undefined && { ucums }),
    ...(owner !== null && { owner }),
    ...(state.state === 'SHELVED' && { shelvedUntil: isoOf(state.shelf.until) }),
    history: entries.slice(-MOST_ENTRIES).map(entryOnWire),
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
