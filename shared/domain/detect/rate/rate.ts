/**
 * RATE (docs/design.md#rate): a reading that changes too fast. The rate at a sample is the least-squares slope through
 * all judged samples of the last `over`, in units of the channel per `per`. It is told only where those samples reach
 * back that far within one band and without a gap (an interval longer than three periods), so that neither another
 * phase nor a silence speaks in it. Rates are held against their bounds as readings are against limits.
 *
 * A page tells the rates that its own samples decide; for those that reach into the page before it keeps its first
 * and last samples, `over` long each.
 */
import * as z from 'zod';
import { trailingSlopes } from '../../../stats/trailing-slopes.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { firstAtOrAfter } from '../../telemetry/search-times.ts';
import type { Micros, Seconds } from '../../time.ts';
import type { LimitBand, RateBand } from '../limit/band.ts';
import {
  type BoundEpisode,
  foldLimits,
  type LimitMonitor,
  limitMonitorSchema,
  openLimit,
} from '../limit/limit.ts';
import {
  type Judged,
  type LimitTrace,
  limitTraceSchema,
  limitTracesOf,
  samplesIn,
} from '../limit/limit-runs.ts';

/** No rate is told across an interval longer than this. */
const LONGEST_INTERVAL_PERIODS = 3;

/** A rate that equals its bound but for rounding is nominal. */
const ROUNDING = 1e-9;

const samplesSchema = z.object({ times: z.array(z.number()), values: z.array(z.number()) });
type Samples = z.infer<typeof samplesSchema>;

/** What one bucket knows of the rates of one series under one band. */
export const ratePageSchema = z.object({
  /** The band's place in the rule's rates. */
  band: z.number(),
  /** The first samples, up to a gap: their rates rest on what came before them too. */
  head: samplesSchema,
  /** The last samples since a gap: the next rates rest on them. */
  tail: samplesSchema,
  /** Runs of the rates after those of the head. */
  traces: z.array(limitTraceSchema),
  /** Time of the last of these rates; null where there is none. */
  ratedTo: z.number().nullable(),
});
export type RatePage = z.infer<typeof ratePageSchema>;

/** The rates of one series between two pages. */
export const rateStateSchema = z.object({
  monitors: z.array(limitMonitorSchema),
  /** Of the newest band that held samples; its place in the rule, which names no band of another page, is left out. */
  newest: z.object({ band: z.string(), tail: samplesSchema, ratedTo: z.number().nullable() }).nullable(),
});
export type RateState = z.infer<typeof rateStateSchema>;

export const RATE_START: RateState = { monitors: [], newest: null };

/** A page of rates for each band that holds judged samples. */
export function ratePagesOf(judged: Judged, bands: readonly RateBand[], period: Seconds): RatePage[] {
  return bands.flatMap((band, place): RatePage[] => {
    const inside = samplesIn(judged, band);
    const { times } = inside;
    if (times.length === 0) return [];
    const rates = ratesOf(inside, band, period);
    return [
      {
        band: place,
        head: listed(inside, 0, headEnd(times, band, period)),
        tail: listed(inside, tailBegin(times, band, period), times.length),
        traces: tracesOf(rates, band, place),
        ratedTo: rates.times.at(-1) ?? null,
      },
    ];
  });
}

/** Takes the rates of the next page of a series in: the state afterwards, and the episodes that ended. */
export function foldRates(
  before: RateState,
  page: {
    readonly series: string;
    readonly periodSeconds: Seconds;
    readonly bands: readonly RateBand[];
    readonly rates: readonly RatePage[];
    readonly last: Micros;
  },
): { state: RateState; closed: BoundEpisode[] } {
  const { series, bands, periodSeconds: period } = page;
  let { newest } = before;
  const traces: LimitTrace[] = [];
  for (const { band: place, head, tail, traces: own, ratedTo } of page.rates) {
    const band = bands[place];
    if (band === undefined)
      throw new RangeError(`the page of ${series} has rates of its band ${place}, but no such band`);
    const name = nameOf(band);
    const known = newest?.band === name ? newest : { tail: { times: [], values: [] }, ratedTo: null };
    const atHead = since(ratesOf(joined(known.tail, head), band, period), head.times[0]!);
    traces.push(...tracesOf(atHead, band, place), ...own);
    const all = joined(known.tail, tail);
    newest = {
      band: name,
      tail: listed(all, tailBegin(all.times, band, period), all.times.length),
      ratedTo: ratedTo ?? atHead.times.at(-1) ?? known.ratedTo,
    };
  }
  const { monitors, closed } = foldLimits(before.monitors, { series, bands, traces, last: page.last });
  return { state: { monitors, newest }, closed };
}

