import { type AnyAnomaly, byOnset, SEVERITIES, type Severity } from './anomaly.ts';

type Judged = Pick<AnyAnomaly, 'id' | 'from' | 'to' | 'severity' | 'current'>;

interface Severe {
  readonly severity: Severity;
  readonly current?: { readonly severity: Severity } | undefined;
}

/** The severity now, where it is ongoing; else the worst it came to. */
export function severityNow({ severity, current }: Severe): Severity {
  return current?.severity ?? severity;
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** Orders what is ongoing before what is over, then the worst first, then by onset. */
export function compareUrgency(a: Judged, b: Judged): number {
  const isOver = ({ to }: Judged) => (to === null ? 0 : 1);
  const rank = (one: Judged) => SEVERITIES.indexOf(severityNow(one));
  return isOver(a) - isOver(b) || rank(b) - rank(a) || byOnset(a, b);
}
