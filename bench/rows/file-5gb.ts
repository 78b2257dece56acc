/** One file of 5 GB, 54 days of the bench payload, from its upload to an INGESTED receipt. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchRow } from '../bench-row.ts';
import { ingestLongCsv } from '../ingest-side.ts';
import { type LongCsvOptions, longCsv, longCsvName, longCsvSamples } from '../sets/long-csv.ts';

const SET: LongCsvOptions = { samples: 151_200_000, time: 'epoch-ms', jitter: true, shuffled: false };

const row: BenchRow = {
  row: 'file-5gb',
  unit: 'M samples/s',
  better: 'more',
  goal: { rssMb: 256 },
  isOnce: true,
  isLong: true,
  isBundled: true,
  note: 'the use case as its function runs it, bundled (digest, rows, segments, heads, receipt); objects on disk, the table in memory: without the clients of AWS',
  async prepare(directory) {
    longCsv(directory, SET);
  },
  /** Drafts of runs that were broken off too. */
  async clear(directory) {
    const ours = (await readdir(directory)).filter((name) => name.startsWith(longCsvName(SET)));
    for (const name of ours) await rm(join(directory, name));
  },
  sides: {
    async ours() {
      return {
        async run(directory) {
          const samples = await ingestLongCsv(longCsv(directory, SET), directory);
          if (samples !== longCsvSamples(SET))
            throw new Error(`${samples} of ${longCsvSamples(SET)} samples were accepted`);
          return samples / 1e6;
        },
      };
    },
  },
};
export default row;
