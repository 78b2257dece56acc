/** What is wrong now, by an answer that holds what is current. */
import { thingsOf } from '../domain/anomaly/things.ts';
import { severityNow } from '../domain/anomaly/urgency.ts';
import type { Unseen, WrongNow } from '../domain/anomaly/wrong-now-text.ts';
import { detectorNamed } from '../domain/detect/registry.ts';
import { type AnomaliesOnWire, anomalyFromWire } from './anomalies.ts';

/** Of what belongs together the worst counts. */
export function wrongNow({ anomalies }: AnomaliesOnWire): WrongNow {
  const things = thingsOf(anomalies.map(anomalyFromWire), ({ kind }) => detectorNamed(kind).isLogOnly);
  const bySeverity = Map.groupBy(things, ({ leader }) => severityNow(leader));
  return Object.fromEntries(Array.from(bySeverity, ([severity, all]) => [severity, all.length]));
}

/** What an empty list of what is wrong rests on, where that is nothing. */
export function unseenIn({ lookedAt = [] }: AnomaliesOnWire): Unseen | undefined {
  if (lookedAt.length === 0) return undefined;
  if (lookedAt.every(({ to }) => to === null)) return 'NOTHING_RECEIVED';
  return lookedAt.some(({ hasValid }) => hasValid) ? undefined : 'NO_VALID_READING';
}
