/** csv-parse, what most programs in Node read a CSV with: the same long file to times, names and values. */
import { createReadStream } from 'node:fs';
import type { BenchSide } from './bench-row.ts';
import { importCsvParse } from './import-peer.ts';

const CHUNK = 256 * 1024;

/** Reads each record's time and value as numbers; `check` is the number of values. */
export async function csvParseSide(
  pathIn: (directory: string) => string,
  { time, value }: { readonly time: number; readonly value: number },
): Promise<BenchSide> {
  const { parse } = await importCsvParse();
  return {
    async run(directory) {
      let values = 0;
      let sum = 0;
      const parser = createReadStream(pathIn(directory), { highWaterMark: CHUNK }).pipe(
        parse({ fromLine: 2 }),
      );
      for await (const record of parser) {
        sum += Number(record[time]) + Number(record[value]);
        values++;
      }
      if (!Number.isFinite(sum)) throw new Error('csv-parse gave a cell that is no number');
      return { millions: values / 1e6, check: values };
    },
  };
}
