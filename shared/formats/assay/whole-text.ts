/** The text of a file of an assay as bytes that are easy to cut into lines. */
import { Refusal } from '../../domain/refusal.ts';
import { CR, LF } from '../reading/bytes.ts';
import { refuseLargeTable } from './limits.ts';

const NUL = 0;

export interface WholeText {
  /** UTF-8 without a byte order mark; every line ends with LF, the last one too. */
  readonly bytes: Uint8Array;
  /** Whether the file itself ends its last line. */
  readonly isEnded: boolean;
}

/** All bytes of a file. Fails with `assay.too-large` above 256 MiB. */
export async function collected(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    refuseLargeTable(length);
    kept.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of kept) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * UTF-16 becomes UTF-8, and CR line ends LF where the file has no LF at all (a classic Mac). Fails with `file.empty`, or
 * with `file.binary` where the first line holds a control character.
 */
export function wholeText(raw: Uint8Array): WholeText {
  const text = inUtf8(raw);
  let length = text.length;
  while (length > 0 && isFiller(text[length - 1]!)) length--;
  if (length === 0)
    throw new Refusal(
      'invalid',
      'file.empty',
      'the file holds no line with content: there is nothing to read',
    );
  // One line end at most follows the last line.
  const isEnded = text.subarray(length).some((byte) => byte !== NUL);
  const bytes = new Uint8Array(length + 1);
  bytes.set(text.subarray(0, length));
  bytes[length] = LF;
  if (bytes.indexOf(LF) === length)
    for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at)) bytes[at] = LF;
  refuseControls(bytes.subarray(0, bytes.indexOf(LF)));
  return { bytes, isEnded };
}

/** What stands behind the last line of a file: line ends, and what a disk holds where a file was not written. */
function isFiller(byte: number): boolean {
  return byte === LF || byte === CR || byte === NUL;
}

function inUtf8(raw: Uint8Array): Uint8Array {
  const [first, second, third] = raw;
  if (first === 0xef && second === 0xbb && third === 0xbf) return raw.subarray(3);
  const isLittle = first === 0xff && second === 0xfe;
  if (!isLittle && !(first === 0xfe && second === 0xff)) return raw;
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be');
  return new TextEncoder().encode(decoder.decode(raw.subarray(0, raw.length & ~1)));
}

function refuseControls(line: Uint8Array): void {
  const at = line.findIndex((byte) => byte < 32 && byte !== 9 && byte !== CR);
  if (at < 0) return;
  const sentence = `expected a table as text, got something else: byte ${at + 1} of its first line is the control character ${line[at]}`;
  throw new Refusal('invalid', 'file.binary', sentence, { line: 1 });
}
