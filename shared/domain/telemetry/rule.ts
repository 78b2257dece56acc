/** What the detectors of one unit know of a series, resolved from the definition to absolute data time. */
import * as z from 'zod';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { channelOf } from './frame.ts';

const bounds = z.tuple([z.number().nullable(), z.number().nullable()]);

/** How steep a series may be: its bounds are changes over `perSeconds`, each measured over the last `overSeconds`. */
const rateSchema = z.object({ overSeconds: z.number().positive(), perSeconds: z.number().positive() });

/**
 * Limits in force in [from, to) of data time; null leaves that side open. Each severity has a low and a high bound,
 * null where there is none; a bound itself is nominal. The bands of one series do not overlap.
 * `minViolations` consecutive samples beyond open an episode, `minConformance` within close it; null latches.
 */
export const limitBandSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  minViolations: z.number().int().positive(),
  minConformance: z.number().int().positive().nullable(),
  watch: bounds.optional(),
  warning: bounds.optional(),
  distress: bounds.optional(),
  critical: bounds.optional(),
  severe: bounds.optional(),
  /** Absent where the bounds are of the readings themselves. */
  rate: rateSchema.optional(),
});
export type LimitBand = z.infer<typeof limitBandSchema>;

const rateBandSchema = limitBandSchema.extend({ rate: rateSchema });
export type RateBand = z.infer<typeof rateBandSchema>;

export const seriesRuleSchema = z.object({
  series: z.string(),
  channel: z.string(),
  periodSeconds: z.number().positive(),
  /** null where the channel is declared quieter than its resolution: it is never stuck. */
  stuckAfterSeconds: z.number().positive().nullable(),
  limits: z.array(limitBandSchema),
  rates: z.array(rateBandSchema),
});
export type SeriesRule = z.infer<typeof seriesRuleSchema>;

/**
 * The part of a rule that a bucket [from, to) depends on: bands outside are left out, an end beyond the bucket is
 * open, and bands that say the same and follow each other are one. Two rules with equal parts give equal pages, so
 * a page is stale only where this changed.
 */
export function ruleWithin(rule: SeriesRule, from: Micros, to: Micros): SeriesRule {
  return { ...rule, limits: bandsWithin(rule.limits, from, to), rates: bandsWithin(rule.rates, from, to) };
}

function bandsWithin<B extends LimitBand>(bands: readonly B[], from: Micros, to: Micros): B[] {
  return joined(bands)
    .filter((band) => (band.from === null || band.from < to) && (band.to === null || band.to > from))
    .map((band) => ({ ...band, to: band.to !== null && band.to < to ? band.to : null }));
}

/** Bands in order of time, so that a change of phase that changes no limit ends no episode. */
function joined<B extends LimitBand>(limits: readonly B[]): B[] {
  const bands: B[] = [];
  for (const band of limits.toSorted((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity))) {
    const before = bands.at(-1);
    const goesOn =
      before !== undefined && before.to !== null && before.to === band.from && saysSame(before, band);
    if (goesOn) bands[bands.length - 1] = { ...before, to: band.to };
    else bands.push(band);
  }
  return bands;
}

function saysSame(a: LimitBand, b: LimitBand): boolean {
  return JSON.stringify({ ...a, from: null, to: null }) === JSON.stringify({ ...b, from: null, to: null });
}

/** Whether the series is measured by the channel's primary sensor; rule U looks at these only. */
export function isPrimary(rule: SeriesRule): boolean {
  return channelOf(rule.series) === rule.series;
}

/**
 * How many samples, a period each, last that long: the least n with n × period ≥ seconds, in whole microseconds.
 * At least 2, because one sample alone cannot be said to be unchanged.
 */
export function samplesLasting(seconds: Seconds, periodSeconds: Seconds): number {
  return Math.max(2, Math.ceil(microsOf(seconds) / microsOf(periodSeconds)));
}

/** A duration in whole microseconds. */
export function microsOf(seconds: Seconds): number {
  return Math.round(seconds * MICROS_PER_SECOND);
}
