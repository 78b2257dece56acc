import type { Severity } from '../../../shared/domain/anomaly/anomaly.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';

/** By shape as well as by colour: a corner more for each step, and full from DISTRESS on. */
const SHAPES: Readonly<Record<Severity, string>> = {
  WATCH: 'M8 1.5a6.5 6.5 0 1 0 .01 0z',
  WARNING: 'M8 1.5 15 14H1z',
  DISTRESS: 'M8 .5 15.5 8 8 15.5.5 8z',
  CRITICAL: 'M8 .5 15.5 6 12.6 15H3.4L.5 6z',
  SEVERE: 'M4.5.8h7L15.5 8l-4 7.2h-7L.5 8z',
};

interface SeverityMarkProps {
  /** The worst there was. */
  readonly severity: Severity;
  /** What holds now, where that is known. */
  readonly current?: { readonly severity: Severity } | undefined;
}

export function SeverityMark({ severity, current }: SeverityMarkProps) {
  const now = current?.severity ?? severity;
  return (
    <span class={`severity ${now.toLowerCase()}`}>
      <SeverityShape severity={now} /> {severityText({ severity, current })}
    </span>
  );
}

export function SeverityShape({ severity }: { readonly severity: Severity }) {
  return (
    <svg
      class={`shape ${severity.toLowerCase()}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      <path d={SHAPES[severity]} />
    </svg>
  );
}
