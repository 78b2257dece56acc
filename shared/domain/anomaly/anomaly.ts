/** What every detector reports (docs/design.md#what-is-wrong); each kind adds its own evidence (`detect/registry.ts`). */
import * as z from 'zod';
import { byText } from '../by-text.ts';
import { calibrationInForceSchema } from '../calibration/in-force.ts';
import { instantText } from '../instant-text.ts';
import { isoOf, type Micros } from '../time.ts';

/** From mildest to worst. */
export const SEVERITIES = ['WATCH', 'WARNING', 'DISTRESS', 'CRITICAL', 'SEVERE'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Why what held was not looked at any more: the limits that it was held against ended, or the phase in which it was judged. */
export const JUDGED_UNTIL = ['LIMITS', 'PHASE'] as const;

const currentSchema = z.object({
  /** Time of that sample; for a pair, of its flight unit's newest that is paired. */
  asOf: z.number(),
  severity: z.enum(SEVERITIES),
});

const explainedBySchema = z.object({ event: z.string(), at: z.number() });

const anyAnomalySchema = z.object({
  id: z.string(),
  kind: z.string(),
  unit: z.string().optional(),
  pair: z.string().optional(),
  /** Names of series: a channel's own, or `channel@sensor` for a redundant sensor; sorted. */
  channels: z.array(z.string()),
  /** The first sample that shows it; for a GAP the last sample before it. */
  from: z.number(),
  /** The last sample that shows it, for a GAP the first sample after it; null while it holds at the newest sample. */
  to: z.number().nullable(),
  /** Absent where it holds, and where the readings came back: then they say so. */
  judgedUntil: z.enum(JUDGED_UNTIL).optional(),
  /** The worst it came to. */
  severity: z.enum(SEVERITIES),
  /** What holds at the newest sample received of its channels; absent once it is over, and where that is not known. */
  current: currentSchema.optional(),
  /** The unit at fault; null where that cannot be told. */
  blame: z.string().nullable(),
  evidence: z.unknown(),
  /** The event after which its channel settles, or `calibration`, where it began meanwhile; told when somebody asks. */
  explainedBy: explainedBySchema.optional(),
  /** UCUM codes of its numbers by series, where the channel has another unit by now: nothing was computed in that yet. */
  ucums: z.record(z.string(), z.string()).optional(),
  detector: z.object({ name: z.string(), version: z.string() }),
});
/** An anomaly of any kind, its evidence not looked at. */
export type AnyAnomaly = z.infer<typeof anyAnomalySchema>;

/** The schema of the anomalies of one kind, as lists and checkpoints hold them: instants are whole µs. */
export function anomalySchemaOf<Kind extends string, Evidence extends z.ZodType>(
  kind: Kind,
  evidence: Evidence,
) {
  return z.object({ ...anyAnomalySchema.shape, kind: z.literal(kind), evidence });
}

/** The schema of the same on the wire: instants are ISO 8601 texts. */
export function anomalyOnWireSchemaOf<Kind extends string, Evidence extends z.ZodType>(
  kind: Kind,
  evidence: Evidence,
) {
  return z.object({
    ...anyAnomalySchema.shape,
    kind: z.literal(kind),
    from: instantText,
    to: instantText.nullable(),
    current: currentSchema.extend({ asOf: instantText }).optional(),
    evidence,
    explainedBy: explainedBySchema.extend({ at: instantText }).optional(),
    /** What the numbers of its evidence went through; absent where no calibration is declared. */
    calibrations: z.array(calibrationInForceSchema).optional(),
  });
}

/** The anomaly as one that holds at `asOf`, at the severity it has. */
export function holdingAt<A extends AnyAnomaly>(anomaly: A, asOf: Micros): A {
  return { ...anomaly, to: null, current: { asOf, severity: anomaly.severity } };
}

/**
 * An anomaly's name: kind, unit or pair, what of it, and onset, as in `STUCK:FU1:co2:2014-09-21T04:24:00Z`.
 * It holds nothing that changes while the anomaly grows.
 */
export function anomalyId(kind: string, subject: string, part: string, onset: Micros): string {
  return [kind, subject, part, isoOf(onset)].join(':');
}

/** The name without the onset: what anomalies of one condition share, as in `STUCK:FU1:co2`. An instant holds two colons. */
export function conditionOf({ id }: Pick<AnyAnomaly, 'id'>): string {
  return id.split(':').slice(0, -3).join(':');
}

/** The onset in the name, to the millisecond. */
export function onsetNamed({ id }: Pick<AnyAnomaly, 'id'>): Micros {
  return Date.parse(id.split(':').slice(-3).join(':')) * MICROS_PER_MILLI;
}

const MICROS_PER_MILLI = 1000;

/** Orders anomalies by onset, then by name: the order of lists and of comparisons. */
export function byOnset(a: Pick<AnyAnomaly, 'from' | 'id'>, b: Pick<AnyAnomaly, 'from' | 'id'>): number {
  return a.from - b.from || byText(a.id, b.id);
}
