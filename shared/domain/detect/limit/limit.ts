/**
 * Episodes beyond the bounds of a band: of readings for LIMIT, of slopes for RATE.
 *
 * Each bound is watched by itself: it is violated after `minViolations` consecutive samples beyond it, from the first
 * of them on, until `minConformance` consecutive ones lie within. The bounds of a side widen with severity, so the
 * mildest one is violated whenever another is: its violation is the episode. The episode's severity is the worst one
 * whose bound was violated in it, so that a single sample far beyond raises nothing; its severity now is the worst one
 * whose bound still is.
 *
 * An episode belongs to one band: where other limits (or none) come into force it ends, and under the new ones another
 * may begin.
 */
import * as z from 'zod';
import { SEVERITIES, type Severity } from '../../anomaly/anomaly.ts';
import type { Micros } from '../../time.ts';
import { derived } from '../../words/derived.ts';
import { type LimitBand, limitBandSchema } from './band.ts';
import type { BoundEvidence } from './evidence.ts';
import {
  type Beyond,
  beyondSchema,
  boundsOf,
  joinBeyond,
  type LimitRun,
  type LimitTrace,
} from './limit-runs.ts';
import { type Side, sideSchema } from './side.ts';

const severitySchema = z.enum(SEVERITIES);

/** What was seen of one bound so far. */
const watchSchema = z.object({
  severity: severitySchema,
  /** Consecutive samples beyond, too few so far to violate it. */
  pending: beyondSchema.nullable(),
  open: beyondSchema.nullable(),
  /** Consecutive samples within since the open violation's last one beyond. */
  conforming: z.number(),
});
type BoundWatch = z.infer<typeof watchSchema>;

/** One side of one band of one series, between two pages. */
export const limitMonitorSchema = z.object({
  series: z.string(),
  side: sideSchema,
  band: limitBandSchema,
  /** Of each bound, from mildest to worst. */
  bounds: z.array(watchSchema),
  /** The worst severity whose bound was violated in the open episode, and since when. */
  worst: z.object({ severity: severitySchema, from: z.number() }).nullable(),
  /** The newest judged value. */
  current: z.number(),
});
export type LimitMonitor = z.infer<typeof limitMonitorSchema>;
type Worst = NonNullable<LimitMonitor['worst']>;

/** What one bucket knows of the limits, or the rates, of one series. */
export interface LimitPage {
  readonly series: string;
  readonly bands: readonly LimitBand[];
  readonly traces: readonly LimitTrace[];
  /** Time of the last sample that was received. */
  readonly last: Micros;
}

/** A stretch over which a bound was violated. */
export interface BoundEpisode {
  readonly series: string;
  readonly band: LimitBand;
  readonly from: Micros;
  /** Its last sample beyond; null while it holds. */
  readonly to: Micros | null;
  /** Present where it lasted when its band ended. */
  readonly judgedUntil?: 'LIMITS';
  readonly severity: Severity;
  /** Where it holds: the newest sample received, and the severity there. */
  readonly current?: { readonly asOf: Micros; readonly severity: Severity };
  readonly evidence: BoundEvidence;
}

/** Takes the next page of a series in: its monitors afterwards, and the episodes that ended. */
export function foldLimits(
  monitors: readonly LimitMonitor[],
  page: LimitPage,
): { monitors: LimitMonitor[]; closed: BoundEpisode[] } {
  const closed: BoundEpisode[] = [];
  const live = new Map(monitors.map((monitor) => [keyOf(monitor), monitor]));
  const sides = Map.groupBy(page.traces, ({ band, side }) => `${band} ${side}`);
  for (const traces of sides.values()) {
    const { band: place, side } = traces[0]!;
    const band = page.bands[place];
    if (band === undefined)
      throw new RangeError(`the page of ${page.series} has a trace of its limit ${place}, but no such limit`);
    const started = startMonitor(page.series, side, band);
    const folded = foldSide({ ...(live.get(keyOf(started)) ?? started), band }, traces);
    closed.push(...folded.closed);
    live.set(keyOf(started), folded.monitor);
  }
  const kept: LimitMonitor[] = [];
  for (const monitor of live.values()) {
    const episode = monitor.bounds[0];
    if (!isOver(monitor, page)) {
      if (episode?.open || episode?.pending) kept.push(monitor);
    } else if (episode?.open) {
      const lasted = episodeOf(monitor, ended(episode.open, monitor.worst));
      closed.push({ ...lasted, judgedUntil: 'LIMITS' });
    }
  }
  return { monitors: kept, closed };
}

/**
 * The episode that is still open when no more samples come. Where the newest value that could be judged does not tell
 * of the newest sample received, at `asOf`, it is not said to hold, nor is it over for good.
 */
export function openLimit(monitor: LimitMonitor, asOf: Micros, isKnown: boolean): BoundEpisode | null {
  const violated = monitor.bounds.filter(({ open }) => open !== null);
  const episode = violated[0]?.open ?? null;
  if (episode === null) return null;
  const past = episodeOf(monitor, ended(episode, monitor.worst));
  if (!isKnown) return past;
  const { severity } = violated[violated.length - 1]!;
  const evidence = { ...past.evidence, currentValue: shown(monitor.current, monitor.band) };
  return { ...past, to: null, current: { asOf, severity }, evidence };
}

