/** A long CSV to committed segments: on disk, counted against the heads. Ticks are regular. */
import type { BenchRow } from '../bench-row.ts';
import { chunksOf, commitLongCsv, duckdbCopySide } from '../segments-sides.ts';
import { longCsv } from '../sets/long-csv.ts';

const SET = { samples: 10_000_000, time: 'epoch-ms', jitter: false, shuffled: false } as const;
const pathIn = (directory: string) => longCsv(directory, SET);

const row: BenchRow = {
  row: 'segments-regular',
  unit: 'M samples/s',
  better: 'more',
  goal: { ratio: 4, rssMb: 256 },
  async prepare(directory) {
    pathIn(directory);
  },
  sides: {
    async ours() {
      return {
        async run(directory) {
          const { samples } = await commitLongCsv(chunksOf(pathIn(directory)), directory);
          return { millions: samples / 1e6, check: samples };
        },
      };
    },
    duckdb: () => duckdbCopySide(pathIn),
  },
};
export default row;
