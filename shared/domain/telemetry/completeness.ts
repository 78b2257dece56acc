/**
 * Completeness and gaps (docs/design.md#completeness-and-gaps). Expected follows the range that is asked about, not what
 * came: round(range / period) + 1. An interval strictly longer than three steps is a gap, and so is what a series lacks
 * at either end of the range. What one bucket knows is a Reception.
 */
import * as z from 'zod';
import { byText } from '../by-text.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { cadenceOf, cadenceSchema, medianStep, stepShown } from './cadence.ts';
import type { Range } from './range.ts';
import { microsOf } from './rule.ts';
import { type SharedStretch, sharedStretches } from './shared-stretches.ts';

export const GAP_STEPS = 3;

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
  /** Of them, GOOD or UNCERTAIN ones; null in pages of an older version. */
  valid: z.number().nullable().default(null),
  first: z.number(),
  last: z.number(),
  /** Null for a single sample, and in pages of an older version. */
  cadence: cadenceSchema.nullable().default(null),
  gaps: z.array(silenceSchema),
});
export type Reception = z.infer<typeof receptionSchema>;

/** What arrived at these ascending times, so many of it valid; null where nothing did. */
export function receptionOf(times: Float64Array, periodSeconds: Seconds): Omit<Reception, 'valid'> | null {
  if (times.length === 0) return null;
  const cadence = cadenceOf(times, periodSeconds);
  const step = stepShown(cadence, periodSeconds) ?? microsOf(periodSeconds);
  const gaps: Silence[] = [];
  for (let i = 1; i < times.length; i++) {
    if (times[i]! - times[i - 1]! > GAP_STEPS * step) gaps.push(silence(times[i - 1]!, times[i]!, step));
  }
  return { received: times.length, first: times[0]!, last: times[times.length - 1]!, cadence, gaps };
}

function silence(from: Micros, to: Micros, step: number): Silence {
  return { from, to, missing: Math.max(0, Math.round((to - from) / step) - 1) };
}

/** A gap with the step, µs, that it was judged by. */
export interface JudgedSilence extends Silence {
  readonly step: number;
  readonly open?: OpenEnd;
}

/** At which end of its range a series lacks samples: it began late, ended early, or never came. */
export type OpenEnd = 'START' | 'END' | 'NEVER';

/** How far a series has come: its newest sample, and the step that its gaps are judged by. */
export interface Reached {
  readonly last: Micros;
  readonly step: number;
}

/** The gaps that the next bucket of a series shows, the one before it included, and how far the series has come. */
export function gapsOfNext(
  before: Reached | null,
  reception: Reception,
  periodSeconds: Seconds,
): { gaps: JudgedSilence[]; reached: Reached } {
  const period = microsOf(periodSeconds);
  const shown = stepShown(reception.cadence, periodSeconds);
  const step = shown ?? before?.step ?? period;
  // A bucket that shows no cadence judged its gaps by the period; the step of the buckets before may know better.
  const inside = reception.gaps.filter(({ from, to }) => to - from > GAP_STEPS * step);
  const gaps = inside.map((gap) => ({ ...(shown === null ? silence(gap.from, gap.to, step) : gap), step }));
  const between =
    before === null ? null : gapBetween(before.last, reception.first, Math.max(step, before.step));
  return {
    gaps: between === null ? gaps : [between, ...gaps],
    reached: { last: reception.last, step },
  };
}

/** The gap between two samples that follow each other; null where there is none. `step` in µs. */
export function gapBetween(last: Micros, first: Micros, step: number): JudgedSilence | null {
  return first - last > GAP_STEPS * step ? { ...silence(last, first, step), step } : null;
}

export interface Completeness {
  readonly received: number;
  /** Of them, GOOD or UNCERTAIN ones. */
  readonly valid: number;
  readonly expected: number;
  /** Of `expected`, what is there: as many as were received, and no more than the gaps leave room for. */
  readonly present: number;
  /** present / expected; null where no range says what was expected. */
  readonly completeness: number | null;
  /** The median step of what was received; null for fewer than two samples. */
  readonly observedSeconds: Seconds | null;
  readonly gaps: readonly Gap[];
}

export interface Gap {
  /** The last sample before the gap, or the beginning of the range. */
  readonly from: Micros;
  /** The first sample after the gap, or the end of the range. */
  readonly to: Micros;
  /** Samples that should have come between the two. */
  readonly expected: number;
  /** By which step it was judged. */
  readonly stepSeconds: Seconds;
  readonly open?: OpenEnd;
}

