import { readWideCsv } from '../../../../shared/formats/csv/read-wide-csv.ts';
import type { Reject, WideBatch, WidePlan, WideSummary } from '../../../../shared/formats/csv/wide-csv.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';

export interface Collected {
  readonly batches: readonly WideBatch[];
  readonly rejects: readonly Reject[];
  readonly summary: WideSummary;
}

/** Everything that a file gives. */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  plan: WidePlan,
  given: { batches: WideBatch[]; rejects: Reject[] } = { batches: [], rejects: [] },
): Promise<Collected> {
  const summary = await readWideCsv(chunks, plan, {
    batch: (batch) => void given.batches.push(batch),
    reject: async (reject) => void given.rejects.push(reject),
  });
  return { ...given, summary };
}

const reader = compileTimeFormats(['M/d/yyyy H:mm'], 'UTC', 'REJECT');

/** A plan that reads `M/d/yyyy H:mm` in UTC. */
export function planOf(time: string, columns: readonly string[], rest: Partial<WidePlan> = {}): WidePlan {
  return {
    time: { header: time, reader },
    columns: columns.map((header) => ({ header })),
    ignore: [],
    delimiter: ',',
    ...rest,
  };
}

export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
