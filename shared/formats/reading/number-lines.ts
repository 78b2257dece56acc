/** The lines of a text by their numbers, as readers count them: from 1, blank ones too, whatever ends them. */
import { LF } from './bytes.ts';
import { utf8OfUtf16, withLineFeeds } from './text-stages.ts';

export interface NumberedLine {
  /** Counted from 1. */
  readonly line: number;
  /** Without what ends it. */
  readonly text: string;
}

/** A longer line is cut there: what was asked for stands at its beginning, or it is no line of a table. */
const MOST_BYTES = 1024 * 1024;

/** @param chunks the unpacked file */
export async function* numberLines(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-8' | 'utf-16' = 'utf-8',
): AsyncGenerator<NumberedLine> {
  let begun: Uint8Array[] = [];
  let held = 0;
  let line = 1;
  const take = (bytes: Uint8Array) => {
    if (held < MOST_BYTES) begun.push(bytes.slice(0, MOST_BYTES - held));
    held += bytes.length;
  };
  const ended = (): NumberedLine => {
    const text = Buffer.concat(begun).toString('utf8').replace(/\r$/, '');
    begun = [];
    held = 0;
    return { line: line++, text };
  };
  for await (const chunk of withLineFeeds(encoding === 'utf-16' ? utf8OfUtf16(chunks) : chunks)) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      take(chunk.subarray(from, end));
      yield ended();
      from = end + 1;
    }
    take(chunk.subarray(from));
  }
  if (held > 0) yield ended();
}
