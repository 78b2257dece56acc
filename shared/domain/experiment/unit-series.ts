/** Which series a unit has, and what each is to the rules. */
import { byText } from '../by-text.ts';
import { type SeriesCalibration, seriesCalibration } from '../calibration/series-calibration.ts';
import { type Storage, seriesOf } from '../telemetry/frame.ts';
import type { Seconds } from '../time.ts';
import type { Channel, TwinRule } from './channel-schema.ts';
import { type Declared, named } from './declared.ts';
import type { Unit } from './hardware-schema.ts';
import type { LimitsEntry } from './limits-schema.ts';
import type { Range } from './scalars.ts';
import type { SourceCell } from './source-cells.ts';

export interface UnitSeries {
  /** The channel's id, or `channel@sensor` for a redundant sensor. */
  readonly series: string;
  readonly channel: string;
  /** Id of the sensor; null where the unit declares none for the channel. */
  readonly sensor: string | null;
  /** UCUM code. */
  readonly ucum: string;
  readonly storage: Storage;
  /** Largest error of a reading, in `ucum`; null where it is not declared. */
  readonly accuracy: number | null;
  readonly period: Seconds;
  readonly validRange: Range | null;
  /** Null: an unchanging reading is never called stuck. */
  readonly stuckAfter: Seconds | null;
  /** Undefined: by the period. Null: a series without valid readings is never called dead. */
  readonly deadAfter: Seconds | null | undefined;
  readonly twin: TwinRule;
  readonly limits: readonly LimitsEntry[];
  /** Null: its numbers are answered as they stand in the file. */
  readonly calibration: SeriesCalibration | null;
}

/** What a mapped column, or a row, says about where its value belongs. */
interface Reading {
  readonly channel: string;
  readonly sensor?: string | undefined;
}

/** Every unit's series: what its sensors measure and what the cells of the sources bring for it. */
export function seriesByUnit(
  declared: Declared,
  cells: readonly SourceCell[],
): Map<string, readonly UnitSeries[]> {
  const rank = new Map([...declared.channels.keys()].map((id, i) => [id, i]));
  const cellsOf = Map.groupBy(cells, ({ unit }) => unit);
  const byUnit = new Map<string, readonly UnitSeries[]>();
  for (const unit of declared.units.values()) {
    const sensors = unit.sensors.map(({ id, measures }) => ({ channel: measures, sensor: id }));
    const found = new Map<string, UnitSeries>();
    for (const reading of [...sensors, ...(cellsOf.get(unit.id) ?? [])]) {
      const series = seriesFed(declared, unit.id, reading);
      found.set(series.series, series);
    }
    byUnit.set(unit.id, inOrder([...found.values()], rank));
  }
  return byUnit;
}

/** Of one channel the primary series first, then by sensor. */
function inOrder(series: UnitSeries[], rank: ReadonlyMap<string, number>): UnitSeries[] {
  return series.sort(
    (a, b) => (rank.get(a.channel) ?? 0) - (rank.get(b.channel) ?? 0) || byText(a.series, b.series),
  );
}

/**
 * The series of a unit that a reading feeds: the channel's own when it names no sensor or the primary one, else
 * `channel@sensor`. Fails with `unit.unknown` or `channel.unknown`.
 */
export function seriesFed({ units, channels }: Declared, unit: string, reading: Reading): UnitSeries {
  const channel = named('channel', channels, reading.channel);
  const owner = named('unit', units, unit);
  const primary = primarySensor(owner, channel.id);
  const sensor = reading.sensor ?? primary;
  return {
    series: seriesOf(channel.id, sensor === primary ? null : sensor),
    channel: channel.id,
    sensor,
    ...rulesOf(channel),
    calibration: calibrationOf(owner, channel, sensor),
  };
}

function calibrationOf(unit: Unit, channel: Channel, sensor: string | null): SeriesCalibration | null {
  const declared = unit.sensors.find(({ id, measures }) => id === sensor && measures === channel.id);
  return seriesCalibration({
    ofChannel: channel.calibrators,
    ofSensor: declared?.calibrations ?? [],
    sensor,
    serial: declared?.serial ?? null,
    validRange: channel.validRange ?? null,
  });
}

function rulesOf(channel: Channel) {
  const { unit, storage, accuracy, period, validRange, stuckAfter, deadAfter, twin, limits } = channel;
  const read = { ucum: unit, storage, accuracy: accuracy ?? null, period, validRange: validRange ?? null };
  return { ...read, stuckAfter, deadAfter, twin, limits };
}

/** The sensor whose series carries the channel's own name: the one marked so, or the only one. */
export function primarySensor(unit: Unit, channel: string): string | null {
  const sensors = unit.sensors.filter((sensor) => sensor.measures === channel);
  const primary = sensors.find((sensor) => sensor.primary) ?? (sensors.length === 1 ? sensors[0] : undefined);
  return primary?.id ?? null;
}
