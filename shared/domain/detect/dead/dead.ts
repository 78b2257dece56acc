/** DEAD (docs/design.md#dead): how long is long enough, and how it is told. */
import * as z from 'zod';
import { anomalyId } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { MICROS_PER_SECOND, type Micros } from '../../time.ts';
import type { Spoilt } from './facts.ts';

export const DEAD = { kind: 'DEAD', version: '2' } as const;

export const deadEvidenceSchema = z.object({
  /** The last valid reading; absent where there never was one. */
  lastValid: z.number().optional(),
  /** Readings that the series' step promised, and what came in their place. */
  missingSamples: z.number(),
  /** Declared missing codes. */
  missingCodes: z.number(),
  /** Outside of the valid range. */
  outOfRange: z.number(),
  /** Nothing that could be read as a number: an empty cell, a text, or no column. */
  absent: z.number(),
  stepSeconds: z.number(),
  lengthSeconds: z.number(),
  /** The whole unit has no valid reading; the counts are of the channels whose readings began and ended to lack with it. */
  ofUnit: z.literal(true).optional(),
});
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
