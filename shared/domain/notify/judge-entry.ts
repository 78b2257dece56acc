/** Whether an entry of the journal is still to be told of, as things stand now. */
import { type Alarm, alarmOf } from '../alarm/alarm.ts';
import type { AlarmStateName } from '../alarm/state.ts';
import type { Anomaly } from '../detect/registry.ts';
import { isSameAnomaly } from '../detect/same-anomaly.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { pastTellingOf, tellingOf } from '../journal/telling.ts';
import type { Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';

export interface News {
  readonly verdict: 'TELL';
  readonly entry: JournalRecord;
  /** As it is found now. */
  readonly anomaly: Anomaly;
  /** It was grave, and over when it was first learnt. */
  readonly isPast: boolean;
}

export type Verdict =
  | News
  /** Somebody has it in hand, or on a shelf: it waits, in case that ends before the alarm does. */
  | {
      readonly verdict: 'HOLD';
      readonly entry: JournalRecord;
      readonly reason: 'ACKNOWLEDGED' | 'SHELVED';
      readonly until: Micros | null;
    }
  /** It does not hold any more. */
  | { readonly verdict: 'DROP'; readonly entry: JournalRecord };

interface Found {
  readonly anomalies: readonly Anomaly[];
  readonly alarms: readonly Alarm[];
  readonly armed: readonly Interval[];
}

export function judgeEntry(entry: JournalRecord, { anomalies, alarms, armed }: Found): Verdict {
  const anomaly = anomalies.find((one) => isSameAnomaly(one, entry.anomaly));
  if (anomaly === undefined) return { verdict: 'DROP', entry };
  const isNow = tellingOf(anomaly, armed).route !== 'SHOW';
  const isPast = !isNow && entry.retroactive && pastTellingOf(anomaly, armed) !== null;
  if (!isNow && !isPast) return { verdict: 'DROP', entry };
  const alarm = alarmWith(anomaly, alarms);
  const state = alarm?.state;
  if (state?.state === 'SHELVED')
    return { verdict: 'HOLD', entry, reason: 'SHELVED', until: state.shelf.until };
  if (state?.state === 'ACK_ALARM' || state?.state === 'LATCH_ACK')
    return { verdict: 'HOLD', entry, reason: 'ACKNOWLEDGED', until: null };
  // Somebody acknowledged it, so they have seen that it happened.
  if (isPast && state?.state === 'NORMAL') return { verdict: 'DROP', entry };
  return { verdict: 'TELL', entry, anomaly, isPast };
}

export function stateOf(anomaly: Anomaly, alarms: readonly Alarm[]): AlarmStateName | null {
  return alarmWith(anomaly, alarms)?.state.state ?? null;
}

function alarmWith(anomaly: Anomaly, alarms: readonly Alarm[]): Alarm | undefined {
  const id = alarmOf(anomaly);
  return alarms.find((alarm) => alarm.id === id);
}
