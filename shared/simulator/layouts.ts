import { isoOf } from '../domain/time.ts';
import { channelOfSensor, SENSORS, scaleOf } from './channels.ts';
import type { MissionOptions, Resolution, SimulatedUnit } from './mission.ts';
import type { RecordedRow } from './record-side.ts';

export const LAYOUTS = ['wide', 'long'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** How rows become lines of CSV: UTF-8, LF line ends, ISO 8601 times in UTC, nothing quoted. */
export interface RowText {
  readonly header: string;
  /** The row's lines, each with its line end. */
  readonly linesOf: (row: RecordedRow) => string;
}

/** A column a sensor (`FU1_T1`), every one with all its decimals; a cell without a reading stays empty. */
export function columnsOf(units: readonly SimulatedUnit[]): string[] {
  return units.flatMap(({ id }) => SENSORS.map((sensor) => `${id}_${sensor.id}`));
}

/** The columns of a file with a row a sample, as dumps of onboard memory have them. */
export const LONG_COLUMNS = { time: 'time', unit: 'unit', channel: 'parameter', value: 'value' } as const;
/** The time column of a file with a column a sensor. */
export const WIDE_TIME = 'gmt';

export function rowText(
  layout: Layout,
  units: readonly SimulatedUnit[],
  { resolution }: Pick<MissionOptions, 'resolution'>,
): RowText {
  const cellText = cellTexts(resolution);
  return layout === 'wide' ? wideText(units, cellText) : longText(units, cellText);
}

function wideText(units: readonly SimulatedUnit[], cellText: CellText): RowText {
  const linesOf = ({ stamp, cells }: RecordedRow) => {
    let line = isoOf(stamp);
    for (let i = 0; i < cells.length; i++) line += `,${cellText(cells[i]!, i)}`;
    return `${line}\n`;
  };
  return { header: `${[WIDE_TIME, ...columnsOf(units)].join(',')}\n`, linesOf };
}

function longText(units: readonly SimulatedUnit[], cellText: CellText): RowText {
  const keys = units.flatMap(({ id }) => SENSORS.map((sensor) => `${id},${sensor.id}`));
  const { time, unit, channel, value } = LONG_COLUMNS;
  const linesOf = ({ stamp, cells }: RecordedRow) => {
    const at = isoOf(stamp);
    let lines = '';
    for (let i = 0; i < cells.length; i++) {
      if (!Number.isNaN(cells[i]!)) lines += `${at},${keys[i]},${cellText(cells[i]!, i)}\n`;
    }
    return lines;
  };
  return { header: `${[time, unit, channel, value].join(',')}\n`, linesOf };
}

/** The text of a reading in a cell of a row; none where there is no reading. */
type CellText = (value: number, cell: number) => string;

const MOST_TEXTS = 50_000;

/** Texts are kept by scale: readings repeat, and `toFixed` takes longer than all else that makes them. */
function cellTexts(resolution: Resolution): CellText {
  const scales = SENSORS.map((sensor) => scaleOf(channelOfSensor(sensor), resolution));
  const kept = new Map(scales.map((scale) => [scale, new Map<number, string>()]));
  return (value, cell) => {
    if (Number.isNaN(value)) return '';
    const scale = scales[cell % scales.length]!;
    const texts = kept.get(scale)!;
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = value.toFixed(scale);
    if (texts.size < MOST_TEXTS) texts.set(value, text);
    return text;
  };
}