/** Samples that a range holds at this period, both ends included. */
export function expectedIn({ from, to }: Range, periodSeconds: Seconds): number {
  return Math.round((to - from) / microsOf(periodSeconds)) + 1;
}

/** Completeness of one series over a range, from the receptions of its buckets in order of time. */
export function completenessOf(
  receptions: readonly Reception[],
  periodSeconds: Seconds,
  range: Range | null,
): Completeness {
  let reached: Reached | null = null;
  const silences: JudgedSilence[] = [];
  for (const reception of receptions) {
    const next = gapsOfNext(reached, reception, periodSeconds);
    silences.push(...next.gaps);
    reached = next.reached;
  }
  const received = receptions.reduce((sum, one) => sum + one.received, 0);
  const expected = range === null ? 0 : expectedIn(range, periodSeconds);
  const step = medianStep(receptions.map(({ cadence }) => cadence));
  const atEnds = range === null ? [] : edgeGaps(receptions[0]?.first ?? null, reached, range, periodSeconds);
  const gaps = [...silences, ...atEnds];
  const lacking = range === null ? 0 : lackingIn(range, gaps, periodSeconds);
  const present = Math.max(0, Math.min(received, expected - lacking));
  return {
    received,
    valid: receptions.reduce((sum, one) => sum + (one.valid ?? one.received), 0),
    expected,
    present,
    completeness: expected === 0 ? null : present / expected,
    observedSeconds: step === null ? null : step / MICROS_PER_SECOND,
    gaps: gaps
      .sort((a, b) => a.from - b.from)
      .map(({ from, to, missing, step: by, open }) => ({
        ...{ from, to, expected: missing, stepSeconds: by / MICROS_PER_SECOND },
        ...(open !== undefined && { open }),
      })),
  };
}

/**
 * What gaps take of a range, in samples of the declared period, whatever step they are judged by: a unit that sends more
 * often than declared makes up for no hour in which it sent nothing.
 */
function lackingIn(range: Range, gaps: readonly JudgedSilence[], periodSeconds: Seconds): number {
  const period = microsOf(periodSeconds);
  return gaps.reduce((sum, { from, to, missing, step }) => {
    const inside = Math.min(to, range.to) - Math.max(from, range.from);
    const share = to > from ? Math.max(0, inside) / (to - from) : 1;
    return sum + ((missing * step) / period) * share;
  }, 0);
}

/** What a series lacks at the ends of the range, or all of it. */
function edgeGaps(
  first: Micros | null,
  reached: Reached | null,
  range: Range,
  periodSeconds: Seconds,
): JudgedSilence[] {
  if (first === null || reached === null) {
    const step = microsOf(periodSeconds);
    return [{ ...range, missing: expectedIn(range, periodSeconds), step, open: 'NEVER' }];
  }
  const { last, step } = reached;
  const [start, end] = [gapBetween(range.from, first, step), gapBetween(last, range.to, step)];
  return [
    ...(start === null ? [] : [{ ...atEdge(start), open: 'START' as const }]),
    ...(end === null ? [] : [{ ...atEdge(end), open: 'END' as const }]),
  ];
}

/** At the end of the range itself a sample was expected too. */
export function atEdge(gap: JudgedSilence): JudgedSilence {
  return { ...gap, missing: gap.missing + 1 };
}

/** A gap of one channel of a unit, or of several that share it. */
export interface SharedGap extends Gap, SharedStretch {
  readonly unit: string;
}

/** The same gaps, those that channels of one unit share as one; in order of time, then of the unit. */
export function sharedGaps(
  each: readonly { readonly unit: string; readonly channel: string; readonly gaps: readonly Gap[] }[],
): SharedGap[] {
  const byUnit = Map.groupBy(each, ({ unit }) => unit);
  const shared = Array.from(byUnit, ([unit, series]) =>
    sharedStretches(
      series.flatMap(({ channel, gaps }) =>
        gaps.map((gap) => ({ ...gap, series: channel, step: gap.stepSeconds * MICROS_PER_SECOND })),
      ),
    ).map(({ channels, from, to, expected, stepSeconds, open }) => ({
      ...{ unit, channels, from, to, expected, stepSeconds },
      ...(open !== undefined && { open }),
    })),
  );
  return shared.flat().sort((a, b) => a.from - b.from || byText(a.unit, b.unit));
}
