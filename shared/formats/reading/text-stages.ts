/** What stands before the reader, which knows UTF-8 and LF only: streams of bytes to streams of bytes. */
import { Refusal } from '../../domain/refusal.ts';
import { CR, LF, QUOTE, SPACE, TAB } from './bytes.ts';

type Chunks = AsyncIterable<Uint8Array>;

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1252';

/** Bytes at the beginning of a file by which its line ends and its encoding are told. */
const HEAD_BYTES = 65_536;

/** A stream that counts the bytes that went through. */
export class ByteCount {
  bytes = 0;

  async *through(chunks: Chunks): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }
}

/**
 * Lines that end with CR alone, as on the classic Mac, get LF: where the file's first 64 KiB hold a CR and no LF,
 * every CR of the file becomes one. All other files pass as they are.
 */
export async function* withLineFeeds(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let classic: boolean | null = null;
  for await (const chunk of headFirst(chunks)) {
    classic ??= endsLinesWithCr(chunk.subarray(0, HEAD_BYTES));
    yield classic ? chunk.map((byte) => (byte === CR ? LF : byte)) : chunk;
  }
}

/** The last byte does not tell: the LF of a CR LF may come after it. */
function endsLinesWithCr(head: Uint8Array): boolean {
  if (head.includes(LF)) return false;
  const known = head.length < HEAD_BYTES ? head : head.subarray(0, -1);
  return known.includes(CR);
}

/** The bytes in UTF-8. Fails as `utf8OfUtf16`. */
export function utf8Of(encoding: Encoding, chunks: Chunks): Chunks {
  switch (encoding) {
    case 'utf-8':
      return chunks;
    case 'utf-16':
      return utf8OfUtf16(chunks);
    case 'windows-1252':
      return utf8OfWindows1252(chunks);
  }
}

/** Every byte is a character there, of ISO 8859-1 (Latin-1) the same one where it is printed. */
async function* utf8OfWindows1252(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder('windows-1252')];
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk));
}

/**
 * Cells that any run of blanks and tabs parts, parted by one tab each; blanks at either end of a line part nothing, and
 * within quotes they stay.
 */
export async function* tabsForBlanks(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let [isQuoted, isPending, isBegun] = [false, false, false];
  for await (const chunk of chunks) {
    const out = new Uint8Array(chunk.length + 1);
    let to = 0;
    for (const byte of chunk) {
      if (!isQuoted && (byte === SPACE || byte === TAB)) {
        isPending = isBegun;
        continue;
      }
      const isLineEnd = byte === LF || byte === CR;
      if (isPending && !isLineEnd) out[to++] = TAB;
      isPending = false;
      // A quote that never ends costs its line, as elsewhere.
      isQuoted = !isLineEnd && (byte === QUOTE ? !isQuoted : isQuoted);
      isBegun = !isLineEnd;
      out[to++] = byte;
    }
    yield out.subarray(0, to);
  }
}

/**
 * UTF-16 to UTF-8, the byte order as the mark says or, without one, as the NULs of ASCII characters lie. What is no
 * UTF-16 becomes U+FFFD. Fails with `file.encoding` where the file is not in UTF-16.
 */
async function* utf8OfUtf16(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of headFirst(chunks)) {
    decoder ??= new TextDecoder(byteOrderOf(chunk.subarray(0, HEAD_BYTES)));
    yield encoder.encode(decoder.decode(chunk, { stream: true }));
  }
  if (decoder !== null) yield encoder.encode(decoder.decode());
}

function byteOrderOf(head: Uint8Array): 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) nuls[i % 2]!++;
  });
  const [even = 0, odd = 0] = nuls;
  if (even + odd > head.length / 8) return odd > even ? 'utf-16le' : 'utf-16be';
  throw new Refusal(
    'invalid',
    'file.encoding',
    'expected a CSV file in UTF-16, as the source says, but it has no byte order mark and does not look like UTF-16: save it so, or let the source say encoding: utf-8',
    { line: 1 },
  );
}

/** The same bytes; the first piece holds the head whole, or all there is. */
async function* headFirst(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let head: Uint8Array[] | null = [];
  let held = 0;
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    // A source may use its buffer again for the next piece.
    head.push(chunk.slice());
    held += chunk.length;
    if (held < HEAD_BYTES) continue;
    yield joined(head, held);
    head = null;
  }
  if (head !== null && held > 0) yield joined(head, held);
}

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
