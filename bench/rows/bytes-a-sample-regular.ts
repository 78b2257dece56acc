/** What a sample takes in the archive, its time included: all segments of a long CSV. Ticks are regular. */
import type { BenchRow } from '../bench-row.ts';
import { chunksOf, commitLongCsv } from '../segments-sides.ts';
import { longCsv } from '../sets/long-csv.ts';

const SET = { samples: 10_000_000, time: 'epoch-ms', jitter: false, shuffled: false } as const;
const pathIn = (directory: string) => longCsv(directory, SET);

const row: BenchRow = {
  row: 'bytes-a-sample-regular',
  unit: 'B/sample',
  better: 'less',
  goal: { value: 0.9 },
  async prepare(directory) {
    pathIn(directory);
  },
  sides: {
    async ours() {
      return {
        async run(directory) {
          const { samples, bytes } = await commitLongCsv(chunksOf(pathIn(directory)), directory);
          return { value: bytes / samples, check: samples };
        },
      };
    },
  },
};
export default row;
