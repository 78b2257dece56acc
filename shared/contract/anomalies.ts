import * as z from 'zod';
import { SEVERITIES } from '../domain/anomaly/anomaly.ts';
import type { CalibrationInForce } from '../domain/calibration/in-force.ts';
import {
  type Anomaly,
  anomalyOnWireSchema,
  anomalySchema,
  detectorNamed,
  KINDS,
} from '../domain/detect/registry.ts';
import { parseInstant } from '../domain/instant.ts';
import { isoOf } from '../domain/time.ts';
import { lookedAtSchema } from './looked-at.ts';
import { stopped } from './stopped.ts';
import { computedBy, damaged, identifier, rangeQuery, readUnderOther, seriesName } from './wire.ts';

export const anomaliesQuerySchema = z.strictObject({
  unit: identifier.optional(),
  pair: identifier.optional(),
  channel: seriesName.optional(),
  /** One that nothing looks for yet is answered with no anomaly, and `lookedFor` says so. */
  kind: z.enum(KINDS).optional(),
  current: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'true: only what is ongoing; false: only what is over.' }),
  severity: z.enum(SEVERITIES).optional().meta({
    description:
      'Only what is at least as severe: now, where it is ongoing; else at its worst. From mildest to worst: WATCH, WARNING, DISTRESS, CRITICAL, SEVERE.',
  }),
  ...rangeQuery,
});

export type AnomalyOnWire = z.infer<typeof anomalyOnWireSchema>;

/** An anomaly with its instants as text, those of its evidence too, and the calibrations in force in it. */
export function anomalyOnWire(
  { from, to, current, explainedBy, ...rest }: Anomaly,
  calibrations: readonly CalibrationInForce[] = [],
): AnomalyOnWire {
  const evidence = Object.entries(rest.evidence).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'number' && detectorNamed(rest.kind).instants.includes(name) ? isoOf(value) : value,
  ]);
  return anomalyOnWireSchema.parse({
    ...rest,
    from: isoOf(from),
    to: to === null ? null : isoOf(to),
    ...(current !== undefined && { current: { ...current, asOf: isoOf(current.asOf) } }),
    evidence: Object.fromEntries(evidence),
    ...(explainedBy !== undefined && { explainedBy: { ...explainedBy, at: isoOf(explainedBy.at) } }),
    ...(calibrations.length > 0 && { calibrations }),
  });
}

/** The anomaly that came over the wire, with its instants as µs. */
export function anomalyFromWire({ from, to, current, explainedBy, ...rest }: AnomalyOnWire): Anomaly {
  const evidence = Object.entries(rest.evidence).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' && detectorNamed(rest.kind).instants.includes(name)
      ? parseInstant(value)
      : value,
  ]);
  return anomalySchema.parse({
    ...rest,
    from: parseInstant(from),
    to: to === null ? null : parseInstant(to),
    ...(current !== undefined && { current: { ...current, asOf: parseInstant(current.asOf) } }),
    evidence: Object.fromEntries(evidence),
    ...(explainedBy !== undefined && { explainedBy: { ...explainedBy, at: parseInstant(explainedBy.at) } }),
  });
}

export const lookedForSchema = z.object({
  kind: z.enum(KINDS),
  /** A channel, or `channel@sensor` for a redundant sensor; each of them where a whole unit is looked at. */
  channel: z.string(),
  /** Absent where the same holds for every unit, or pair, that has the channel. */
  unit: z.string().optional(),
  pair: z.string().optional(),
  looked: z.boolean(),
  /** Why nothing was looked for. */
  why: z.string().optional(),
});

export const anomaliesSchema = z.object({
  anomalies: z.array(anomalyOnWireSchema),
  /** What was looked for on which series, and what was not: the list says nothing about the latter. */
  lookedFor: z.array(lookedForSchema),
  /** Which time was looked at, unit by unit: of any other the list says nothing. */
  lookedAt: z.array(lookedAtSchema).optional(),
  /**
   * Downlinks, events, definitions, buckets, units and pairs that are known and not in this answer yet: 0 says that it
   * holds all that arrived.
   */
  pending: z.number().int(),
  stopped,
  /** There may be more than `pending` says: the count ends at 200 beside units and pairs. */
  atLeast: z.literal(true).optional(),
  /** Downlinks that were announced and whose file has not been taken up, up to 200. */
  awaiting: z.number().int(),
  /** Downlinks that FAILED and are in no answer until they are redriven, up to 200. */
  failed: z.number().int(),
  /** Messages that are still to be sent, up to 200. */
  unsent: z.number().int(),
  readUnderOther,
  damaged,
  ...computedBy,
});
export type AnomaliesOnWire = z.infer<typeof anomaliesSchema>;
