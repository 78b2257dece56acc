/** The rows that bring a long CSV into the archive; they differ in whether its ticks jitter. */
import type { BenchRow } from './bench-row.ts';
import { fileChunks } from './file-chunks.ts';
import { commitLongCsv, duckdbCopySide } from './segments-sides.ts';
import { longCsv } from './sets/long-csv.ts';

interface SegmentRow {
  readonly row: string;
  readonly jitter: boolean;
}

const pathOf =
  (jitter: boolean) =>
  (directory: string): string =>
    longCsv(directory, { samples: 10_000_000, time: 'epoch-ms', jitter, shuffled: false });

/** File to committed segments: on disk, counted against the heads. */
export function segmentsRow({ row, jitter }: SegmentRow): BenchRow {
  const pathIn = pathOf(jitter);
  return {
    row,
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
            const { samples } = await commitLongCsv(fileChunks(pathIn(directory)), directory);
            return { millions: samples / 1e6, check: samples };
          },
        };
      },
      duckdb: () => duckdbCopySide(pathIn),
    },
  };
}

/** What a sample takes in the archive, its time included. */
export function bytesRow({ row, jitter }: SegmentRow): BenchRow {
  const pathIn = pathOf(jitter);
  return {
    row,
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
            const { samples, bytes } = await commitLongCsv(fileChunks(pathIn(directory)), directory);
            return { value: bytes / samples, check: samples };
          },
        };
      },
    },
  };
}
