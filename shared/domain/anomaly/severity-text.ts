import type { Severity } from './anomaly.ts';

/** The severity now, and the worst there was where that was worse: `WARNING (was CRITICAL)`. */
export function severityText({
  severity,
  current,
}: {
  readonly severity: Severity;
  readonly current?: { readonly severity: Severity } | undefined;
}): string {
  return current === undefined || current.severity === severity
    ? severity
    : `${current.severity} (was ${severity})`;
}
