/** How the stored samples of a unit become those of an answer: which of two wins, and what they are calibrated to. */
import { curvesWithin } from '../calibration/calibrate.ts';
import type { SeriesCalibration } from '../calibration/series-calibration.ts';
import type { Micros } from '../time.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { unitSeries } from './lookups.ts';

export interface AnswerRules {
  readonly unit: string;
  /** Of the sources in the definition in force, by id. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Of the series that have one. */
  readonly calibrations: ReadonlyMap<string, SeriesCalibration>;
  /** Of every series, what its samples are answered in. */
  readonly units: ReadonlyMap<string, AnsweredUnit>;
}

export interface AnsweredUnit {
  readonly channel: string;
  /** Id of the sensor; null where the unit declares none for the channel. */
  readonly sensor: string | null;
  readonly ucum: string;
  /** What is stored is in no unit until it is calibrated. */
  readonly isCounts: boolean;
}

/** Fails with `unit.unknown`. */
export function answerRulesOf(index: DefinitionIndex, unit: string): AnswerRules {
  const ranks = new Map(index.definition.sources.map(({ id, rank }) => [id, rank]));
  const all = unitSeries(index, unit);
  const calibrated = all.flatMap(({ series, calibration }): [string, SeriesCalibration][] =>
    calibration === null ? [] : [[series, calibration]],
  );
  const units = all.map(({ series, channel, sensor, ucum, calibration }): [string, AnsweredUnit] => [
    series,
    { channel, sensor, ucum, isCounts: calibration?.isCounts === true },
  ]);
  return { unit, ranks, calibrations: new Map(calibrated), units: new Map(units) };
}

/** The rank that the source of a segment has now; that of its reading where the source is not known, or declared no more. */
export function rankNow(
  { ranks }: AnswerRules,
  { source, rank }: { readonly source?: string | undefined; readonly rank: number },
): number {
  return (source === undefined ? undefined : ranks.get(source)) ?? rank;
}

/**
 * What of the calibrations the samples of some series (all where absent) in [from, to) depend on, as a JSON value; empty
 * where no number changes.
 */
export function calibrationBasis(
  { calibrations }: AnswerRules,
  span: { readonly from: Micros; readonly to: Micros },
  of?: ReadonlySet<string>,
): readonly unknown[] {
  return Array.from(calibrations, ([series, one]) => [series, curvesWithin(one, span)] as const).filter(
    ([series, curves]) => curves.length > 0 && of?.has(series) !== false,
  );
}
