import type { AlarmOnWire } from '../../contract/alarms.ts';
import type { Alarm } from '../../domain/alarm/alarm.ts';
import { DEFAULT_HISTORY } from '../../domain/alarm/bounds.ts';
import { episodeOf } from '../../domain/alarm/episode.ts';
import type { AlarmEntry } from '../../domain/alarm/history.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import type { AdviceTold } from '../../domain/notify/advice-text.ts';
import { isoOf } from '../../domain/time.ts';

interface Beside {
  /** Entries of its history, at most; the newest. */
  readonly history?: number | undefined;
  /** Absent where its limit says nothing to people. */
  readonly advice?: AdviceTold | undefined;
}

export function alarmOnWire(alarm: Alarm, { history = DEFAULT_HISTORY, advice }: Beside = {}): AlarmOnWire {
  const { id, state, newest, owner, entries } = alarm;
  const { kind, unit, pair, channels, from, judgedUntil, severity, current, blame, ucums } = newest;
  const { worstFrom } = episodeOf(newest);
  const left = entries.length - history;
  return {
    ...{ id, state: state.state, kind, channels: [...channels], severity, blame },
    ...(unit !== undefined && { unit }),
    ...(pair !== undefined && { pair }),
    ...(current !== undefined && { current: { ...current, asOf: isoOf(current.asOf) } }),
    onset: isoOf(from),
    ...(worstFrom > from && { worstFrom: isoOf(worstFrom) }),
    ...(advice !== undefined && { advice: adviceOnWire(advice) }),
    ...(judgedUntil !== undefined && { judgedUntil }),
    ...alarmValues(newest),
    ...(ucums !== undefined && { ucums }),
    ...(owner !== null && { owner }),
    ...(state.state === 'SHELVED' && { shelvedUntil: isoOf(state.shelf.until) }),
    history: entries.slice(-history).map(entryOnWire),
    ...(left > 0 && { historyLeft: left }),
  };
}

function adviceOnWire({
  consequence,
  action,
  respondWithin,
  respondBy,
}: AdviceTold): NonNullable<AlarmOnWire['advice']> {
  return {
    ...(consequence !== undefined && { consequence }),
    ...(action !== undefined && { action }),
    ...(respondWithin !== undefined && { respondWithinSeconds: respondWithin }),
    ...(respondBy !== undefined && { respondBy: isoOf(respondBy) }),
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
