/**
 * Completeness and gaps (docs/design.md#completeness-and-gaps). An interval strictly longer than three periods is a
 * gap. Expected is what was received plus round(Δt / period) − 1 over all intervals, short ones too. What one bucket
 * knows is a Reception; receptions of adjacent buckets join to exactly what one pass over all samples gives.
 */
import * as z from 'zod';
import { byText } from '../by-text.ts';
import type { Micros, Seconds } from '../time.ts';
import { microsOf } from './rule.ts';

const GAP_PERIODS = 3;

const silenceSchema = z.object({
  /** The last sample before and the first after. */
  from: z.number(),
  to: z.number(),
  /** Samples that should have come between the two. */
  missing: z.number(),
});
export type Silence = z.infer<typeof silenceSchema>;

export const receptionSchema = z.object({
  received: z.number(),
  first: z.number(),
  last: z.number(),
  /** Sum of round(Δt / period) − 1 over the intervals inside. */
  missing: z.number(),
  gaps: z.array(silenceSchema),
});
export type Reception = z.infer<typeof receptionSchema>;

/** What arrived at these ascending times; null where nothing did. */
export function receptionOf(times: Float64Array, periodSeconds: Seconds): Reception | null {
  if (times.length === 0) return null;
  const period = microsOf(periodSeconds);
  const gaps: Silence[] = [];
  let missing = 0;
  for (let i = 1; i < times.length; i++) {
    const interval = times[i]! - times[i - 1]!;
    // Most intervals are a period long, and a division a sample is what this loop would cost.
    if (interval === period) continue;
    missing += Math.round(interval / period) - 1;
    if (interval > GAP_PERIODS * period) gaps.push(silence(times[i - 1]!, times[i]!, period));
  }
  return { received: times.length, first: times[0]!, last: times[times.length - 1]!, missing, gaps };
}

/** The gap between the last sample of one bucket and the first of a later one; null where there is none. */
export function gapBetween(last: Micros, first: Micros, periodSeconds: Seconds): Silence | null {
  const period = microsOf(periodSeconds);
  return first - last > GAP_PERIODS * period ? silence(last, first, period) : null;
}

function silence(from: Micros, to: Micros, period: number): Silence {
  return { from, to, missing: Math.round((to - from) / period) - 1 };
}

export interface Completeness {
  readonly received: number;
  readonly expected: number;
  /** received / expected; null where nothing was received, since then nothing says what was expected. */
  readonly completeness: number | null;
  readonly gaps: readonly Gap[];
}

export interface Gap {
  /** The last sample before the gap. */
  readonly from: Micros;
  /** The first sample after the gap. */
  readonly to: Micros;
  /** Samples that should have come between the two. */
  readonly expected: number;
}

/** Completeness of one series from the receptions of its buckets, in order of time. */
export function completenessOf(receptions: readonly Reception[], periodSeconds: Seconds): Completeness {
  let received = 0;
  let missing = 0;
  const silences: Silence[] = [];
  let last: Micros | null = null;
  for (const reception of receptions) {
    if (last !== null) {
      missing += Math.round((reception.first - last) / microsOf(periodSeconds)) - 1;
      const between = gapBetween(last, reception.first, periodSeconds);
      if (between !== null) silences.push(between);
    }
    received += reception.received;
    missing += reception.missing;
    silences.push(...reception.gaps);
    last = reception.last;
  }
  const expected = received + missing;
  return {
    received,
    expected,
    completeness: received === 0 ? null : received / expected,
    gaps: silences.map(({ from, to, missing: lost }) => ({ from, to, expected: lost })),
  };
}

/** A gap of one channel of a unit, or of several that share it sample for sample. */
export interface SharedGap extends Gap {
  readonly unit: string;
  readonly channels: readonly string[];
  readonly periodSeconds: Seconds;
}

/** The same gaps, those that channels of one unit and period share as one; in order of time, then of the unit. */
export function sharedGaps(
  each: readonly {
    readonly unit: string;
    readonly channel: string;
    readonly periodSeconds: Seconds;
    readonly gaps: readonly Gap[];
  }[],
): SharedGap[] {
  const all = each.flatMap(({ unit, channel, periodSeconds, gaps }) =>
    gaps.map((gap) => ({ ...gap, unit, channel, periodSeconds })),
  );
  const alike = Map.groupBy(
    all,
    ({ unit, from, to, periodSeconds }) => `${unit} ${from} ${to} ${periodSeconds}`,
  );
  return Array.from(alike.values(), ([first, ...others]) => {
    const { channel, ...gap } = first!;
    return { ...gap, channels: [channel, ...others.map((one) => one.channel)] };
  }).sort((a, b) => a.from - b.from || byText(a.unit, b.unit));
}
