import type { Micros } from '../time.ts';
import type { Severity } from './anomaly.ts';

interface Begun {
  readonly severity: Severity;
  readonly from: Micros;
  /** Since when it is as bad as `severity` says; absent where that was at its onset. */
  readonly worstFrom?: Micros | undefined;
}

/**
 * When it began, and since when it is as bad as it became: `begun 1 Mar 13:34 UTC`, `CRITICAL since 1 Mar 17:00 UTC, begun
 * 1 Mar 13:34 UTC`.
 *
 * @param instant how an instant is told to the reader
 */
export function begunText({ severity, from, worstFrom }: Begun, instant: (at: Micros) => string): string {
  const begun = `begun ${instant(from)}`;
  return worstFrom === undefined || worstFrom <= from
    ? begun
    : `${severity} since ${instant(worstFrom)}, ${begun}`;
}