function startMonitor(series: string, side: Side, band: LimitBand): LimitMonitor {
  const bounds = boundsOf(band, side).map(
    ({ severity }): BoundWatch => ({ severity, pending: null, open: null, conforming: 0 }),
  );
  return { series, side, band, bounds, worst: null, current: 0 };
}

/** A band is the same in two pages whatever its end, which a page knows only if it comes within the bucket. */
function keyOf({ series, side, band }: Pick<LimitMonitor, 'series' | 'side' | 'band'>): string {
  return JSON.stringify([series, side, { ...band, to: null }]);
}

/** The violation of a bound, whether it lasts or not. */
interface Violation {
  readonly severity: Severity;
  readonly run: Beyond;
}

function foldSide(
  monitor: LimitMonitor,
  traces: readonly LimitTrace[],
): { monitor: LimitMonitor; closed: BoundEpisode[] } {
  const { band, side } = monitor;
  let { current } = monitor;
  const over: Violation[] = [];
  const bounds = monitor.bounds.map((before) => {
    let watch = before;
    for (const { runs } of traces.filter(({ severity }) => severity === before.severity)) {
      for (const run of runs) {
        const { open } = watch;
        watch = step(watch, run, band, side);
        if (open !== null && watch.open === null) over.push({ severity: watch.severity, run: open });
        current = run.last;
      }
    }
    return watch;
  });
  const mildest = bounds[0]?.severity;
  const open = bounds.flatMap(({ severity, open: run }) => (run === null ? [] : [{ severity, run }]));
  const worstOf = (episode: Beyond) => {
    const before = monitor.bounds[0]?.open?.from === episode.from ? monitor.worst : null;
    return worstWithin([...over, ...open], episode, before);
  };
  const after = { ...monitor, bounds, current };
  const closed = over
    .filter(({ severity }) => severity === mildest)
    .map(({ run }) => episodeOf(after, ended(run, worstOf(run))));
  const episode = bounds[0]?.open ?? null;
  return { monitor: { ...after, worst: episode === null ? null : worstOf(episode) }, closed };
}

/** Of the violations that lie in the episode, and of what was known of it before, the worst, and of these the first. */
function worstWithin(
  violations: readonly Violation[],
  { from, to }: Beyond,
  before: Worst | null,
): Worst | null {
  const inside = violations.filter(({ run }) => run.from >= from && run.from <= to);
  const known = inside.map(({ severity, run }): Worst => ({ severity, from: run.from })).concat(before ?? []);
  const rank = ({ severity }: Worst) => SEVERITIES.indexOf(severity);
  return known.toSorted((a, b) => rank(b) - rank(a) || a.from - b.from)[0] ?? null;
}

function step(watch: BoundWatch, run: LimitRun, band: LimitBand, side: Side): BoundWatch {
  const { open, pending } = watch;
  if (run.kind === 'WITHIN') {
    const conforming = watch.conforming + run.n;
    const closes = open !== null && band.minConformance !== null && conforming >= band.minConformance;
    return { ...watch, pending: null, open: closes ? null : open, conforming };
  }
  if (open !== null) return { ...watch, open: joinBeyond(open, run, side), conforming: 0 };
  const violations = pending === null ? run : joinBeyond(pending, run, side);
  const opens = violations.n >= band.minViolations;
  return { ...watch, pending: opens ? null : violations, open: opens ? violations : null, conforming: 0 };
}

/** Whether a sample of the series was received after the band had ended. */
function isOver(monitor: LimitMonitor, page: LimitPage): boolean {
  const key = keyOf(monitor);
  const band = page.bands.find((other) => keyOf({ ...monitor, band: other }) === key);
  return band === undefined || (band.to !== null && page.last >= band.to);
}

interface Violated {
  readonly run: Beyond;
  readonly worst: Worst;
}

function ended(run: Beyond, worst: Worst | null): Violated {
  if (worst === null) throw new RangeError(`an episode from ${run.from} on violated no bound`);
  return { run, worst };
}

function episodeOf({ series, side, band, bounds }: LimitMonitor, { run, worst }: Violated): BoundEpisode {
  const { severity } = worst;
  const limit = boundsOf(band, side).find((one) => one.severity === severity)?.bound ?? 0;
  return {
    series,
    band,
    from: run.from,
    to: run.to,
    severity,
    evidence: {
      side,
      limit,
      margin: derived(Math.abs(run.worst - limit)),
      triggerValue: shown(run.first, band),
      mostSevereValue: shown(run.worst, band),
      currentValue: shown(run.last, band),
      samples: run.n,
      ...(worst.from > run.from && { worseFrom: worst.from }),
      ...(band.minConformance === null && { lastBeyond: run.to, readingsWithin: bounds[0]?.conforming ?? 0 }),
    },
  };
}

/** A reading is shown as it is; a rate was computed. */
function shown(value: number, { rate }: LimitBand): number {
  return rate === undefined ? value : derived(value);
}
