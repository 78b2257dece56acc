/** The long tables of an export: a row a sample, or a row a sample that lost a conflict. */

import { isUnconverted } from '../../domain/telemetry/flags.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { Selection } from '../../domain/telemetry/selection.ts';
import { NO_WORD, type WordColumn, type WritableColumn } from './column.ts';
import { axisColumn } from './flag-columns.ts';

/** Of one series. */
export interface SampleRows {
  readonly unit: string;
  readonly series: string;
  /** UCUM code; null where the definition has the series no more. */
  readonly ucum: string | null;
  readonly samples: Selection;
}

export interface ConflictRows extends SampleRows {
  /** What won, sample by sample. */
  readonly won: Pick<Selection, 'values' | 'flags'>;
  /** Ids of the downlinks that brought what lost, and what won. */
  readonly downlinks: readonly string[];
  readonly wonDownlinks: readonly string[];
}

const ROWS_A_GROUP = 1_000_000;

/** Row groups: unit, channel, sensor, ucum, time, value, quality, status, origin. */
export function sampleGroups({ samples, ...of }: SampleRows): WritableColumn[][] {
  return cut(samples.times.length, (from, to) => sampleColumns(of, part(samples, from, to)));
}

/** The same columns, then downlinks, wonValue, wonQuality, wonStatus, wonOrigin and wonDownlinks. */
export function conflictGroups(rows: ConflictRows): WritableColumn[][] {
  const { samples, won, downlinks, wonDownlinks, ...of } = rows;
  return cut(samples.times.length, (from, to) => {
    const flags = won.flags.subarray(from, to);
    return [
      ...sampleColumns(of, part(samples, from, to)),
      texts('downlinks', downlinks.slice(from, to)),
      { ...convertible('wonValue', won.values.subarray(from, to), flags), type: { kind: 'float64' } },
      axisColumn('quality', flags, 'wonQuality'),
      axisColumn('status', flags, 'wonStatus'),
      axisColumn('origin', flags, 'wonOrigin'),
      texts('wonDownlinks', wonDownlinks.slice(from, to)),
    ];
  });
}

function cut<T>(rows: number, of: (from: number, to: number) => T): T[] {
  const parts = Array.from({ length: Math.ceil(rows / ROWS_A_GROUP) }, (_, i) => i * ROWS_A_GROUP);
  return parts.map((from) => of(from, Math.min(rows, from + ROWS_A_GROUP)));
}

function part({ times, values, flags }: Selection, from: number, to: number): Selection {
  if (from === 0 && to === times.length) return { times, values, flags };
  return {
    times: times.subarray(from, to),
    values: values.subarray(from, to),
    flags: flags.subarray(from, to),
  };
}

function sampleColumns(
  { unit, series, ucum }: Omit<SampleRows, 'samples'>,
  { times, values, flags }: Selection,
): WritableColumn[] {
  const rows = times.length;
  const channel = channelOf(series);
  const sensor = series === channel ? null : series.slice(channel.length + 1);
  return [
    same('unit', unit, rows),
    same('channel', channel, rows),
    { ...same('sensor', sensor, rows), optional: true },
    { ...same('ucum', ucum, rows), optional: true },
    { ...numbers('time', times), type: { kind: 'timestamp' } },
    { ...convertible('value', values, flags), type: { kind: 'float64' } },
    axisColumn('quality', flags),
    axisColumn('status', flags),
    axisColumn('origin', flags),
  ];
}

const numbers = (name: string, values: Float64Array) => ({ name, values, optional: false });

/** Empty where the number is in another unit than the table says. */
const convertible = (name: string, values: Float64Array, flags: Uint8Array) => ({
  name,
  values: flags.some(isUnconverted)
    ? values.map((value, i) => (isUnconverted(flags[i]!) ? Number.NaN : value))
    : values,
  optional: true,
});

const texts = (name: string, values: readonly string[]): WritableColumn => ({
  ...{ name, values, optional: false },
  type: { kind: 'text' },
});

function same(name: string, word: string | null, rows: number): WordColumn {
  const values = new Uint8Array(rows).fill(word === null ? NO_WORD : 0);
  // A dictionary has one word at least.
  return { name, type: { kind: 'words', words: [word ?? ''] }, values, optional: false };
}
