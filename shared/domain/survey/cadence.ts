/** How often the series of a file come, held against the periods that their channels declare. */
import type { Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { exactSpanText } from '../words/span.ts';

/** A series of the file, with its own median step. */
export interface SeriesStep {
  readonly unit: string;
  readonly series: string;
  /** Steps forward that were seen. */
  readonly steps: number;
  /** Their median. */
  readonly step: Micros;
  /** As the channel declares it. */
  readonly period: Micros;
}

export interface Cadence {
  /** The first ones, by the kinds of rows and the columns of the source. */
  readonly series: readonly SeriesStep[];
  /** How many more there are. */
  readonly more: number;
}

/** Of fewer steps the median says little. */
const FEWEST_STEPS = 5;
/** As far from the declared period, and further, is another one. */
const MISMATCH = 1.5;
const MOST_SERIES = 100;

export function cadenceOf(series: readonly SeriesStep[]): Cadence {
  return { series: series.slice(0, MOST_SERIES), more: Math.max(0, series.length - MOST_SERIES) };
}

/** One warning for all series whose step is not their period; null where there is none. */
export function periodMismatch(
  series: readonly SeriesStep[],
): { readonly code: string; readonly message: string } | null {
  const others = series.filter(
    ({ steps, step, period }) => steps >= FEWEST_STEPS && Math.max(step / period, period / step) >= MISMATCH,
  );
  if (others.length === 0) return null;
  const named = others.map(
    ({ unit, series: name, step, period }) =>
      `${unit} ${name} every ${exactSpanText(step)} (declared: ${exactSpanText(period)})`,
  );
  const message = `${countText(others.length, 'series', 'series')} ${others.length === 1 ? 'comes' : 'come'} in other steps than the period of the channel: ${listText(named)}; correct the period in the definition, or the logger, or gaps and completeness will be wrong`;
  return { code: 'period.mismatch', message };
}
