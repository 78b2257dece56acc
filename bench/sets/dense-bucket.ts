/** One day of a pair at a high rate, as segments that ingest would have written: what a bucket holds at its most. */
import type { Frame, Storage } from '../../shared/domain/telemetry/frame.ts';
import { encodeFrame } from '../../shared/formats/parquet/encode-frame.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { seedOf } from '../settings.ts';
import { START_SECONDS } from './channels.ts';

export interface DenseBucket {
  readonly experiment: string;
  readonly channels: number;
  readonly hertz: number;
  readonly storage: 'float32' | 'decimal(2)';
  /** Rows of the day and unit. */
  readonly rows: number;
}

export const DENSE_UNITS = ['FU1', 'GU1'] as const;
export const DENSE_DAY = '2026-03-01';
/** What ingest puts into a segment where a file is larger than its room. */
const CELLS_A_SEGMENT = 1_600_000;
const STORAGES: Record<DenseBucket['storage'], Storage> = {
  float32: { kind: 'float32' },
  'decimal(2)': { kind: 'decimal', scale: 2 },
};
/** Normal deviates that are drawn once: a set has a hundred million samples. */
const DEVIATES = 65_536;

export interface DenseSegment {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly samples: number;
}

/** The segments of a unit, in order of time; the ground's samples are a tenth of a period behind the flight's. */
export function* denseSegments(
  set: DenseBucket,
  unit: (typeof DENSE_UNITS)[number],
): Generator<DenseSegment> {
  const { channels, hertz, rows, storage } = set;
  const random = randomStream(seedOf(), `${set.experiment} ${unit}`);
  const deviates = Float64Array.from({ length: DEVIATES }, () => random.normal());
  const period = 1_000_000 / hertz;
  const begin = START_SECONDS * 1_000_000 + (unit === 'FU1' ? 0 : Math.floor(period / 10));
  const most = Math.floor(CELLS_A_SEGMENT / channels);
  for (let from = 0; from < rows; from += most) {
    const length = Math.min(most, rows - from);
    const times = Float64Array.from({ length }, (_, i) => begin + (from + i) * period);
    const columns = Array.from({ length: channels }, (_, c): Frame['columns'][number] => ({
      series: `c${c + 1}`,
      storage: STORAGES[storage],
      values: valuesOf(storage, length, deviates, Math.floor(random.uniform() * DEVIATES), c),
      flags: 0,
      isFull: true,
    }));
    const metadata = { 'howship.experiment': set.experiment, 'howship.unit': unit };
    const { bytes } = encodeFrame({ times, columns }, metadata);
    yield { bytes, from: times[0]!, to: times[length - 1]!, samples: length * channels };
  }
}

function valuesOf(
  storage: DenseBucket['storage'],
  length: number,
  deviates: Float64Array,
  start: number,
  channel: number,
): Float64Array {
  const values = new Float64Array(length);
  // An odd stride goes through all of them before it comes again.
  const stride = 2 * channel + 1;
  for (let i = 0, at = start; i < length; i++, at = (at + stride) % DEVIATES) {
    const deviate = deviates[at]!;
    values[i] =
      storage === 'float32' ? Math.fround(1 + 1e-4 * deviate) : Math.round(3700 + 5 * deviate) / 100;
  }
  return values;
}

export function denseDefinition({ experiment, channels, hertz, storage }: DenseBucket): string {
  const ids = Array.from({ length: channels }, (_, c) => `c${c + 1}`);
  const source = (unit: string) => ({
    id: unit,
    match: `${unit}*.csv`,
    time: { column: 't' },
    columns: Object.fromEntries(ids.map((id) => [id, { unit, channel: id }])),
  });
  const period = `PT${1 / hertz}S`;
  return JSON.stringify({
    id: experiment,
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: DENSE_UNITS.map((id, i) => ({ id, arm: i === 0 ? 'flight' : 'ground' })),
    pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
    channels: ids.map((id) => ({
      id,
      unit: '1',
      storage,
      period,
      limits: [{ warning: [-1000, 1000] }],
      twin: { margin: 1 },
    })),
    sources: DENSE_UNITS.map(source),
  });
}
