/**
 * STUCK, rule C (docs/design.md#stuck): a run of equal values in one series whose n × period
 * reaches `stuckAfter`. It needs no baseline, and it looks back: a run is judged by its whole length, so its first
 * sample is stuck too.
 */
import * as z from 'zod';
import { type AnyAnomaly, anomalyId } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import { samplesLasting } from '../../telemetry/rule.ts';
import type { Run } from '../../telemetry/run.ts';
import type { Micros, Seconds } from '../../time.ts';
import { STUCK, type stuckEvidenceSchema } from './kind.ts';

export type StuckAnomaly = AnomalyOf<'STUCK', z.infer<typeof stuckEvidenceSchema>>;

/** Channels that stand still together for six hours are STUCK under rule U. */
export const FROZEN_UNIT_SECONDS = 6 * 3600;

export const stuckRuleSchema = z.object({
  /** Null where the channel is declared quieter than its resolution: it is never stuck. */
  stuckAfterSeconds: z.number().positive().nullable(),
  /** How long a series that fell stands still before it is stuck; null where that is not looked for. */
  fallenAfterSeconds: z.number().positive().nullable().default(null),
});

/** A series under its rule. */
export interface StuckSeries extends Pick<z.infer<typeof stuckRuleSchema>, 'stuckAfterSeconds'> {
  readonly series: string;
  readonly periodSeconds: Seconds;
}

/** Samples that make a run stuck under rule C, and a stretch long under rule U; infinite where they never do. */
export function countsOf({ stuckAfterSeconds, periodSeconds }: Omit<StuckSeries, 'series'>): {
  readonly stuckAt: number;
  readonly longAt: number;
} {
  if (stuckAfterSeconds === null)
    return { stuckAt: Number.POSITIVE_INFINITY, longAt: Number.POSITIVE_INFINITY };
  return {
    stuckAt: samplesLasting(stuckAfterSeconds, periodSeconds),
    longAt: samplesLasting(FROZEN_UNIT_SECONDS, periodSeconds),
  };
}

/** A page's runs of one series after the run that was open before them. */
export interface JoinedRuns {
  /** Runs that another value ended. */
  readonly closed: readonly Run[];
  /** The newest run, which later samples may continue. */
  readonly open: Run;
  /** The beginning of the run that the page's first run belongs to. */
  readonly firstSince: Micros;
}

/** Joins the runs of a page, at least one, to the open run if that goes on. */
export function joinRuns(open: Run | null, runs: readonly Run[]): JoinedRuns {
  const [first, ...rest] = runs;
  if (first === undefined)
    throw new RangeError('expected at least one run: a page with samples has a first run');
  const goesOn = open !== null && open.value === first.value;
  const joined = goesOn ? { ...first, from: open.from, n: open.n + first.n } : first;
  const all = open === null || goesOn ? [joined, ...rest] : [open, joined, ...rest];
  return { closed: all.slice(0, -1), open: all[all.length - 1]!, firstSince: joined.from };
}

/** The anomaly of a run that is stuck under rule C or F; `to` null while it lasts. */
export function stuckChannel(
  unit: string,
  { series, periodSeconds }: StuckSeries,
  run: Run,
  to: Micros | null,
  rule: 'C' | 'F' = 'C',
): StuckAnomaly {
  return stuckAnomaly(unit, series, [series], run.from, to, {
    rule,
    values: { [series]: run.value },
    samples: run.n,
    lengthSeconds: run.n * periodSeconds,
  });
}

/** A STUCK anomaly of a channel (rule C) or of several (rule U). */
export function stuckAnomaly(
  unit: string,
  part: string,
  channels: string[],
  from: Micros,
  to: Micros | null,
  evidence: StuckAnomaly['evidence'],
): StuckAnomaly {
  return {
    id: anomalyId(STUCK.kind, unit, part, from),
    kind: STUCK.kind,
    unit,
    channels,
    from,
    to,
    severity: 'WARNING',
    blame: unit,
    evidence,
    detector: detectorOf(STUCK),
  };
}

/**
 * When a series stood still, both ends inclusive: samples inside are UNCERTAIN. `to` is null while it lasts.
 * A channel's name finds its primary sensor's series only.
 */
export function stuckIntervals(
  anomalies: readonly Pick<AnyAnomaly, 'kind' | 'channels' | 'from' | 'to'>[],
  series: string,
): { from: Micros; to: Micros | null }[] {
  return anomalies
    .filter(({ kind, channels }) => kind === STUCK.kind && channels.includes(series))
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => a.from - b.from);
}
