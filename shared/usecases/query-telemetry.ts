import type { TelemetryOnWire } from '../contract/telemetry.ts';
import { isoDuration } from '../domain/duration.ts';
import { bucketDaysOf } from '../domain/experiment/bucket-days.ts';
import type { HeadRecord } from '../domain/records/head.ts';
import {
  type PointsPlan,
  planPoints,
  rawPoints,
  type TelemetryPoint,
  telemetryPoints,
} from '../domain/telemetry/points.ts';
import type { UnitPage } from '../domain/telemetry/unit-page.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../domain/time.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import type { Ports } from '../ports.ts';
import { loadExperiment } from './load-experiment.ts';
import { readFindings, stuckStretches } from './read-pages.ts';
import type { TimeRange } from './read-segments.ts';
import { headsOf, pagesOf, samplesIn } from './read-unit.ts';
import { seriesAsked } from './series-asked.ts';

export interface TelemetryQuery {
  readonly unit: string;
  readonly channel: string;
  readonly from?: Micros | undefined;
  readonly to?: Micros | undefined;
  readonly maxPoints?: number | undefined;
}

const DEFAULT_POINTS = 2000;

/**
 * A channel over [from, to), as raw samples where at most `maxPoints` fit, else as windows of the rollups. Without a
 * bound, from the first or to the newest sample. Points that hold samples of a stuck sensor are UNCERTAIN.
 */
export async function queryTelemetry(
  ports: Ports,
  experiment: string,
  query: TelemetryQuery,
): Promise<TelemetryOnWire> {
  const { unit, channel, maxPoints = DEFAULT_POINTS } = query;
  const { definition, record } = await loadExperiment(ports, experiment);
  const { series, ucum, period } = seriesAsked(definition, unit, channel);
  const days = bucketDaysOf(definition, unit);
  const at = { experiment, generation: record.serving, unit, days };
  const all = await headsOf(ports, at);
  const range = rangeAsked(query, all);
  const answer = { unit, channel, ucum, pending: all.filter((head) => head.due).length };
  if (range === null) return { ...answer, resolution: 'raw', points: [] };
  // Refuses an impossible range or number of points before anything is read.
  const plan = planPoints(range, maxPoints, period);
  const heads = await headsOf(ports, at, range);
  const stuck = stuckStretches(
    (await readFindings(ports, experiment, at.generation, 'unit', unit)).anomalies,
    series,
  );
  const isShort = (range.to - range.from) / (period * MICROS_PER_SECOND) <= maxPoints;
  if (isShort) {
    const samples = await samplesIn(ports, experiment, heads, series, range);
    const points = samples === null ? [] : rawPoints(samples, range);
    if (points.length <= maxPoints) return { ...answer, resolution: 'raw', points: onWire(points, 0, stuck) };
  }
  const points = await windowPoints(ports, experiment, heads, series, plan);
  return {
    ...answer,
    resolution: isoDuration(plan.windowSeconds),
    points: onWire(points, plan.windowSeconds * MICROS_PER_SECOND, stuck),
  };
}

/** Null where there are no samples and the query does not bound the range itself. */
function rangeAsked({ from, to }: TelemetryQuery, heads: readonly HeadRecord[]): TimeRange | null {
  const segments = heads.flatMap((head) => head.entries.flatMap((entry) => entry.segments));
  const first = from ?? Math.min(...segments.map((segment) => segment.from));
  const last = to ?? Math.max(...segments.map((segment) => segment.to)) + 1;
  return Number.isFinite(first) && Number.isFinite(last) ? { from: first, to: last } : null;
}

async function windowPoints(
  ports: Ports,
  experiment: string,
  heads: readonly HeadRecord[],
  series: string,
  plan: PointsPlan,
): Promise<TelemetryPoint[]> {
  const pages = await pagesOf(ports, heads);
  const edges = await Promise.all(
    plan.edges.map((edge) => samplesIn(ports, experiment, heads, series, edge)),
  );
  return telemetryPoints(
    plan,
    pages.flatMap((page: UnitPage) => page.series.filter(({ rule }) => rule.series === series)),
    edges.filter((edge) => edge !== null),
  );
}

function onWire(
  points: readonly TelemetryPoint[],
  windowMicros: number,
  stuck: readonly Interval[],
): TelemetryOnWire['points'] {
  return points.map((point) => {
    const touches = stuck.some(({ from, to }) => from < point.t + Math.max(1, windowMicros) && to > point.t);
    const quality = touches && point.quality === 'GOOD' ? 'UNCERTAIN' : point.quality;
    return { ...point, t: isoOf(point.t), quality };
  });
}
