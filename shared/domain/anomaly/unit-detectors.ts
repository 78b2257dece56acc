/**
 * The detectors of one unit (STUCK, GAP, LIMIT, RATE) as a fold over its pages in order of time. The state is plain JSON,
 * a checkpoint. Whatever buckets the samples are cut into, the anomalies are the same.
 */
import * as z from 'zod';
import { countsOf, type SeriesFacts, type UnitFacts } from '../page/unit-page.ts';
import { gapBetween } from '../telemetry/completeness.ts';
import { isPrimary, seriesRuleSchema } from '../telemetry/rule.ts';
import { runSchema } from '../telemetry/run.ts';
import type { Micros } from '../time.ts';
import { type Anomaly, byOnset, holdingAt } from './anomaly.ts';
import {
  type ChannelRuns,
  foldQuiet,
  openFrozen,
  quietStretchSchema,
  type Verdict,
  type Witness,
} from './frozen-unit.ts';
import { gapAnomalies, type SeriesGap } from './gap.ts';
import { foldLimits, limitMonitorSchema, openLimit } from './limit.ts';
import { foldRates, openRates, RATE_START, rateStateSchema } from './rate.ts';
import { joinRuns, stuckChannel } from './stuck.ts';

/** Changes whenever the unit's detectors would say something else about the same pages. */
export const UNIT_DETECTORS = 'unit-detectors/2';

const seriesStateSchema = z.object({
  rule: seriesRuleSchema,
  /** Time of the newest sample that was received. */
  last: z.number(),
  /** The newest run of equal values; null where no sample came from a sensor. */
  run: runSchema.nullable(),
  limits: z.array(limitMonitorSchema),
  rates: rateStateSchema,
});
type SeriesState = z.infer<typeof seriesStateSchema>;

export const unitDetectorStateSchema = z.object({
  unit: z.string(),
  /** End of the last page; null before the first. */
  upTo: z.number().nullable(),
  /** By name. */
  series: z.array(seriesStateSchema),
  quiet: z.array(quietStretchSchema),
});
export type UnitDetectorState = z.infer<typeof unitDetectorStateSchema>;

/** The state of a unit before its first page. */
export function startUnit(unit: string): UnitDetectorState {
  return { unit, upTo: null, series: [], quiet: [] };
}

/**
 * Takes the unit's next page in. `closed` are the anomalies that no later sample can change, each given once.
 * Changes neither argument. Fails where the page does not follow the one before.
 */
export function foldUnitPage(
  state: UnitDetectorState,
  page: UnitFacts,
): { state: UnitDetectorState; closed: Anomaly[] } {
  const { unit, upTo } = state;
  if (upTo !== null && page.from < upTo) {
    throw new RangeError(
      `expected a page from ${upTo} on, got one from ${page.from}: fold pages in order of time`,
    );
  }
  const before = new Map(state.series.map((series) => [series.rule.series, series]));
  const steps = page.series.map((seriesPage) =>
    foldSeries(unit, before.get(seriesPage.rule.series), seriesPage),
  );
  const after = new Map(before);
  for (const step of steps) after.set(step.state.rule.series, step.state);
  const series = [...after.values()].sort((a, b) => (a.rule.series < b.rule.series ? -1 : 1));
  const runs = series
    .filter(({ rule }) => isPrimary(rule))
    .map((now) => {
      const name = now.rule.series;
      return channelRuns(
        before.get(name),
        steps.find((step) => step.state.rule.series === name),
        now,
      );
    });
  const quiet = foldQuiet(state.quiet, page.quiet, runs, witnessesOf(series), unit);
  const gaps = gapAnomalies(
    unit,
    steps.flatMap((step) => step.gaps),
  );
  const closed = [...steps.flatMap((step) => step.closed), ...gaps, ...quiet.closed].sort(byOnset);
  return { state: { unit, upTo: page.to, series, quiet: quiet.stretches }, closed };
}

