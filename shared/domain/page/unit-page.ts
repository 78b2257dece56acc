/**
 * The page of one unit-bucket: everything that plots, completeness and the unit's detectors need of the bucket's
 * samples, so that raw is read once. A page is immutable and a pure function of samples and rules.
 * Folding the pages of a unit in order gives exactly what one page over the whole history would.
 */
import * as z from 'zod';
import { limitTraceSchema, limitTracesOf } from '../anomaly/limit-runs.ts';
import { type QuietTrack, quietPieceSchema, quietStretches } from '../anomaly/quiet.ts';
import { ratePageSchema, ratePagesOf } from '../anomaly/rate.ts';
import { Refusal } from '../refusal.ts';
import { type Reception, receptionOf, receptionSchema } from '../telemetry/completeness.ts';
import { type Rollup, rollUp, rollupWindows } from '../telemetry/rollup.ts';
import {
  isPrimary,
  ruleWithin,
  type SeriesRule,
  samplesLasting,
  seriesRuleSchema,
} from '../telemetry/rule.ts';
import { keptRuns, runSchema, runStarts } from '../telemetry/run.ts';
import { acquired, judged, received, type Selection, sensed } from '../telemetry/selection.ts';
import type { Series } from '../telemetry/series.ts';
import type { Micros, Seconds } from '../time.ts';

/** Changes whenever the same samples and rules would give another page: pages of another format are built anew. */
export const UNIT_PAGE_FORMAT = 'unit-page/3';

/** Channels that stand still together for six hours are STUCK under rule U. */
const FROZEN_UNIT_SECONDS = 6 * 3600;

const seriesFactsSchema = z.object({
  /** As far as the bucket depends on it (`ruleWithin`). */
  rule: seriesRuleSchema,
  reception: receptionSchema,
  /** Runs of equal values that are stuck under rule C or may be: the first and the last too. */
  runs: z.array(runSchema),
  limits: z.array(limitTraceSchema),
  rates: z.array(ratePageSchema),
});
export type SeriesFacts = z.infer<typeof seriesFactsSchema>;

/** What completeness and the detectors need of a page: all of it but the rollups. */
export const unitFactsSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** Series with samples in the bucket, by name. */
  series: z.array(seriesFactsSchema),
  /** Stretches in which no channel of the unit changes, see `quietStretches`. */
  quiet: z.array(z.array(quietPieceSchema)),
});
export type UnitFacts = z.infer<typeof unitFactsSchema>;

export interface SeriesPage extends SeriesFacts {
  /** null where the coarse windows are as short as fine ones may be. */
  readonly fine: Rollup | null;
  readonly coarse: Rollup;
}

export interface UnitPage extends UnitFacts {
  readonly series: SeriesPage[];
}

/**
 * Builds the page of the bucket [from, to) from all of the unit's merged series there. Arrays keep their order of
 * time; series and rules may come in any order. Refuses a sample outside the bucket and a series without a rule.
 */
export function buildUnitPage(bucket: {
  readonly from: Micros;
  readonly to: Micros;
  readonly series: readonly Series[];
  readonly rules: readonly SeriesRule[];
}): UnitPage {
  const { from, to } = bucket;
  const rules = new Map(bucket.rules.map((rule) => [rule.series, ruleWithin(rule, from, to)]));
  const pages: SeriesPage[] = [];
  const tracks: QuietTrack[] = [];
  const receptionAt = receptions();
  for (const series of bucket.series.toSorted(byName)) {
    const rule = rules.get(series.series);
    if (rule === undefined) throw withoutRule(series.series, [...rules.keys()]);
    refuseOutside(series, from, to);
    const reception = receptionAt(received(series).times, rule.periodSeconds);
    if (reception === null) continue;
    const samples = sensed(series);
    const starts = runStarts(samples.values);
    const counts = countsOf(rule);
    const levels = levelsOf(acquired(series), rule);
    const runs = keptRuns(samples, starts, counts.stuckAt);
    pages.push({ rule, reception, ...levels, runs, ...limitsOf(judged(series), rule) });
    if (isPrimary(rule)) tracks.push({ series: series.series, samples, starts, ...counts });
  }
  return { from, to, series: pages, quiet: quietStretches(tracks, from, to) };
}

/** What arrived, looked at once for series that share their times and their period. */
function receptions(): (times: Float64Array, periodSeconds: Seconds) => Reception | null {
  const known = new Map<Float64Array, Map<Seconds, Reception | null>>();
  return (times, periodSeconds) => {
    const byPeriod = known.get(times) ?? new Map<Seconds, Reception | null>();
    known.set(times, byPeriod);
    const standing = byPeriod.get(periodSeconds);
    const reception = standing === undefined ? receptionOf(times, periodSeconds) : standing;
    byPeriod.set(periodSeconds, reception);
    return reception;
  };
}

/** Samples that make a run stuck under rule C, and a stretch long under rule U; infinite where they never do. */
export function countsOf(rule: Pick<SeriesRule, 'periodSeconds' | 'stuckAfterSeconds'>): {
  readonly stuckAt: number;
  readonly longAt: number;
} {
  if (rule.stuckAfterSeconds === null)
    return { stuckAt: Number.POSITIVE_INFINITY, longAt: Number.POSITIVE_INFINITY };
  return {
    stuckAt: samplesLasting(rule.stuckAfterSeconds, rule.periodSeconds),
    longAt: samplesLasting(FROZEN_UNIT_SECONDS, rule.periodSeconds),
  };
}

function byName(a: Series, b: Series): number {
  return a.series < b.series ? -1 : a.series > b.series ? 1 : 0;
}

function levelsOf(samples: Selection, { periodSeconds }: SeriesRule): Pick<SeriesPage, 'fine' | 'coarse'> {
  const { fine, coarse } = rollupWindows(periodSeconds);
  return { fine: fine === coarse ? null : rollUp(samples, fine), coarse: rollUp(samples, coarse) };
}

function limitsOf(samples: Selection, rule: SeriesRule): Pick<SeriesPage, 'limits' | 'rates'> {
  return { limits: limitTracesOf(samples, rule.limits), rates: ratePagesOf(samples, rule) };
}

function withoutRule(series: string, known: readonly string[]): Refusal {
  const sentence = `expected a rule for every series, got none for ${series}; rules are given for ${known.join(', ')}`;
  return new Refusal('invalid', 'telemetry.series-without-rule', sentence, { field: series });
}

function refuseOutside({ series, times }: Series, from: Micros, to: Micros): void {
  if (times.length === 0 || (times[0]! >= from && times[times.length - 1]! < to)) return;
  const sentence = `expected the samples of ${series} in [${from}, ${to}), got ${times[0]} to ${times[times.length - 1]}`;
  throw new Refusal('invalid', 'telemetry.outside-bucket', sentence, { field: series });
}
