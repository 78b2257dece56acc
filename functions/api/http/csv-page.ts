import type { BytesPage } from './operation.ts';

const LF = 10;
const QUOTE = 34;

/**
 * As many whole records of a CSV table as fit into `most` bytes, beginning with the one at byte `from`, under the
 * table's header again. A record that is longer than `most` is answered alone.
 */
export async function csvPage(
  table: AsyncIterable<Uint8Array>,
  from: number,
  most: number,
): Promise<BytesPage> {
  const kept: Uint8Array[] = [];
  let size = 0;
  let at = 0;
  for await (const record of recordsOf(table)) {
    const begin = at;
    at += record.length;
    const isHeader = begin === 0;
    if (!isHeader && begin < from) continue;
    if (kept.length > 1 && size + record.length > most) return { bytes: joined(kept), next: String(begin) };
    kept.push(record);
    size += record.length;
  }
  return { bytes: joined(kept), next: null };
}

/** The records with their line ends; a quoted cell may hold line ends of its own. */
async function* recordsOf(table: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array[] = [];
  let isQuoted = false;
  for await (const chunk of table) {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (chunk[i] === QUOTE) isQuoted = !isQuoted;
      if (chunk[i] !== LF || isQuoted) continue;
      yield joined([...begun, chunk.subarray(start, i + 1)]);
      begun = [];
      start = i + 1;
    }
    if (start < chunk.length) begun.push(chunk.slice(start));
  }
  if (begun.length > 0) yield joined(begun);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
