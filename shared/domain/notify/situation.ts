/** What is decided by, and what is decided, of one group. */
import type { Alarm } from '../alarm/alarm.ts';
import type { Severity } from '../anomaly/anomaly.ts';
import { severityNow } from '../anomaly/urgency.ts';
import type { Anomaly } from '../detect/registry.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { channelOf } from '../telemetry/frame.ts';
import type { Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import type { AboutAlarms } from './about.ts';
import { groupPlace, WHOLE_UNIT } from './group.ts';
import type { Cause } from './inhibit.ts';
import type { Covered, MessageRecord } from './message-record.ts';
import { type Route, type Routing, routesFor } from './route.ts';

export interface GroupSituation<R extends Route = Route> {
  readonly group: string;
  /** What is found of it now. */
  readonly anomalies: readonly Anomaly[];
  /** The alarms that these are. */
  readonly alarms: readonly Alarm[];
  /** When somebody hears of the unit or pair. */
  readonly armed: readonly Interval[];
  /** The units that it is made of. */
  readonly units: readonly string[];
  /** Entries that somebody is to hear of, and nobody was told of. */
  readonly owed: readonly JournalRecord[];
  /** By number. */
  readonly messages: readonly MessageRecord[];
  readonly causes: readonly Cause[];
  readonly routes: readonly R[];
  readonly now: Micros;
}

/** A message that is to be made; its words are another's. */
export interface Told<R extends Route = Route> {
  readonly route: R;
  readonly about: AboutAlarms;
  readonly severity: Severity;
  readonly covers: readonly Covered[];
  readonly entries: readonly JournalRecord[];
  /** What it tells of, the likelier cause first; of what is over and not found any more nothing is left. */
  readonly anomalies: readonly Anomaly[];
}

/** TOLD: every route that is to hear has a message. DROPPED: it does not hold any more. UNROUTED: no route takes it. */
export interface Settled {
  readonly entry: JournalRecord;
  readonly as: 'TOLD' | 'DROPPED' | 'UNROUTED';
}

export interface GroupDecision<R extends Route = Route> {
  readonly make: readonly Told<R>[];
  readonly settle: readonly Settled[];
  /** Messages from which nothing follows any more. */
  readonly end: readonly MessageRecord[];
  /** When it is to be decided again though nothing changes; null where it need not. */
  readonly next: Micros | null;
}

/** What one stage adds to a decision. */
export interface Part<R extends Route> {
  readonly make: Told<R>[];
  readonly settle: Settled[];
  readonly waits: Micros[];
}

/** Who hears of the group at that severity. */
export function routingOf<R extends Route>(
  { group, anomalies, routes, now }: GroupSituation<R>,
  severity: Severity,
  toldAt: (route: Route) => Micros | null,
): Routing<R> {
  const isWhole = groupPlace(group).part === WHOLE_UNIT;
  const channels = isWhole ? null : anomalies.flatMap((anomaly) => anomaly.channels.map(channelOf));
  return routesFor(routes, { severity, channels, now, toldAt });
}

export function coveredBy(anomaly: Anomaly, { alarms }: GroupSituation): Covered {
  const alarm = alarms.find(({ id }) => anomaly.id.startsWith(`${id}:`));
  return { alarm: alarm?.id ?? anomaly.id, anomaly: anomaly.id, severity: severityNow(anomaly) };
}
