import type { TelemetryOnWire } from '../../contract/telemetry.ts';
import { type BucketDays, bucketNamed } from '../../domain/bucket/bucket.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { calibrationsInForce } from '../../domain/calibration/in-force.ts';
import { stretchAt, stretchWords } from '../../domain/calibration/series-calibration.ts';
import { isoDuration } from '../../domain/duration.ts';
import { type AnswerRules, answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { oncePer } from '../../domain/once-per.ts';
import {
  type PointsPlan,
  planPoints,
  rawPoints,
  type TelemetryPoint,
  telemetryPoints,
} from '../../domain/telemetry/points.ts';
import type { Series } from '../../domain/telemetry/series.ts';
import { type WindowWithout, windowsWithout } from '../../domain/telemetry/without-value.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import type { TimeRange } from '../heads/read-segments.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { rollupsOf } from './read-rollups.ts';
import { extentOf, headsOf, samplesIn, type UnitAddress } from './read-unit.ts';
import { seriesAsked } from './series-asked.ts';
import { unconvertedIn } from './unconverted-in.ts';

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
  const loaded = await loadExperiment(ports, experiment);
  const { index, generation } = loaded;
  const asked = seriesAsked(index, unit, channel);
  const { series, ucum, period } = asked;
  const rules = answerRulesOf(index, unit);
  const at = { experiment, generation, unit, days: bucketDaysOf(index, unit) };
  const { upstream, stopped } = await owedNow(ports, loaded);
  // One after the other, as work moves: none is missed between two.
  const heads = await headsOf(ports, at, query);
  const extent = extentOf(heads);
  const range = rangeAsked(query, extent);
  // Refuses an impossible range or number of points before anything is read.
  const plan = range === null ? null : planPoints(range, maxPoints, period, extent ?? undefined);
  const [{ record: subject, anomalies }, { windowSeconds, points, samples }] = await Promise.all([
    readFindings(ports, experiment, generation, 'unit', unit),
    range === null || plan === null
      ? NO_POINTS
      : pointsIn(ports, at, heads, { series, period, rules, range, maxPoints, plan }),
  ]);
  const other = await readUnderOther(ports, loaded, heads);
  const unconverted =
    other.readUnderOther && range !== null
      ? await unconvertedIn(ports, loaded, heads, { unit, series, range: { from: range.from, to: range.to } })
      : [];
  const isBlind =
    points.length === 0 || anomalies.some((one) => one.kind === 'DEAD' && one.channels.includes(series));
  const read = async (over: TimeRange) =>
    samples === undefined && isBlind
      ? samplesToCount(ports, at, heads, { rules, series, range: over, period })
      : samples;
  // What cannot be converted has no value either, and is told with its own reason.
  const counted = range === null || unconverted.length > 0 ? null : ((await read(range)) ?? null);
  const without = range === null || counted === null ? [] : windowsWithout(counted, range, windowSeconds);
  const calibrations = calibrationsInForce(unit, asked, range ?? { from: -Infinity, to: Infinity });
  return {
    ...{ unit, channel, ucum },
    ...waitingOnWire(upstream, waitingOf(stopped, loaded, heads, [subject])),
    resolution: windowSeconds === 0 ? 'raw' : isoDuration(windowSeconds),
    points: onWire(points, windowSeconds * MICROS_PER_SECOND, asked, stuckStretches(anomalies, series)),
    ...(without.length > 0 && { without: withoutOnWire(without) }),
    ...(calibrations.length > 0 && { calibrations }),
    ...(unconverted.length > 0 && { unconverted }),
    ...other,
  };
}

/** Points of one length; 0 s says that they are the samples themselves. */
interface FoundPoints {
  readonly windowSeconds: Seconds;
  readonly points: readonly TelemetryPoint[];
  /** Of the whole range, where they were read; null where none came. */
  readonly samples?: Series | null;
}

const NO_POINTS: FoundPoints = { windowSeconds: 0, points: [] };

