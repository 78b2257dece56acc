import { Refusal } from '../../domain/refusal.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import { listText } from '../../domain/words/list.ts';
import type { TimeReader } from './compile-time-formats.ts';

/** A line above the header of a file. */
export interface LineAbove {
  readonly line: number;
  readonly text: string;
}

export interface EpochAbove {
  /** With what the lines begin whose texts, with a blank between, say the instant. */
  readonly names: readonly string[];
  readonly format: string;
  readonly delimiter: string;
}

/** What may stand between a name and its text. */
const BETWEEN = /^["\s]*[:=,;|]?["\s]*/;

/**
 * The instant that lines above the header say, from which the counts of their file begin. Of lines that begin alike the
 * last one counts, which is nearest to the rows. Fails with `time.epoch` where a line is missing or its text is no such time.
 */
export function epochAbove(
  { names, format, delimiter }: EpochAbove,
  lines: readonly LineAbove[],
  reader: TimeReader,
): Micros {
  let line = 0;
  const texts = names.map((name) => {
    const found = lines.findLast(({ text }) => beginsWith(text, name));
    if (found !== undefined) {
      line = found.line;
      return textAfter(found.text, name, delimiter);
    }
    throw refused(
      `expected a line above the header that begins with ${name}, which says where the counts of its times begin, got ${
        lines.length === 0
          ? 'none above it'
          : `lines that begin with ${listText(
              lines.map(({ text }) => beginning(text, delimiter)),
              ', ',
              8,
            )}`
      }`,
    );
  });
  const text = texts.join(' ');
  const bytes = new TextEncoder().encode(text);
  const at = reader.read(bytes, 0, bytes.length);
  if (at >= 0) return at;
  throw refused(
    `expected the instant from which the times are counted as ${format} in the ${names.length === 1 ? 'line' : 'lines'} ${listText(names)} above the header, got ${JSON.stringify(text)} (${reader.explain(bytes, 0, bytes.length).message})`,
    { line },
  );
}

/** What a receipt says of it. */
export const epochSentence = (names: readonly string[], at: Micros): string =>
  `its times are counted from ${isoOf(at)}, as ${listText(names)} above the header ${names.length === 1 ? 'says' : 'say'}`;

function beginsWith(text: string, name: string): boolean {
  const bare = text.replace(/^["\s\ufeff]+/, '');
  return bare.startsWith(name) && !/^[\p{L}\p{N}_]/u.test(bare.slice(name.length));
}

/** Up to the next separator: the same line may say the instant of each column. */
function textAfter(text: string, name: string, delimiter: string): string {
  const rest = text
    .replace(/^["\s\ufeff]+/, '')
    .slice(name.length)
    .replace(BETWEEN, '');
  const [own = ''] = rest.split(delimiter);
  return own.replace(/["\s]+$/, '');
}

const beginning = (text: string, delimiter: string): string =>
  (text.split(delimiter)[0] ?? '').trim().slice(0, 40);

function refused(message: string, place: { readonly line?: number } = {}): Refusal {
  return new Refusal('invalid', 'time.epoch', message, place);
}
