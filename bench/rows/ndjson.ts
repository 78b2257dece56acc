/** The readings of `csv-long` as NDJSON, ours against DuckDB's `read_json` with its columns given, on one thread. */
import type { BenchRow } from '../bench-row.ts';
import { duckdbSide, oursSide } from '../read-sides.ts';
import { longNdjson } from '../sets/long-ndjson.ts';

const pathIn = (directory: string): string => longNdjson(directory, 10_000_000);

const row: BenchRow = {
  row: 'ndjson',
  unit: 'M samples/s',
  better: 'more',
  goal: { ratio: 2, rssMb: 80 },
  isBundled: true,
  async prepare(directory) {
    pathIn(directory);
  },
  sides: {
    async ours() {
      const keys = ['unit', 'channel'];
      return oursSide(pathIn, { time: 'time', format: 'epoch-ms', keys, columns: ['value'] }, 'ndjson');
    },
    async duckdb() {
      return duckdbSide(pathIn, {
        from: 'ndjson',
        types: { time: 'BIGINT', unit: 'VARCHAR', channel: 'VARCHAR', value: 'DOUBLE' },
        query: 'SELECT count(value), sum(value), max(time), max(unit), max(channel)',
      });
    },
  },
};
export default row;
