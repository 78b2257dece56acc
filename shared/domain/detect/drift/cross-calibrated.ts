/** How far two readings stand apart while nothing is wrong, where calibrations say it. */
import { isCurve } from '../../calibration/entry.ts';
import { stretchAt } from '../../calibration/series-calibration.ts';
import type { DefinitionIndex } from '../../experiment/definition-index.ts';
import { unitSeries } from '../../experiment/lookups.ts';
import type { UnitSeries } from '../../experiment/unit-series.ts';
import type { Micros } from '../../time.ts';
import type { Place, Reference } from './reference.ts';

/** Sensors that are calibrated against the same standard: they differ by 0, give or take what their accuracy leaves. */
export interface CrossCalibrated {
  readonly mean: 0;
  /** Standard deviation; 0 where no accuracy is declared. */
  readonly meanSd: number;
}

/**
 * Null where a sensor of the series or of its reference has no calibration of its own in force when judging begins, or
 * the reference has no sensor. `accuracy` is the largest error that calibration leaves: as a standard deviation that is
 * a √3 of it (JCGM 100:2008, 4.3.7), and the mean of n sensors has a √n of that.
 *
 * @param begins when it is first judged; -Infinity where the experiment has no phases
 */
export function crossCalibrated(
  index: DefinitionIndex,
  own: Place,
  { of }: Reference,
  begins: Micros,
): CrossCalibrated | null {
  if (of.length === 0) return null;
  const all = [own, ...of].map(({ unit, series }) =>
    unitSeries(index, unit).find((one) => one.series === series),
  );
  if (!all.every((one) => one !== undefined && isCalibrated(one, begins))) return null;
  const accuracy = all[0]?.accuracy ?? 0;
  return { mean: 0, meanSd: (accuracy / Math.sqrt(3)) * Math.sqrt(1 + 1 / of.length) };
}

/** By a curve of the sensor, or one of the channel that names its serial. */
function isCalibrated({ calibration }: UnitSeries, begins: Micros): boolean {
  if (calibration === null) return false;
  const { stretches } = calibration;
  const inForce = Number.isFinite(begins) ? [stretchAt(calibration, begins)] : stretches;
  return inForce.some(({ sensor, channel }) => {
    const ofSerial = channel?.serial === undefined ? null : channel;
    return [sensor, ofSerial].some((entry) => entry !== null && isCurve(entry));
  });
}
