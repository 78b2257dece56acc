/** The lines of a text by their numbers, as readers count them: from 1, blank ones too, whatever ends them. */
import { CR, LF } from './bytes.ts';
import { type Encoding, utf8Of, withLineFeeds } from './text-stages.ts';

/** A longer line is cut there: what was asked for stands at its beginning, or it is no line of a table. */
const MOST_BYTES = 1024 * 1024;

/**
 * Hands every line to `take`, with its number and its bytes in UTF-8 without what ends it; they are the reader's own and are
 * copied by whoever keeps them. Resolves to how many lines there are.
 *
 * @param chunks the unpacked file
 */
export async function numberLines(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  take: (line: number, bytes: Buffer) => void,
): Promise<number> {
  let line = 0;
  // Of a line that began in an earlier chunk; empty where none did.
  let begun: Buffer[] = [];
  let held = 0;
  const keep = (bytes: Buffer) => {
    if (held < MOST_BYTES) begun.push(Buffer.from(bytes.subarray(0, MOST_BYTES - held)));
    held += bytes.length;
  };
  const end = (bytes: Buffer) => {
    line++;
    if (held === 0) return take(line, withoutCr(bytes.subarray(0, MOST_BYTES)));
    keep(bytes);
    take(line, withoutCr(Buffer.concat(begun)));
    begun = [];
    held = 0;
  };
  for await (const chunk of withLineFeeds(utf8Of(encoding, chunks))) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let from = 0;
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, from)) {
      end(bytes.subarray(from, at));
      from = at + 1;
    }
    if (from < bytes.length) keep(bytes.subarray(from));
  }
  if (held > 0) end(Buffer.alloc(0));
  return line;
}

const withoutCr = (bytes: Buffer): Buffer =>
  bytes.at(-1) === CR ? bytes.subarray(0, bytes.length - 1) : bytes;
