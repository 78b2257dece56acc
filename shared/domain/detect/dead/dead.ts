/** DEAD (docs/design.md#dead): how long is long enough, and how it is told. */
import type * as z from 'zod';
import { anomalyId } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { MICROS_PER_SECOND, type Micros } from '../../time.ts';
import type { Spoilt } from './facts.ts';
import { DEAD, type deadEvidenceSchema } from './kind.ts';

export type DeadAnomaly = AnomalyOf<'DEAD', z.infer<typeof deadEvidenceSchema>>;

export const LEAST_SECONDS = 600;
export const LEAST_STEPS = 5;

/** How long a series is without a valid reading before it is dead, µs. */
export function deadAfterMicros(deadAfterSeconds: number | null, step: number): number {
  return deadAfterSeconds === null
    ? Math.max(microsOf(LEAST_SECONDS), LEAST_STEPS * step)
    : microsOf(deadAfterSeconds);
}

/** A stretch without a valid reading. */
export interface DeadStretch {
  readonly series: string;
  readonly step: number;
  /** The last valid reading before; null where there never was one. */
  readonly last: Micros | null;
  /** The first missing reading, and the last one. */
  readonly from: Micros;
  readonly to: Micros;
  readonly spoilt: Spoilt;
}

export function deadAnomaly(unit: string, stretch: DeadStretch): DeadAnomaly {
  const { series, step, last, from, to, spoilt } = stretch;
  const missing = Math.max(1, Math.round((to - from) / step) + 1);
  return {
    // Of the last valid reading, which stays what it is while more is learnt of what else came.
    id: anomalyId(DEAD.kind, unit, series, last ?? from),
    kind: DEAD.kind,
    unit,
    channels: [series],
    from,
    to,
    severity: 'WARNING',
    blame: unit,
    evidence: {
      ...(last !== null && { lastValid: last }),
      missingSamples: missing,
      missingCodes: spoilt.invalid,
      outOfRange: spoilt.bad,
      absent: Math.max(0, missing - spoilt.invalid - spoilt.bad),
      stepSeconds: step / MICROS_PER_SECOND,
      lengthSeconds: (to - from + step) / MICROS_PER_SECOND,
    },
    detector: detectorOf(DEAD),
  };
}
