/** Which calibrations hold for one series, over all time: the channel's first, then the sensor's own. */
import type { Micros } from '../time.ts';
import { type CalibrationEntry, covers, isCurve, spanOf } from './entry.ts';
import { type Words, wordsOf } from './words.ts';

export interface SeriesCalibration {
  /** Id of the sensor; null where the unit declares none for the channel. */
  readonly sensor: string | null;
  /** In the channel's unit, inclusive; what lies outside after calibration is BAD. */
  readonly validRange: readonly [number | null, number | null] | null;
  /** Ascending, one after the other, over all time. */
  readonly stretches: readonly CalibrationStretch[];
  /** Where a channel has curves, a number that none of them covers may be a count: it is not in the channel's unit. */
  readonly isCounts: boolean;
  /** Whether calibrators of the channel, and calibrations of the sensor, concern it at any time. */
  readonly isOfChannel: boolean;
  readonly isOfSensor: boolean;
}

/** [from, to), in which the same entries are in force. */
export interface CalibrationStretch {
  readonly from: Micros;
  readonly to: Micros;
  /** Of the sensor that measured then, where it is known. */
  readonly serial: string | null;
  readonly channel: CalibrationEntry | null;
  readonly sensor: CalibrationEntry | null;
}

interface Declared {
  /** The calibrators of the channel: those without a serial hold for every sensor, one with its serial goes before. */
  readonly ofChannel: readonly CalibrationEntry[];
  readonly ofSensor: readonly CalibrationEntry[];
  readonly sensor: string | null;
  /** The sensor's; a calibration of another serial tells that the sensor was another one then. */
  readonly serial: string | null;
  readonly validRange: SeriesCalibration['validRange'];
}

/** Null where nothing that is declared concerns the series. Of entries that overlap, which are refused today, the first counts. */
export function seriesCalibration(declared: Declared): SeriesCalibration | null {
  const { ofChannel, ofSensor, sensor, validRange } = declared;
  if (ofChannel.length === 0 && ofSensor.length === 0) return null;
  const stretches = stretchesOf(declared);
  if (stretches.every((stretch) => stretch.channel === null && stretch.sensor === null)) return null;
  const isCounts = stretches.some(({ channel }) => channel !== null && isCurve(channel));
  const isOfChannel = stretches.some(({ channel }) => channel !== null);
  return { sensor, validRange, stretches, isCounts, isOfChannel, isOfSensor: ofSensor.length > 0 };
}

function stretchesOf({ ofChannel, ofSensor, serial }: Declared): CalibrationStretch[] {
  const spans = [...ofChannel, ...ofSensor].map(spanOf);
  const borders = new Set([-Infinity, Infinity, ...spans.flatMap(({ from, to }) => [from, to])]);
  const instants = [...borders].sort((a, b) => a - b);
  const stretches: CalibrationStretch[] = [];
  for (const [i, to] of instants.slice(1).entries()) {
    const from = instants[i]!;
    const own = ofSensor.find((entry) => covers(entry, from)) ?? null;
    const measured = own?.serial ?? serial;
    const inForce = ofChannel.filter((entry) => covers(entry, from));
    const channel =
      inForce.find((entry) => entry.serial !== undefined && entry.serial === measured) ??
      inForce.find((entry) => entry.serial === undefined) ??
      null;
    const before = stretches.at(-1);
    const isSame = before?.channel === channel && before.sensor === own && before.serial === measured;
    if (isSame) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from, to, serial: measured, channel, sensor: own });
  }
  return stretches;
}

/** The stretches that touch [from, to). */
export function stretchesIn(
  { stretches }: SeriesCalibration,
  { from, to }: { readonly from: Micros; readonly to: Micros },
): readonly CalibrationStretch[] {
  return stretches.filter((stretch) => stretch.to > from && stretch.from < to);
}

/** The stretch that an instant lies in. */
export function stretchAt({ stretches }: SeriesCalibration, at: Micros): CalibrationStretch {
  return stretches.find(({ to }) => at < to) ?? stretches.at(-1)!;
}

/** The words in force in a stretch: the channel's, else the sensor's; null where there are none. */
export function stretchWords({ channel, sensor }: CalibrationStretch): Words | null {
  return (channel === null ? null : wordsOf(channel)) ?? (sensor === null ? null : wordsOf(sensor));
}
