/**
 * The page of one unit-bucket: everything that plots, completeness and the unit's detectors need of the bucket's
 * samples, so that raw is read once. A page is immutable and a pure function of samples and rules. It is built of
 * stretches of time, of which only one is held at once (`stretches.ts`). Folding the stretches of all pages of a unit in
 * order gives exactly what one page over the whole history would.
 */
import { byText } from '../by-text.ts';
import {
  factsOf,
  rulesWithin,
  type UnitFacts,
  type UnitRules,
  type WatchedSamples,
} from '../detect/unit-facts.ts';
import { oncePer } from '../once-per.ts';
import { Refusal } from '../refusal.ts';
import { type Reception, receptionOf } from '../telemetry/completeness.ts';
import { reachOf } from '../telemetry/reach.ts';
import { type Rollup, RollupInParts, rollupWindows } from '../telemetry/rollup.ts';
import type { SeriesRule } from '../telemetry/rule.ts';
import { acquired, judged, received, type Selection, sensed, validCount } from '../telemetry/selection.ts';
import type { Series } from '../telemetry/series.ts';
import type { Micros, Seconds } from '../time.ts';

export interface UnitPage {
  /** What completeness and detectors need of each stretch of the bucket, in order of time; of one only where nothing came at all. */
  readonly stretches: readonly UnitFacts[];
  /** Of the whole bucket, by series. */
  readonly rollups: readonly SeriesRollups[];
}

export interface SeriesRollups {
  readonly series: string;
  /** null where the coarse windows are as short as fine ones may be. */
  readonly fine: Rollup | null;
  readonly coarse: Rollup;
}

/** A stretch of a bucket, [from, to), with all of the unit's merged series there. */
export interface SampledStretch {
  readonly from: Micros;
  readonly to: Micros;
  readonly series: readonly Series[];
}

/** The page of a bucket that is one stretch. Refuses what `UnitPageBuilder.add` does. */
export function buildUnitPage({
  rules,
  ...stretch
}: SampledStretch & { readonly rules: UnitRules }): UnitPage {
  const page = new UnitPageBuilder(rules);
  page.add(stretch);
  return page.finish();
}

interface OpenRollups {
  readonly fine: RollupInParts | null;
  readonly coarse: RollupInParts;
}

/** Builds the page of a bucket from its stretches, taken one after another in order of time. */
export class UnitPageBuilder {
  readonly #rules: UnitRules;
  readonly #ruleOf: ReadonlyMap<string, SeriesRule>;
  readonly #stretches: UnitFacts[] = [];
  readonly #rollups = new Map<string, OpenRollups>();

  constructor(rules: UnitRules) {
    this.#rules = rules;
    this.#ruleOf = new Map(rules.series.map((rule) => [rule.series, rule]));
  }

  /**
   * Arrays keep their order of time; series and rules may come in any order. Refuses a sample outside the stretch and a
   * series without a rule.
   */
  add({ from, to, series: all }: SampledStretch): void {
    const { detect } = rulesWithin(this.#rules, { from, to });
    const facts: UnitFacts['series'] = [];
    const watched: WatchedSamples[] = [];
    const receptionAt = receptions();
    for (const series of all.toSorted(byName)) {
      const rule = this.#ruleOf.get(series.series);
      if (rule === undefined) throw withoutRule(series.series, [...this.#ruleOf.keys()]);
      refuseOutside(series, from, to);
      const came = received(series);
      const arrived = receptionAt(came.times, rule.periodSeconds);
      if (arrived === null) continue;
      const samples = { acquired: acquired(series), sensed: sensed(series), judged: judged(series) };
      this.#rollUp(rule, samples.acquired);
      facts.push({
        rule,
        reception: { ...arrived, valid: validCount(came) },
        reach: reachOf({ ...samples, received: came }),
      });
      watched.push({ ...rule, received: came, sensed: samples.sensed, judged: samples.judged });
    }
    this.#stretches.push({ from, to, series: facts, facts: factsOf(watched, detect, { from, to }) });
  }

  finish(): UnitPage {
    const rollups = Array.from(this.#rollups, ([series, { fine, coarse }]) => ({
      series,
      fine: fine?.finish() ?? null,
      coarse: coarse.finish(),
    }));
    // A time of which nothing came is no stretch, as a bucket of which nothing came has no page.
    const held = this.#stretches.filter(({ series }) => series.length > 0);
    const stretches = held.length > 0 ? held : this.#stretches.slice(0, 1);
    return { stretches, rollups: rollups.sort(byName) };
  }

  #rollUp({ series, periodSeconds }: SeriesRule, samples: Selection): void {
    const open = this.#rollups.get(series) ?? openRollups(periodSeconds);
    this.#rollups.set(series, open);
    open.fine?.add(samples);
    open.coarse.add(samples);
  }
}

function openRollups(periodSeconds: Seconds): OpenRollups {
  const { fine, coarse } = rollupWindows(periodSeconds);
  return { fine: fine === coarse ? null : new RollupInParts(fine), coarse: new RollupInParts(coarse) };
}

/** What arrived, looked at once for series that share their times and their period. */
function receptions(): (times: Float64Array, periodSeconds: Seconds) => Omit<Reception, 'valid'> | null {
  const receptionsOf = oncePer((times: Float64Array) =>
    oncePer((periodSeconds: Seconds) => receptionOf(times, periodSeconds)),
  );
  return (times, periodSeconds) => receptionsOf(times)(periodSeconds);
}

function byName(a: { readonly series: string }, b: { readonly series: string }): number {
  return byText(a.series, b.series);
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
