/** The same rows in random order: neither the time nor the channel can be foretold. */
import type { BenchRow } from '../bench-row.ts';
import { duckdbSide, oursSide } from '../csv-sides.ts';
import { longCsv } from '../sets/long-csv.ts';

const SET = { samples: 10_000_000, time: 'epoch-ms', jitter: true, shuffled: true } as const;
const pathIn = (directory: string) => longCsv(directory, SET);

const row: BenchRow = {
  row: 'csv-long-shuffled',
  unit: 'M samples/s',
  better: 'more',
  goal: { ratio: 1.2, rssMb: 80 },
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
  },
};
export default row;
