/** What each unit lived through: every channel as a whole, and over time. */
import type { CompletenessOnWire } from '../../../shared/contract/completeness.ts';
import type { TelemetryOnWire } from '../../../shared/contract/telemetry.ts';
import { calibrationText } from '../../../shared/domain/calibration/in-force.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { MICROS_PER_SECOND, type Micros } from '../../../shared/domain/time.ts';
import { derived } from '../../../shared/domain/words/derived.ts';
import { type Column, type HandedTable, tableOf } from './handed-table.ts';

/** A channel of a unit, and what is known of its samples. */
export interface AnsweredSeries {
  readonly telemetry: TelemetryOnWire;
  readonly counted: CompletenessOnWire['series'][number] | null;
}

export const environmentName = (experiment: string, unit: string): string =>
  `environment/${experiment}_${unit}_environment.csv`;

export const environmentSummaryName = (experiment: string): string =>
  `environment/${experiment}_environment_summary.csv`;

/** @param references when the reference event of each unit happened; a unit without one has no elapsed time */
export function environmentTables(
  { id, units, channels }: Pick<Definition, 'id' | 'units' | 'channels'>,
  answered: readonly AnsweredSeries[],
  references: ReadonlyMap<string, Micros>,
): HandedTable[] {
  const arms = new Map(units.map(({ id: unit, arm }) => [unit, arm]));
  const quantities = new Map(channels.map((channel) => [channel.id, channel.quantity]));
  const summaries = answered.map((one) => summaryOf(one, arms, quantities));
  const byUnit = Map.groupBy(answered, ({ telemetry }) => telemetry.unit);
  return [
    tableOf({ path: environmentSummaryName(id), keys: 2 }, SUMMARY, summaries),
    ...Array.from(byUnit, ([unit, series]) =>
      tableOf(
        { path: environmentName(id, unit), keys: 3 },
        OVER_TIME,
        series.flatMap(({ telemetry }) => pointsOf(telemetry, references.get(unit) ?? null)),
      ),
    ),
  ];
}

