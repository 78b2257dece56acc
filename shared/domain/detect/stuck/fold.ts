/** The two rules of STUCK over the pages of a unit: whether a run is stuck by itself decides what stands still together. */
import * as z from 'zod';
import type { FoldedPage, ReceivedSeries, Step } from '../../anomaly/unit-detector.ts';
import { byText } from '../../by-text.ts';
import { isPrimary, samplesLasting } from '../../telemetry/rule.ts';
import { runSchema } from '../../telemetry/run.ts';
import type { Micros } from '../../time.ts';
import type { StuckFacts } from './facts.ts';
import { fallenStateSchema, foldFallen, NOT_FALLEN, openFallen } from './fallen.ts';
import {
  type ChannelRuns,
  foldQuiet,
  openFrozen,
  quietStretchSchema,
  type Verdict,
  type Witness,
} from './frozen-unit.ts';
import { countsOf, joinRuns, type StuckAnomaly, stuckChannel, stuckRuleSchema } from './stuck.ts';

const seriesStateSchema = stuckRuleSchema.extend({
  series: z.string(),
  periodSeconds: z.number().positive(),
  /** The newest run of equal values; null where no sample came from a sensor. */
  run: runSchema.nullable(),
  fallen: fallenStateSchema,
});
type SeriesState = z.infer<typeof seriesStateSchema>;

export const stuckStateSchema = z.object({
  /** By name. */
  series: z.array(seriesStateSchema),
  quiet: z.array(quietStretchSchema),
});
export type StuckState = z.infer<typeof stuckStateSchema>;

export function foldStuck(
  { series: known, quiet: stretches }: StuckState,
  { unit, received, facts }: FoldedPage<StuckFacts>,
): Step<StuckState, StuckAnomaly> {
  const before = new Map(known.map((series) => [series.series, series]));
  const steps = received.map((series) => foldSeries(unit, before.get(series.series), series, facts));
  const after = new Map(before);
  for (const { state } of steps) after.set(state.series, state);
  const series = [...after.values()].sort((a, b) => byText(a.series, b.series));
  const runs = series.filter(isPrimary).map((now) =>
    channelRuns(
      before.get(now.series),
      steps.find((step) => step.state.series === now.series),
      now,
    ),
  );
  const quiet = foldQuiet(stretches, facts.quiet, runs, witnessesOf(series), unit);
  const closed = [...steps.flatMap((step) => step.closed), ...quiet.closed];
  return { state: { series, quiet: quiet.stretches }, closed };
}

/** What still stands still, or did until later samples that are not decided; `to` null while it lasts. */
export function openStuck({ series, quiet }: StuckState, unit: string): StuckAnomaly[] {
  const channels = series.flatMap((one) => {
    if (one.run !== null && one.run.n >= countsOf(one).stuckAt)
      return [stuckChannel(unit, one, one.run, null)];
    const fallen = openFallen(one.fallen, fallenAt(one, one.periodSeconds));
    return fallen === null ? [] : [stuckChannel(unit, one, fallen, null, 'F')];
  });
  return [...channels, ...openFrozen(quiet, witnessesOf(series), unit)];
}

const NOTHING: StuckFacts['series'][string] = {
  ...{ stuckAfterSeconds: null, fallenAfterSeconds: null, runs: [], fallen: [] },
};

/** Readings of a standstill that makes a series stuck under rule F. */
function fallenAt(
  { fallenAfterSeconds }: { readonly fallenAfterSeconds: number | null },
  periodSeconds: number,
): number {
  return fallenAfterSeconds === null
    ? Number.POSITIVE_INFINITY
    : samplesLasting(fallenAfterSeconds, periodSeconds);
}

interface SeriesStep {
  readonly state: SeriesState;
  readonly closed: readonly StuckAnomaly[];
  readonly verdicts: ReadonlyMap<Micros, Verdict>;
  readonly first: ChannelRuns['first'];
}

function foldSeries(
  unit: string,
  before: SeriesState | undefined,
  { series, periodSeconds }: ReceivedSeries,
  facts: StuckFacts,
): SeriesStep {
  const own = facts.series[series] ?? NOTHING;
  const { runs, stuckAfterSeconds, fallenAfterSeconds } = own;
  const fell = foldFallen(before?.fallen ?? NOT_FALLEN, own.fallen, fallenAt(own, periodSeconds));
  const fallen = fell.state;
  const state = {
    series,
    periodSeconds,
    stuckAfterSeconds,
    fallenAfterSeconds,
    run: before?.run ?? null,
    fallen,
  };
  if (runs.length === 0) return { state, closed: [], verdicts: new Map(), first: null };
  const { stuckAt } = countsOf(state);
  const { closed, open, firstSince } = joinRuns(state.run, runs);
  const verdicts = new Map<Micros, Verdict>(
    closed.map((run) => [run.from, run.n >= stuckAt ? 'STUCK' : 'FREE'] as const),
  );
  verdicts.set(open.from, verdictOf(open.n, stuckAt));
  const stuck = closed.filter((run) => run.n >= stuckAt).map((run) => stuckChannel(unit, state, run, run.to));
  const first = { from: runs[0]!.from, since: firstSince };
  // What stood still for longer is stuck under rule C.
  const short = fell.closed.filter((run) => run.n < stuckAt);
  const dropped = short.map((run) => stuckChannel(unit, state, run, run.to, 'F'));
  return { state: { ...state, run: open }, closed: [...stuck, ...dropped], verdicts, first };
}

/** The verdict on a run that later samples may continue. */
function verdictOf(n: number, stuckAt: number): Verdict {
  if (stuckAt === Number.POSITIVE_INFINITY) return 'FREE';
  return n >= stuckAt ? 'STUCK' : 'UNDECIDED';
}

function channelRuns(
  before: SeriesState | undefined,
  step: SeriesStep | undefined,
  now: SeriesState,
): ChannelRuns {
  const { series, run } = now;
  const unchanged = new Map<Micros, Verdict>();
  if (run !== null) unchanged.set(run.from, verdictOf(run.n, countsOf(now).stuckAt));
  const decided = step !== undefined && step.verdicts.size > 0 ? step.verdicts : unchanged;
  return { series, before: before?.run ?? null, first: step?.first ?? null, verdicts: decided };
}

function witnessesOf(series: readonly SeriesState[]): Map<string, Witness> {
  return new Map(
    series.map((one) => [one.series, { longAt: countsOf(one).longAt, periodSeconds: one.periodSeconds }]),
  );
}
