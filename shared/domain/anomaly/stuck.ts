/**
 * STUCK, rule C (docs/design.md#stuck): a run of equal values in one series whose n × period reaches `stuckAfter`.
 * It needs no baseline, and it looks back: a run is judged by its whole length, so its first sample is stuck too.
 */

import type { SeriesRule } from '../telemetry/rule.ts';
import type { Run } from '../telemetry/run.ts';
import type { Micros } from '../time.ts';
import { type Anomaly, anomalyId } from './anomaly.ts';

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

/** The anomaly of a run that is stuck under rule C; `to` null while it lasts. */
export function stuckChannel(unit: string, rule: SeriesRule, run: Run, to: Micros | null): Anomaly {
  const evidence = {
    rule: 'C',
    values: { [rule.series]: run.value },
    samples: run.n,
    lengthSeconds: run.n * rule.periodSeconds,
  };
  return stuckAnomaly(unit, rule.series, [rule.series], run.from, to, evidence);
}

/** A STUCK anomaly of a channel (rule C) or of several (rule U). */
export function stuckAnomaly(
  unit: string,
  part: string,
  channels: string[],
  from: Micros,
  to: Micros | null,
  evidence: Anomaly['evidence'],
): Anomaly {
  return {
    id: anomalyId('STUCK', unit, part, from),
    kind: 'STUCK',
    unit,
    channels,
    from,
    to,
    severity: 'WARNING',
    blame: unit,
    evidence,
    detector: { name: 'stuck', version: '1' },
  };
}

/**
 * When a series stood still, both ends inclusive: samples inside are UNCERTAIN. `to` is null while it lasts.
 * A channel's name finds its primary sensor's series only.
 */
export function stuckIntervals(
  anomalies: readonly Anomaly[],
  series: string,
): { from: Micros; to: Micros | null }[] {
  return anomalies
    .filter(({ kind, channels }) => kind === 'STUCK' && channels.includes(series))
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => a.from - b.from);
}
