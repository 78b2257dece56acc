import type { CsvDialect, CsvPlan, CsvSummary } from '../../../../shared/formats/csv/csv.ts';
import { readCsv } from '../../../../shared/formats/csv/read-csv.ts';
import type { ReadBatch, ReadEvent, ReadSink, Reject } from '../../../../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';

export interface Collected {
  readonly batches: readonly ReadBatch[];
  readonly rejects: readonly Reject[];
  readonly events: readonly ReadEvent[];
  readonly summary: CsvSummary;
}

export interface Given {
  readonly batches: ReadBatch[];
  readonly rejects: Reject[];
  readonly events: ReadEvent[];
}

/** Everything that a file gives. */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  plan: CsvPlan,
  given: Given = { batches: [], rejects: [], events: [] },
): Promise<Collected> {
  return { ...given, summary: await readCsv(chunks, plan, keepIn(given)) };
}

/** A sink that keeps all it is given. */
export function keepIn(given: Given): ReadSink {
  return {
    batch: (batch) => void given.batches.push(copyOf(batch)),
    reject: async (reject) => void given.rejects.push(reject),
    event: async (event) => void given.events.push(event),
  };
}

/** The reader writes to its arrays again. */
function copyOf(batch: ReadBatch): ReadBatch {
  return {
    ...batch,
    times: batch.times.slice(),
    lines: batch.lines.slice(),
    kinds: batch.kinds?.slice() ?? null,
    values: batch.values.map((column) => column.slice()),
  };
}

export const DIALECT: CsvDialect = {
  delimiter: ',',
  decimal: '.',
  comment: null,
  headerLine: 1,
  encoding: 'utf-8',
};

const reader = compileTimeFormats(['M/d/yyyy H:mm'], 'UTC', 'REJECT');

/** A plan that reads `M/d/yyyy H:mm` in UTC. */
export function planOf(time: string, columns: readonly string[], rest: Partial<CsvPlan> = {}): CsvPlan {
  return {
    time: { header: time, reader },
    columns: columns.map((header) => ({ header })),
    keys: [],
    kindOf: () => 0,
    event: null,
    ignore: [],
    dialect: DIALECT,
    ...rest,
  };
}

export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