/** What is not over when no more samples come: `current` where it holds at the newest sample. */
export function finishUnit({ unit, series, quiet }: UnitDetectorState): Anomaly[] {
  const open: Anomaly[] = [];
  for (const { rule, last, run, limits, rates } of series) {
    if (run !== null && run.n >= countsOf(rule).stuckAt)
      open.push(holdingAt(stuckChannel(unit, rule, run, null), last));
    open.push(...limits.flatMap((monitor) => openLimit(monitor, unit, last, true) ?? []));
    open.push(...openRates(rates, rule, unit, last));
  }
  const lastOf = new Map(series.map(({ rule, last }) => [rule.series, last]));
  const newestOf = (channels: readonly string[]) =>
    Math.max(...channels.map((channel) => lastOf.get(channel) ?? -Infinity));
  const frozen = openFrozen(quiet, witnessesOf(series), unit).map((anomaly) =>
    anomaly.to === null ? holdingAt(anomaly, newestOf(anomaly.channels)) : anomaly,
  );
  return [...open, ...frozen].sort(byOnset);
}

interface SeriesStep {
  readonly state: SeriesState;
  readonly closed: readonly Anomaly[];
  readonly gaps: readonly SeriesGap[];
  readonly verdicts: ReadonlyMap<Micros, Verdict>;
  readonly first: ChannelRuns['first'];
}

function foldSeries(unit: string, before: SeriesState | undefined, page: SeriesFacts): SeriesStep {
  const { rule, reception } = page;
  const { last } = reception;
  const limits = foldLimits(
    before?.limits ?? [],
    { series: rule.series, bands: rule.limits, traces: page.limits, last },
    unit,
  );
  const rates = foldRates(before?.rates ?? RATE_START, { rule, rates: page.rates, last }, unit);
  const beyond = [...limits.closed, ...rates.closed];
  const gaps = gapsOf(before, page);
  const { stuckAt } = countsOf(rule);
  const state = { rule, last, run: before?.run ?? null, limits: limits.monitors, rates: rates.state };
  if (page.runs.length === 0) return { state, closed: beyond, gaps, verdicts: new Map(), first: null };
  const { closed, open, firstSince } = joinRuns(state.run, page.runs);
  const verdicts = new Map<Micros, Verdict>(
    closed.map((run) => [run.from, run.n >= stuckAt ? 'STUCK' : 'FREE'] as const),
  );
  verdicts.set(open.from, verdictOf(open.n, stuckAt));
  const stuck = closed.filter((run) => run.n >= stuckAt).map((run) => stuckChannel(unit, rule, run, run.to));
  const first = { from: page.runs[0]!.from, since: firstSince };
  return { state: { ...state, run: open }, closed: [...beyond, ...stuck], gaps, verdicts, first };
}

/** The verdict on a run that later samples may continue. */
function verdictOf(n: number, stuckAt: number): Verdict {
  if (stuckAt === Number.POSITIVE_INFINITY) return 'FREE';
  return n >= stuckAt ? 'STUCK' : 'UNDECIDED';
}

function gapsOf(before: SeriesState | undefined, { rule, reception }: SeriesFacts): SeriesGap[] {
  const { series, periodSeconds } = rule;
  const between = before === undefined ? null : gapBetween(before.last, reception.first, periodSeconds);
  const gaps = between === null ? reception.gaps : [between, ...reception.gaps];
  return gaps.map((gap) => ({ ...gap, series, periodSeconds }));
}

function channelRuns(
  before: SeriesState | undefined,
  step: SeriesStep | undefined,
  now: SeriesState,
): ChannelRuns {
  const { rule, run } = now;
  const unchanged = new Map<Micros, Verdict>();
  if (run !== null) unchanged.set(run.from, verdictOf(run.n, countsOf(rule).stuckAt));
  const decided = step !== undefined && step.verdicts.size > 0 ? step.verdicts : unchanged;
  return { series: rule.series, before: before?.run ?? null, first: step?.first ?? null, verdicts: decided };
}

function witnessesOf(series: readonly SeriesState[]): Map<string, Witness> {
  return new Map(
    series.map(({ rule }) => [
      rule.series,
      { longAt: countsOf(rule).longAt, periodSeconds: rule.periodSeconds },
    ]),
  );
}
