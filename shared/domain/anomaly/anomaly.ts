/** What every detector reports (docs/design.md#what-is-wrong). */
import * as z from 'zod';
import { isoOf, type Micros } from '../time.ts';

/** From mildest to worst. */
export const SEVERITIES = ['WATCH', 'WARNING', 'DISTRESS', 'CRITICAL', 'SEVERE'] as const;
const KINDS = [
  'LIMIT',
  'RATE',
  'STUCK',
  'SPIKE',
  'SHIFT',
  'DRIFT',
  'VARIANCE',
  'GAP',
  'CLOCK',
  'OFFSET',
  'SILENCE',
] as const;

export const currentSchema = z.object({
  /** Time of that sample; for a pair, of its flight unit's newest that is paired. */
  asOf: z.number(),
  severity: z.enum(SEVERITIES),
});

export const anomalySchema = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  unit: z.string().optional(),
  pair: z.string().optional(),
  /** Names of series: a channel's own, or `channel@sensor` for a redundant sensor; sorted. */
  channels: z.array(z.string()),
  /** The first sample that shows it; for a GAP the last sample before it. */
  from: z.number(),
  /** The last sample that shows it, for a GAP the first sample after it; null while it holds at the newest sample. */
  to: z.number().nullable(),
  /** The worst it came to. */
  severity: z.enum(SEVERITIES),
  /** What holds at the newest sample received of its channels; absent once it is over, and where that is not known. */
  current: currentSchema.optional(),
  /** The unit at fault; null where that cannot be told. */
  blame: z.string().nullable(),
  evidence: z.record(z.string(), z.json()),
  detector: z.object({ name: z.string(), version: z.string() }),
});
export type Anomaly = z.infer<typeof anomalySchema>;
export type AnomalyKind = Anomaly['kind'];
export type Severity = Anomaly['severity'];

/** The anomaly as one that holds at `asOf`, at the severity it has. */
export function holdingAt(anomaly: Anomaly, asOf: Micros): Anomaly {
  return { ...anomaly, to: null, current: { asOf, severity: anomaly.severity } };
}

/**
 * An anomaly's name: kind, unit or pair, what of it, and onset, as in `STUCK:FU1:co2:2014-09-21T04:24:00Z`.
 * It holds nothing that changes while the anomaly grows.
 */
export function anomalyId(kind: AnomalyKind, subject: string, part: string, onset: Micros): string {
  return [kind, subject, part, isoOf(onset)].join(':');
}

/** Orders anomalies by onset, then by name: the order of lists and of comparisons. */
export function byOnset(a: Anomaly, b: Anomaly): number {
  return a.from - b.from || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
