import type { Severity } from '../../../shared/domain/anomaly/anomaly.ts';

/** By shape as well as by colour: one corner more for each step. */
const SHAPES: Readonly<Record<Severity, string>> = {
  WATCH: '○',
  WARNING: '△',
  DISTRESS: '◇',
  CRITICAL: '⬟',
  SEVERE: '⬢',
};

export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <span class={`severity ${severity.toLowerCase()}`}>
      <span aria-hidden="true">{SHAPES[severity]}</span> {severity}
    </span>
  );
}
