import {
  type DrainedBucket,
  OpenBuckets,
  type Rows,
} from '../../../../shared/domain/archive/open-buckets.ts';
import type { ColumnReading } from '../../../../shared/domain/telemetry/reading.ts';

export function readingOf(series: string, rest: Partial<ColumnReading> = {}): ColumnReading {
  return {
    unit: 'FU1',
    series,
    channel: series,
    storage: { kind: 'float64' },
    origin: 'MEASURED',
    conversion: null,
    missing: [],
    validRange: null,
    ...rest,
  };
}

/** Wide rows: the time, then a cell of each column. */
export type Row = readonly [number, ...number[]];

export function wide(rows: readonly Row[]): Rows {
  const columns = Math.max(0, ...rows.map((row) => row.length - 1));
  return {
    times: Float64Array.from(rows, ([at]) => at),
    kinds: null,
    columns: NO_COLUMNS,
    values: Array.from({ length: columns }, (_, c) => Float64Array.from(rows, (row) => row[c + 1]!)),
  };
}

/** One array, because a batch of another one is laid out otherwise. */
const NO_COLUMNS: readonly string[] = [];

/** Everything that the batches hold, drained as a writer would. */
export function drained(
  readings: readonly (readonly (ColumnReading | null)[])[],
  batches: Iterable<Rows>,
  days: 1 | 30 = 30,
  mostRoom?: number,
): DrainedBucket[] {
  const buckets = new OpenBuckets({ readingsOf: (kind) => readings[kind]!, daysOf: () => days }, mostRoom);
  const out: DrainedBucket[] = [];
  for (const batch of batches) {
    for (let from = 0; from < batch.times.length; ) {
      from = buckets.take(batch, from);
      for (const bucket of buckets.drainOldest()) out.push(structuredClone(bucket));
    }
  }
  for (const bucket of buckets.drainAll()) out.push(structuredClone(bucket));
  return out;
}
