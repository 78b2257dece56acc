import { isoOf } from '../domain/time.ts';
import { channelOfSensor, SENSORS } from './channels.ts';
import type { SimulatedUnit } from './mission.ts';
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

export function rowText(layout: Layout, units: readonly SimulatedUnit[]): RowText {
  return layout === 'wide' ? wideText(units) : longText(units);
}

const SCALES = SENSORS.map((sensor) => channelOfSensor(sensor).scale);

function wideText(units: readonly SimulatedUnit[]): RowText {
  const linesOf = ({ stamp, cells }: RecordedRow) => {
    let line = isoOf(stamp);
    for (let i = 0; i < cells.length; i++) line += `,${cellText(cells[i]!, i)}`;
    return `${line}\n`;
  };
  return { header: `${[WIDE_TIME, ...columnsOf(units)].join(',')}\n`, linesOf };
}

function longText(units: readonly SimulatedUnit[]): RowText {
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

/** Texts of values by scale: readings repeat, and `toFixed` takes longer than all else that makes them. */
const TEXTS = new Map(SCALES.map((scale) => [scale, new Map<number, string>()]));
const MOST_TEXTS = 50_000;

function cellText(value: number, cell: number): string {
  if (Number.isNaN(value)) return '';
  const scale = SCALES[cell % SCALES.length]!;
  const texts = TEXTS.get(scale)!;
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = value.toFixed(scale);
  if (texts.size < MOST_TEXTS) texts.set(value, text);
  return text;
}
