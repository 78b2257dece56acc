/** What routes leave to nobody: said where they are put and shown, since nothing else would say it before it is missed. */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import { type Route, TOLD_SEVERITIES, takersOf } from './route.ts';

export interface Untaken {
  readonly severity: Severity;
  /** Those of whose findings nobody hears; null: nobody hears of the severity at all. */
  readonly channels: readonly string[] | null;
}

/** Severities that are told and no route takes, the worst first. */
export function untakenBy(routes: readonly Route[], channels: readonly string[]): Untaken[] {
  return SEVERITIES.toReversed().flatMap((severity): Untaken[] => {
    if (!TOLD_SEVERITIES.includes(severity)) return [];
    if (takersOf(routes, severity, null).length === 0) return [{ severity, channels: null }];
    const left = channels.filter((channel) => takersOf(routes, severity, [channel]).length === 0);
    return left.length === 0 ? [] : [{ severity, channels: left }];
  });
}