interface Summary extends AnsweredSeries {
  readonly arm: string | undefined;
  readonly quantity: string | undefined;
  readonly n: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

function summaryOf(
  one: AnsweredSeries,
  arms: ReadonlyMap<string, string>,
  quantities: ReadonlyMap<string, string | undefined>,
): Summary {
  const { unit, channel, points } = one.telemetry;
  const n = points.reduce((sum, point) => sum + point.n, 0);
  const extreme = (of: (...values: number[]) => number, values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((a, b) => of(a, b));
  return {
    ...one,
    arm: arms.get(unit),
    quantity: quantities.get(channel.split('@')[0] ?? ''),
    n,
    mean: n === 0 ? null : derived(points.reduce((sum, point) => sum + point.mean * point.n, 0) / n),
    min: extreme(
      Math.min,
      points.map(({ min }) => min),
    ),
    max: extreme(
      Math.max,
      points.map(({ max }) => max),
    ),
  };
}

const ALL_TIME = 'completeness, not_good_windows, invalid, calibration';

const SUMMARY: readonly Column<Summary>[] = [
  {
    name: 'unit',
    meaning: 'Culture unit (Source Name of the study)',
    cell: ({ telemetry }) => telemetry.unit,
  },
  {
    name: 'channel',
    meaning: 'Channel; channel@sensor of a redundant sensor',
    cell: ({ telemetry }) => telemetry.channel,
  },
  { name: 'arm', meaning: 'Arm of the unit', cell: ({ arm }) => arm },
  { name: 'quantity', meaning: 'What the channel measures', cell: ({ quantity }) => quantity },
  { name: 'ucum', meaning: 'Unit of mean, min and max (UCUM)', cell: ({ telemetry }) => telemetry.ucum },
  {
    name: 'first',
    meaning: 'Beginning of the first window that has samples (UTC)',
    cell: ({ telemetry }) => telemetry.points[0]?.t,
  },
  {
    name: 'last',
    meaning: 'Beginning of the last one (UTC)',
    cell: ({ telemetry }) => telemetry.points.at(-1)?.t,
  },
  { name: 'n', meaning: 'Samples with a value, of all phases', cell: ({ n }) => n },
  {
    name: 'mean',
    ucum: '[ucum]',
    meaning: 'Mean of all samples with a value, whatever their quality',
    computed: 'sum of n × mean over the windows of the unit / n',
    qualified: ALL_TIME,
    cell: ({ mean }) => mean,
  },
  { name: 'min', ucum: '[ucum]', meaning: 'Smallest of them', qualified: ALL_TIME, cell: ({ min }) => min },
  { name: 'max', ucum: '[ucum]', meaning: 'Largest of them', qualified: ALL_TIME, cell: ({ max }) => max },
  {
    name: 'not_good_windows',
    meaning: 'Windows that hold an UNCERTAIN or BAD sample (a stuck sensor, values outside the valid range)',
    cell: ({ telemetry }) => telemetry.points.filter(({ quality }) => quality !== 'GOOD').length,
  },
  { name: 'windows', meaning: 'Windows that hold samples', cell: ({ telemetry }) => telemetry.points.length },
  {
    name: 'invalid',
    meaning: 'Declared missing codes, which have no value; empty where none was counted',
    cell: ({ telemetry }) => telemetry.without?.invalid,
  },
  { name: 'received', meaning: 'Accepted samples', cell: ({ counted }) => counted?.received },
  {
    name: 'expected',
    meaning: 'Samples that the period promises between the first and the last of the unit',
    computed: 'round(range / period) + 1',
    cell: ({ counted }) => counted?.expected,
  },
  {
    name: 'completeness',
    ucum: '1',
    meaning: 'received / expected, 1 at most',
    cell: ({ counted }) => counted?.completeness,
  },
  {
    name: 'calibration',
    meaning: 'What the numbers went through',
    cell: ({ telemetry }) => telemetry.calibrations?.map(calibrationText).join('; '),
  },
  {
    name: 'unconverted',
    meaning: 'Samples that stand in no number: their unit cannot be converted',
    cell: ({ telemetry }) =>
      telemetry.unconverted?.map(({ from, to }) => `${from ?? 'unknown'} to ${to}`).join('; '),
  },
];

interface Point {
  readonly telemetry: TelemetryOnWire;
  readonly point: TelemetryOnWire['points'][number];
  readonly elapsed: number | null;
}

const pointsOf = (telemetry: TelemetryOnWire, reference: Micros | null): Point[] =>
  telemetry.points.map((point) => ({
    ...{ telemetry, point },
    elapsed: reference === null ? null : (parseInstant(point.t) - reference) / MICROS_PER_SECOND,
  }));

const OVER_TIME: readonly Column<Point>[] = [
  {
    name: 'unit',
    meaning: 'Culture unit (Source Name of the study)',
    cell: ({ telemetry }) => telemetry.unit,
  },
  {
    name: 'channel',
    meaning: 'Channel; channel@sensor of a redundant sensor',
    cell: ({ telemetry }) => telemetry.channel,
  },
  { name: 'time', meaning: 'Beginning of the window (UTC)', cell: ({ point }) => point.t },
  {
    name: 'elapsed',
    ucum: 's',
    meaning: 'Seconds since the reference event of the unit, negative before; empty where there is none',
    cell: ({ elapsed }) => elapsed,
  },
  { name: 'ucum', meaning: 'Unit of min, mean and max (UCUM)', cell: ({ telemetry }) => telemetry.ucum },
  {
    name: 'resolution',
    meaning: 'Length of the window (ISO 8601); raw: each row is one sample',
    cell: ({ telemetry }) => telemetry.resolution,
  },
  { name: 'n', meaning: 'Samples of the window', cell: ({ point }) => point.n },
  {
    name: 'min',
    ucum: '[ucum]',
    meaning: 'Smallest sample',
    qualified: 'quality',
    cell: ({ point }) => point.min,
  },
  {
    name: 'mean',
    ucum: '[ucum]',
    meaning: 'Mean of the samples',
    qualified: 'n, quality',
    cell: ({ point }) => point.mean,
  },
  {
    name: 'max',
    ucum: '[ucum]',
    meaning: 'Largest sample',
    qualified: 'quality',
    cell: ({ point }) => point.max,
  },
  {
    name: 'quality',
    meaning: 'Worst of the samples: GOOD, UNCERTAIN or BAD',
    cell: ({ point }) => point.quality,
  },
];
