/** Who hears of an anomaly, and in which words. */
import { isoOf, MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import type { Anomaly, Severity } from './anomaly.ts';

export type Route = 'PAGE' | 'MAIL' | 'SHOW';

const ROUTES: Readonly<Record<Severity, Route>> = {
  WATCH: 'SHOW',
  WARNING: 'MAIL',
  DISTRESS: 'MAIL',
  CRITICAL: 'PAGE',
  SEVERE: 'PAGE',
};

/**
 * Critical and severe anomalies page, warning and distress mail, watch is shown. Nobody is told of a past that is
 * over, nor of what happened outside the armed phases (DESIGN section 7, P10).
 */
export function routeOf(anomaly: Anomaly, armed: readonly Interval[]): Route {
  const touchesArmed = armed.some(({ from, to }) => anomaly.from < to && (anomaly.to ?? Infinity) >= from);
  return anomaly.to === null && touchesArmed ? ROUTES[anomaly.severity] : 'SHOW';
}

/** One message: what, where, since when, with which numbers, and how old the data is. */
export function noticeText(anomaly: Anomaly, asOf: Micros, now: Micros): { subject: string; text: string } {
  const place = anomaly.unit ?? anomaly.pair ?? '';
  const subject = `${anomaly.severity} ${anomaly.kind} ${place} ${anomaly.channels.join('+')}`;
  const numbers = Object.entries(anomaly.evidence).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const text = [
    `As of ${isoOf(asOf)}, ${ageOf(now - asOf)} ago: ${subject} since ${isoOf(anomaly.from)}${anomaly.to === null ? ', still so' : ` until ${isoOf(anomaly.to)}`}.`,
    `Evidence: ${numbers.join(', ')}.`,
    anomaly.blame === null ? 'Which unit is at fault cannot be told.' : `At fault: ${anomaly.blame}.`,
  ].join('\n');
  return { subject, text };
}

/** A duration as people say it: `5 h 40 min`. */
function ageOf(micros: Micros): string {
  const minutes = Math.max(0, Math.round(micros / (60 * MICROS_PER_SECOND)));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
