/** What an answer says of the calibrations that its numbers went through. */
import * as z from 'zod';
import { parseInstant } from '../instant.ts';
import { instantText } from '../instant-text.ts';
import { isoOf, type Micros } from '../time.ts';
import { CALIBRATION_KINDS, type CalibrationEntry, kindOf, spanOf } from './entry.ts';
import { type SeriesCalibration, stretchesIn } from './series-calibration.ts';

export const calibrationInForceSchema = z.object({
  unit: z.string(),
  /** The channel, or `channel@sensor` for a redundant sensor. */
  channel: z.string(),
  /** Whose: a calibrator of the channel, or a calibration of the sensor. The channel's comes first. */
  of: z.enum(['channel', 'sensor']),
  sensor: z.string().nullable(),
  serial: z.string().nullable(),
  /** none: others are declared, but none for these instants. */
  kind: z.enum([...CALIBRATION_KINDS, 'none']),
  /** In force in [from, to); null leaves a side open. */
  from: instantText.nullable(),
  to: instantText.nullable(),
});
export type CalibrationInForce = z.infer<typeof calibrationInForceSchema>;

interface Measured {
  readonly series: string;
  readonly calibration: SeriesCalibration | null;
}

/**
 * The calibrations of a unit's series that touch [from, to), in order of time, the channel's before the sensor's, and
 * where others are declared but none is in force. Empty where none is declared for the series.
 */
export function calibrationsInForce(
  unit: string,
  { series, calibration }: Measured,
  range: { readonly from: Micros; readonly to: Micros },
): CalibrationInForce[] {
  if (calibration === null) return [];
  const { sensor, isOfChannel, isOfSensor } = calibration;
  const named = new Set<CalibrationEntry>();
  return stretchesIn(calibration, range).flatMap((stretch) =>
    (['channel', 'sensor'] as const).flatMap((of): CalibrationInForce[] => {
      const entry = stretch[of];
      if (!(of === 'channel' ? isOfChannel : isOfSensor) || (entry !== null && named.has(entry))) return [];
      if (entry !== null) named.add(entry);
      const { from, to } = entry === null ? stretch : spanOf(entry);
      const kind = entry === null ? 'none' : kindOf(entry);
      const serial = entry?.serial ?? stretch.serial;
      return [{ unit, channel: series, of, sensor, serial, kind, from: textOf(from), to: textOf(to) }];
    }),
  );
}

function textOf(at: Micros): string | null {
  return Number.isFinite(at) ? isoOf(at) : null;
}

/** `FU1 T1 PT-1187: polynomial from 2026-01-10T00:00:00Z`, for a table. */
export function calibrationText({
  unit,
  of,
  channel,
  sensor,
  serial,
  kind,
  from,
  to,
}: CalibrationInForce): string {
  const owner = of === 'sensor' ? [unit, sensor, serial] : [unit, channel];
  const when = [from === null ? [] : ['from', from], to === null ? [] : ['to', to]].flat();
  return `${owner.filter((one) => one !== null).join(' ')}: ${[kind, ...when].join(' ')}`;
}

/** All in one cell of a table: where it speaks of a stretch of time [from, to), those that are in force in it. */
export function calibrationsText(
  all: readonly CalibrationInForce[],
  { from, to }: { readonly from: Micros; readonly to: Micros } = { from: -Infinity, to: Infinity },
): string {
  const touches = (one: CalibrationInForce) =>
    (one.from === null || parseInstant(one.from) < to) && (one.to === null || parseInstant(one.to) > from);
  return all.filter(touches).map(calibrationText).join('; ');
}
