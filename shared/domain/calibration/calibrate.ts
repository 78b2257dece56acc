/**
 * From the numbers that segments keep to the numbers of answers (docs/design.md#calibration). The only place that
 * applies a calibration: `readSamples` hands every merged series through it.
 */
import { acquisitionStatusOf, endingOf, originOf, qualityOf, withQuality } from '../telemetry/flags.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { Selection } from '../telemetry/selection.ts';
import type { Series } from '../telemetry/series.ts';
import { type Curve, curveOf } from './curve.ts';
import type { CalibrationStretch, SeriesCalibration } from './series-calibration.ts';

/** The series as it is answered. What no curve is in force for stays as it is; times and counts always do. */
export function calibrate(series: Series, calibration: SeriesCalibration | null): Series {
  if (calibration === null) return series;
  return { ...series, ...calibrated(series, calibration), losing: calibrated(series.losing, calibration) };
}

/** The same for samples in order of time; several may have one time. */
export function calibrated({ times, values, flags }: Selection, calibration: SeriesCalibration): Selection {
  let to: { values: Float64Array; flags: Uint8Array } | null = null;
  for (const stretch of calibration.stretches) {
    const steps = stepsOf(stretch, calibration);
    const begin = firstAtOrAfter(times, stretch.from);
    const end = firstAtOrAfter(times, stretch.to);
    if (steps === null || begin === end) continue;
    to ??= { values: Float64Array.from(values), flags: Uint8Array.from(flags) };
    for (let i = begin; i < end; i++) {
      const byte = flags[i]!;
      if (IS_CALIBRATED[byte] === 0) continue;
      const judged = steps === 'counts' ? COUNTS : throughCurves(values[i]!, steps, calibration);
      if (judged.value !== null) to.values[i] = judged.value;
      to.flags[i] = judgedFlags(byte, judged);
    }
  }
  return { times, ...(to ?? { values, flags }) };
}

/**
 * The curves of a stretch, the channel's first; null where nothing happens, and `counts` where the channel has curves
 * but none now.
 */
function stepsOf(
  { channel, sensor }: CalibrationStretch,
  { isCounts }: SeriesCalibration,
): readonly Curve[] | 'counts' | null {
  if (isCounts && channel === null) return 'counts';
  const curves = [channel, sensor].flatMap((entry) => (entry === null ? [] : (curveOf(entry) ?? [])));
  return curves.length === 0 ? null : curves;
}

/** By flag byte. A set-point is commanded in the channel's unit; what is not acquired has no value. */
const IS_CALIBRATED = Uint8Array.from({ length: 256 }, (_, flags) =>
  acquisitionStatusOf(flags) === 'ACQUIRED' && originOf(flags) !== 'SETPOINT' ? 1 : 0,
);

interface JudgedValue {
  /** Null: it stays. */
  readonly value: number | null;
  readonly isKnown: boolean;
  readonly isPossible: boolean;
}

const COUNTS: JudgedValue = { value: null, isKnown: true, isPossible: false };

function throughCurves(
  stored: number,
  curves: readonly Curve[],
  { validRange }: SeriesCalibration,
): JudgedValue {
  let value = stored;
  let isKnown = true;
  for (const { at, least, greatest } of curves) {
    if (value < least || value > greatest) isKnown = false;
    value = at(value);
  }
  const [low, high] = validRange ?? [null, null];
  const isHeld = Number.isFinite(value) && Math.abs(stored) < Number.MAX_VALUE;
  const isPossible = isHeld && value >= (low ?? -Infinity) && value <= (high ?? Infinity);
  return { value: finite(value), isKnown, isPossible };
}

/** No double holds it, but NaN would mean that there is no sample. */
function finite(value: number): number {
  if (Number.isNaN(value)) return Number.MAX_VALUE;
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}

/**
 * The quality anew: BAD was said of the number in the file and is said again of the calibrated one; UNCERTAIN stays (that
 * of a row that was not ended too), and comes where a spline goes on beyond its points.
 */
function judgedFlags(flags: number, { isKnown, isPossible }: JudgedValue): number {
  if (!isPossible) return withQuality(flags, 'BAD');
  const isSure = isKnown && qualityOf(flags) !== 'UNCERTAIN' && endingOf(flags) === 'ENDED';
  return withQuality(flags, isSure ? 'GOOD' : 'UNCERTAIN');
}

/**
 * What the pages of [from, to) depend on, as a JSON value: a page is stale only where this changed. Empty where no
 * number changes.
 */
export function curvesWithin(
  calibration: SeriesCalibration,
  span: { readonly from: number; readonly to: number },
): readonly unknown[] {
  const within = calibration.stretches.flatMap((stretch) => {
    const from = Math.max(stretch.from, span.from);
    const to = Math.min(stretch.to, span.to);
    const steps = stepsOf(stretch, calibration);
    if (from >= to || steps === null) return [];
    const curves = [stretch.channel, stretch.sensor].map(
      (entry) => entry?.polynomial ?? entry?.spline ?? null,
    );
    return [[from, to, steps === 'counts', ...curves]];
  });
  return within.length === 0 ? [] : [...within, calibration.validRange];
}