/** The episodes still open when no more samples come. Where no rate is told at the newest sample, none holds there. */
export function openRates({ monitors, newest }: RateState, period: Seconds, asOf: Micros): BoundEpisode[] {
  const ratedTo = newest?.ratedTo ?? Number.NEGATIVE_INFINITY;
  const isKnown = asOf - ratedTo <= longestInterval(period);
  return monitors.flatMap((monitor: LimitMonitor) => openLimit(monitor, asOf, isKnown) ?? []);
}

/** Rates per `per` at the samples where they are told. */
function ratesOf({ times, values }: Judged, { rate }: RateBand, period: Seconds): Judged {
  const found = trailingSlopes(times, values, microsOf(rate.overSeconds), longestInterval(period));
  const per = microsOf(rate.perSeconds);
  for (let i = 0; i < found.slopes.length; i++) found.slopes[i]! *= per;
  return { times: found.times, values: found.slopes };
}

function tracesOf(rates: Judged, band: RateBand, place: number): LimitTrace[] {
  return limitTracesOf(rates, [widened(band)]).map((trace) => ({ ...trace, band: place }));
}

/** The band with its bounds moved outwards by what rounding may come to. Rates are of samples inside the band. */
function widened(band: RateBand): LimitBand {
  const widen = (bounds: LimitBand['watch']): LimitBand['watch'] => {
    if (bounds === undefined) return undefined;
    const [low, high] = bounds;
    return [
      low === null ? null : low - Math.abs(low) * ROUNDING,
      high === null ? null : high + Math.abs(high) * ROUNDING,
    ];
  };
  const { watch, warning, distress, critical, severe } = band;
  return {
    ...band,
    watch: widen(watch),
    warning: widen(warning),
    distress: widen(distress),
    critical: widen(critical),
    severe: widen(severe),
  };
}

function longestInterval(period: Seconds): Micros {
  return LONGEST_INTERVAL_PERIODS * microsOf(period);
}

/** The first samples up to a gap, as far as their rates reach back before the first of them. */
function headEnd(times: Float64Array, { rate }: RateBand, period: Seconds): number {
  const end = firstAtOrAfter(times, times[0]! + microsOf(rate.overSeconds));
  for (let i = 1; i < end; i++) if (times[i]! - times[i - 1]! > longestInterval(period)) return i;
  return end;
}

/** The last samples since a gap, back to the newest that is `over` older than the last: it shows that none is missing. */
function tailBegin(times: Float64Array, { rate }: RateBand, period: Seconds): number {
  const from = times[times.length - 1]! - microsOf(rate.overSeconds);
  let begin = times.length - 1;
  while (begin > 0 && times[begin]! > from && times[begin]! - times[begin - 1]! <= longestInterval(period))
    begin -= 1;
  return begin;
}

/** A band is the same in two pages whatever its end, which a page knows only if it comes within the bucket. */
function nameOf(band: RateBand): string {
  return JSON.stringify({ ...band, to: null });
}

function listed({ times, values }: Judged, begin: number, end: number): Samples {
  return { times: Array.from(times.subarray(begin, end)), values: Array.from(values.subarray(begin, end)) };
}

function joined(a: Samples, b: Samples): Judged {
  return { times: behindEachOther(a.times, b.times), values: behindEachOther(a.values, b.values) };
}

function behindEachOther(a: readonly number[], b: readonly number[]): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function since({ times, values }: Judged, from: Micros): Judged {
  return samplesIn({ times, values }, { from, to: null });
}
