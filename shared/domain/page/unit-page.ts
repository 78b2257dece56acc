/**
 * The page of one unit-bucket: everything that plots, completeness and the unit's detectors need of the bucket's
 * samples, so that raw is read once. A page is immutable and a pure function of samples and rules.
 * Folding the pages of a unit in order gives exactly what one page over the whole history would.
 */
import { byText } from '../by-text.ts';
import {
  factsOf,
  rulesWithin,
  UNIT_DETECTOR_VERSIONS,
  type UnitFacts,
  type UnitRules,
  type WatchedSamples,
} from '../detect/unit-facts.ts';
import { oncePer } from '../once-per.ts';
import { Refusal } from '../refusal.ts';
import { type Reception, receptionOf } from '../telemetry/completeness.ts';
import { reachOf } from '../telemetry/reach.ts';
import { type Rollup, rollUp, rollupWindows } from '../telemetry/rollup.ts';
import { acquired, judged, received, type Selection, sensed, validCount } from '../telemetry/selection.ts';
import type { Series } from '../telemetry/series.ts';
import type { Micros, Seconds } from '../time.ts';

/** Changes whenever the same samples and rules would give another page: pages of another format are built anew. */
export const UNIT_PAGE_FORMAT = `unit-page/8 ${UNIT_DETECTOR_VERSIONS}`;

type SeriesFacts = UnitFacts['series'][number];

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
  readonly rules: UnitRules;
}): UnitPage {
  const { from, to } = bucket;
  const rules = new Map(bucket.rules.series.map((rule) => [rule.series, rule]));
  const { detect } = rulesWithin(bucket.rules, { from, to });
  const pages: SeriesPage[] = [];
  const watched: WatchedSamples[] = [];
  const receptionAt = receptions();
  for (const series of bucket.series.toSorted(byName)) {
    const rule = rules.get(series.series);
    if (rule === undefined) throw withoutRule(series.series, [...rules.keys()]);
    refuseOutside(series, from, to);
    const came = received(series);
    const arrived = receptionAt(came.times, rule.periodSeconds);
    if (arrived === null) continue;
    const reception = { ...arrived, valid: validCount(came) };
    const samples = { acquired: acquired(series), sensed: sensed(series), judged: judged(series) };
    const levels = levelsOf(samples.acquired, rule.periodSeconds);
    pages.push({ rule, reception, reach: reachOf(samples), ...levels });
    watched.push({ ...rule, received: came, sensed: samples.sensed, judged: samples.judged });
  }
  const facts = factsOf(watched, detect, { from, to });
  return { from, to, series: pages, facts };
}

/** What arrived, looked at once for series that share their times and their period. */
function receptions(): (times: Float64Array, periodSeconds: Seconds) => Omit<Reception, 'valid'> | null {
  const receptionsOf = oncePer((times: Float64Array) =>
    oncePer((periodSeconds: Seconds) => receptionOf(times, periodSeconds)),
  );
  return (times, periodSeconds) => receptionsOf(times)(periodSeconds);
}

function byName(a: Series, b: Series): number {
  return byText(a.series, b.series);
}

function levelsOf(samples: Selection, periodSeconds: Seconds): Pick<SeriesPage, 'fine' | 'coarse'> {
  const { fine, coarse } = rollupWindows(periodSeconds);
  return { fine: fine === coarse ? null : rollUp(samples, fine), coarse: rollUp(samples, coarse) };
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
