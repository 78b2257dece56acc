/**
 * LIMIT (DESIGN section 7): an episode opens after `minViolations` consecutive judged samples beyond a limit, its
 * onset the first of them, and closes after `minConformance` consecutive ones within. An episode belongs to one band:
 * where other limits (or none) come into force it ends, and under the new ones another may begin.
 */
import * as z from 'zod';
import { type LimitBand, limitBandSchema } from '../telemetry/rule.ts';
import type { Micros } from '../time.ts';
import { type Anomaly, anomalyId } from './anomaly.ts';
import {
  type Beyond,
  beyondSchema,
  joinBeyond,
  type LimitRun,
  type LimitTrace,
  sideSchema,
  violated,
} from './limit-runs.ts';

/** One side of one band of one series, between two pages. */
export const limitMonitorSchema = z.object({
  series: z.string(),
  side: sideSchema,
  band: limitBandSchema,
  /** Consecutive samples beyond, too few so far to open an episode. */
  pending: beyondSchema.nullable(),
  open: beyondSchema.nullable(),
  /** Consecutive samples within since the open episode's last one beyond. */
  conforming: z.number(),
  /** Value of the newest judged sample. */
  current: z.number(),
});
export type LimitMonitor = z.infer<typeof limitMonitorSchema>;

/** What one bucket knows of the limits of one series. */
export interface LimitPage {
  readonly series: string;
  readonly limits: readonly LimitBand[];
  readonly traces: readonly LimitTrace[];
  /** Time of the last judged sample, null where there is none. */
  readonly judgedTo: Micros | null;
}

/** Takes the next page of a series in: its monitors afterwards, and the episodes that ended. */
export function foldLimits(
  monitors: readonly LimitMonitor[],
  page: LimitPage,
  unit: string,
): { monitors: LimitMonitor[]; closed: Anomaly[] } {
  const closed: Anomaly[] = [];
  const live = new Map(monitors.map((monitor) => [keyOf(monitor), monitor]));
  for (const { band: place, side, runs } of page.traces) {
    const band = page.limits[place];
    if (band === undefined)
      throw new RangeError(`the page of ${page.series} has a trace of its limit ${place}, but no such limit`);
    const started = { series: page.series, side, band, pending: null, open: null, conforming: 0, current: 0 };
    let monitor: LimitMonitor = { ...(live.get(keyOf(started)) ?? started), band };
    for (const run of runs) {
      const before = monitor.open;
      monitor = step(monitor, run);
      if (before !== null && monitor.open === null)
        closed.push(limitAnomaly(unit, monitor, before, before.to));
    }
    live.set(keyOf(monitor), monitor);
  }
  const kept: LimitMonitor[] = [];
  for (const monitor of live.values()) {
    const { open, pending } = monitor;
    if (!isOver(monitor, page)) {
      if (open !== null || pending !== null) kept.push(monitor);
    } else if (open !== null) closed.push(limitAnomaly(unit, monitor, open, open.to));
  }
  return { monitors: kept, closed };
}

/** The episode that is still open when no more samples come. */
export function openLimit(monitor: LimitMonitor, unit: string): Anomaly | null {
  return monitor.open === null ? null : limitAnomaly(unit, monitor, monitor.open, null);
}

/** A band is the same in two pages whatever its end, which a page knows only if it comes within the bucket. */
function keyOf({ series, side, band }: Pick<LimitMonitor, 'series' | 'side' | 'band'>): string {
  return JSON.stringify([series, side, { ...band, to: null }]);
}

function step(monitor: LimitMonitor, run: LimitRun): LimitMonitor {
  const { open, pending, band, side } = monitor;
  const current = run.last;
  if (run.kind === 'WITHIN') {
    const conforming = monitor.conforming + run.n;
    const closes = open !== null && band.minConformance !== null && conforming >= band.minConformance;
    return { ...monitor, pending: null, open: closes ? null : open, conforming, current };
  }
  if (open !== null) return { ...monitor, open: joinBeyond(open, run, side), conforming: 0, current };
  const violations = pending === null ? run : joinBeyond(pending, run, side);
  const opens = violations.n >= band.minViolations;
  return {
    ...monitor,
    pending: opens ? null : violations,
    open: opens ? violations : null,
    conforming: 0,
    current,
  };
}

/** Whether a judged sample of the series came after the band had ended. */
function isOver(monitor: LimitMonitor, page: LimitPage): boolean {
  if (page.judgedTo === null) return false;
  const key = keyOf(monitor);
  const band = page.limits.find((other) => keyOf({ ...monitor, band: other }) === key);
  return band === undefined || (band.to !== null && page.judgedTo >= band.to);
}

function limitAnomaly(unit: string, monitor: LimitMonitor, episode: Beyond, to: Micros | null): Anomaly {
  const { series, side, band } = monitor;
  const worst = violated(episode.worst, band, side);
  if (worst === null) throw new RangeError(`${series}: ${episode.worst} is beyond no ${side} limit`);
  return {
    id: anomalyId('LIMIT', unit, `${series}:${side}`, episode.from),
    kind: 'LIMIT',
    unit,
    channels: [series],
    from: episode.from,
    to,
    severity: worst.severity,
    blame: unit,
    evidence: {
      side,
      limit: worst.bound,
      margin: marginOf(episode.worst, worst.bound),
      triggerValue: episode.first,
      mostSevereValue: episode.worst,
      currentValue: to === null ? monitor.current : episode.last,
      samples: episode.n,
    },
    detector: { name: 'limit', version: '1' },
  };
}

/** How far beyond, without the digits that subtracting decimals adds (38.4 − 37.5 is 0.9, not 0.8999999999999986). */
function marginOf(value: number, bound: number): number {
  return Number(Math.abs(value - bound).toPrecision(12));
}
