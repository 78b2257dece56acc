import type { ReadBatch, ReadSink, ReadSummary, Reject } from '../../../../shared/formats/reading/reading.ts';
import { readWhole } from '../../../../shared/formats/source/read-whole.ts';
import type { SourceReader } from '../../../../shared/formats/source/source-reader.ts';

export interface GivenRow {
  readonly line: number;
  readonly time: number;
  readonly kind: number;
  readonly values: readonly (number | null)[];
}

/** Keeps what one reading is given, and how often the file was opened. */
export class Given implements ReadSink {
  readonly rows: GivenRow[] = [];
  readonly rejects: Reject[] = [];

  batch({ rows, times, lines, kinds, values }: ReadBatch): void {
    for (let row = 0; row < rows; row++) {
      const cells = values.map((column) => (Number.isNaN(column[row]!) ? null : column[row]!));
      this.rows.push({ line: lines[row]!, time: times[row]!, kind: kinds?.[row] ?? 0, values: cells });
    }
  }

  reject(reject: Reject): void {
    this.rejects.push(reject);
  }
}

/** Reads a text through the door, in pieces of a few bytes. */
export async function readWholeText(
  reader: SourceReader,
  text: string,
): Promise<{ summary: ReadSummary; given: Given; opened: number }> {
  const bytes = new TextEncoder().encode(text);
  let opened = 0;
  const open = () => {
    opened++;
    return { chunks: inPieces(bytes), isCutOff: () => false };
  };
  const { summary, sink } = await readWhole(reader, { open, sink: () => new Given() });
  return { summary, given: sink, opened };
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}
