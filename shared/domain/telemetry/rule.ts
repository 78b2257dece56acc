/** What a series is to everything that looks at it. */
import * as z from 'zod';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { channelOf } from './frame.ts';

export const seriesRuleSchema = z.object({
  series: z.string(),
  channel: z.string(),
  periodSeconds: z.number().positive(),
});
export type SeriesRule = z.infer<typeof seriesRuleSchema>;

/** Whether the series is measured by the channel's primary sensor; rule U looks at these only. */
export function isPrimary(rule: Pick<SeriesRule, 'series'>): boolean {
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
