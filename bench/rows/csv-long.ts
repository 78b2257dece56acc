/** A long CSV, times in milliseconds since the epoch. */
import type { BenchRow } from '../bench-row.ts';
import { csvParseSide } from '../csv-parse-side.ts';
import { longCsvPath, longCsvRow } from '../long-csv-row.ts';

const SET = { time: 'epoch-ms', shuffled: false } as const;
const plain = longCsvRow({ row: 'csv-long', ...SET, ratio: 4 });

const row: BenchRow = {
  ...plain,
  sides: { ...plain.sides, 'csv-parse': async () => csvParseSide(longCsvPath(SET), { time: 0, value: 3 }) },
};
export default row;