async function pointsIn(
  ports: Ports,
  at: UnitAddress,
  heads: readonly HeadRecord[],
  asked: {
    readonly series: string;
    readonly period: Seconds;
    readonly rules: AnswerRules;
    readonly range: TimeRange;
    readonly maxPoints: number;
    readonly plan: PointsPlan;
  },
): Promise<FoundPoints> {
  const { series, period, rules, range, maxPoints, plan } = asked;
  if ((range.to - range.from) / (period * MICROS_PER_SECOND) <= maxPoints) {
    const samples = await samplesIn(ports, at.experiment, rules, heads, series, range);
    const points = samples === null ? [] : rawPoints(samples, range);
    if (points.length <= maxPoints) return { windowSeconds: 0, points, samples };
  }
  const [rollups, ...edges] = await Promise.all([
    rollupsOf(ports, at, headsInside(heads, at.days, plan.whole), {
      ...{ series, level: plan.level, units: unitsAnswered(rules) },
    }),
    ...plan.edges.map((edge) => samplesIn(ports, at.experiment, rules, heads, series, edge)),
  ]);
  const known = edges.filter((edge) => edge !== null);
  return { windowSeconds: plan.windowSeconds, points: telemetryPoints(plan, rollups, known) };
}

/** Beyond, what has no value is not counted: 347 days of a reading per minute. */
const MOST_COUNTED = 500_000;

async function samplesToCount(
  ports: Ports,
  { experiment }: UnitAddress,
  heads: readonly HeadRecord[],
  asked: {
    readonly rules: AnswerRules;
    readonly series: string;
    readonly range: TimeRange;
    readonly period: Seconds;
  },
): Promise<Series | null> {
  const { rules, series, range, period } = asked;
  const extent = extentOf(heads);
  if (extent === null) return null;
  const inside = { from: Math.max(range.from, extent.from), to: Math.min(range.to, extent.to) };
  const most = (inside.to - inside.from) / (period * MICROS_PER_SECOND);
  if (most <= 0 || most > MOST_COUNTED) return null;
  return samplesIn(ports, experiment, rules, heads, series, inside);
}

function withoutOnWire(windows: readonly WindowWithout[]): TelemetryOnWire['without'] {
  const sum = (of: 'invalid' | 'bad') => windows.reduce((total, one) => total + one[of], 0);
  return {
    ...{ invalid: sum('invalid'), bad: sum('bad') },
    windows: windows.map(({ t, ...counts }) => ({ t: isoOf(t), ...counts })),
  };
}

/** Null where there are no samples and the query does not bound the range itself. */
function rangeAsked({ from, to }: TelemetryQuery, extent: TimeRange | null): TimeRange | null {
  const first = from ?? extent?.from;
  const last = to ?? extent?.to;
  if (first === undefined || last === undefined) return null;
  // A bound beyond everything there is leaves nothing to say; it is no mistake.
  if (first >= last && (from === undefined || to === undefined)) return null;
  return { from: first, to: last };
}

function headsInside(heads: readonly HeadRecord[], days: BucketDays, { from, to }: TimeRange): HeadRecord[] {
  return heads.filter(({ bucket }) => {
    const span = bucketNamed(bucket, days);
    return span.to > from && span.from < to;
  });
}

function onWire(
  points: readonly TelemetryPoint[],
  windowMicros: number,
  { calibration }: UnitSeries,
  stuck: readonly Interval[],
): TelemetryOnWire['points'] {
  const wordsOf = oncePer(stretchWords);
  const wordOf = ({ t, min, max }: TelemetryPoint): string | undefined =>
    calibration === null || min !== max ? undefined : wordsOf(stretchAt(calibration, t))?.wordOf.get(min);
  return points.map((point) => {
    const touches = stuck.some(({ from, to }) => from < point.t + Math.max(1, windowMicros) && to > point.t);
    const quality = touches && point.quality === 'GOOD' ? 'UNCERTAIN' : point.quality;
    const label = wordOf(point);
    // A point of one sample is the sample.
    const mean = point.n === 1 ? point.mean : derived(point.mean);
    return { ...point, t: isoOf(point.t), mean, quality, ...(label !== undefined && { label }) };
  });
}
