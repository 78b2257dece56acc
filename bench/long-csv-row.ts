/** The rows that read a long CSV into columns; they differ in its times and its order. */
import type { BenchRow } from './bench-row.ts';
import { duckdbSide, oursSide } from './read-sides.ts';
import { longCsv } from './sets/long-csv.ts';

const TIMES = {
  'epoch-ms': { format: 'epoch-ms', duckdb: 'BIGINT' },
  iso: { format: 'ISO8601', duckdb: 'TIMESTAMP' },
} as const;

interface LongCsvRow {
  readonly row: string;
  readonly time: keyof typeof TIMES;
  readonly shuffled: boolean;
  /** At least so many times as fast as DuckDB. */
  readonly ratio: number;
}

/** The file of a row, made if it is not there. */
export const longCsvPath =
  ({ time, shuffled }: Pick<LongCsvRow, 'time' | 'shuffled'>) =>
  (directory: string): string =>
    longCsv(directory, { samples: 10_000_000, time, jitter: true, shuffled });

/** 10 million samples, 32 channels a tick, ours against DuckDB on one thread. */
export function longCsvRow({ row, ratio, ...set }: LongCsvRow): BenchRow {
  const pathIn = longCsvPath(set);
  const { format, duckdb } = TIMES[set.time];
  return {
    row,
    unit: 'M samples/s',
    better: 'more',
    goal: { ratio, rssMb: 80 },
    isBundled: true,
    async prepare(directory) {
      pathIn(directory);
    },
    sides: {
      async ours() {
        return oursSide(pathIn, { time: 'time', format, keys: ['unit', 'channel'], columns: ['value'] });
      },
      async duckdb() {
        return duckdbSide(pathIn, {
          types: { time: duckdb, unit: 'VARCHAR', channel: 'VARCHAR', value: 'DOUBLE' },
          query: 'SELECT count(value), sum(value), max(time), max(unit), max(channel)',
        });
      },
    },
  };
}
