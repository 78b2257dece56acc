/** A long CSV, times in milliseconds since the epoch. */
import type { BenchRow } from '../bench-row.ts';
import { csvParseSide } from '../csv-parse-side.ts';
import { duckdbSide, oursSide } from '../csv-sides.ts';
import { longCsv } from '../sets/long-csv.ts';

const SET = { samples: 10_000_000, time: 'epoch-ms', jitter: true, shuffled: false } as const;
const pathIn = (directory: string) => longCsv(directory, SET);

const row: BenchRow = {
  row: 'csv-long',
  unit: 'M samples/s',
  better: 'more',
  goal: { ratio: 3, rssMb: 80 },
  async prepare(directory) {
    pathIn(directory);
  },
  sides: {
    async ours() {
      return oursSide(pathIn, {
        time: 'time',
        format: 'epoch-ms',
        keys: ['unit', 'channel'],
        columns: ['value'],
      });
    },
    async duckdb() {
      return duckdbSide(pathIn, {
        types: { time: 'BIGINT', unit: 'VARCHAR', channel: 'VARCHAR', value: 'DOUBLE' },
        query: 'SELECT count(value), sum(value), max(time), max(unit), max(channel)',
      });
    },
    async 'csv-parse'() {
      return csvParseSide(pathIn, { time: 0, value: 3 });
    },
  },
};
export default row;
