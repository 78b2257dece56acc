import { createHash } from 'node:crypto';
import { S3Error } from './errors.ts';
import { type ChunkSigning, EMPTY_SHA256, hmac, sameSignature, signatureMismatch } from './signing.ts';

const SMALLEST_CHUNK = 8192;
const LONGEST_LINE = 4096;

export interface ChunkedBody {
  readonly source: AsyncIterator<Buffer>;
  readonly signing: ChunkSigning | null;
  /** Names announced by x-amz-trailer; exactly these must come after the last chunk. */
  readonly announced: readonly string[];
  /** Filled while the body is read. */
  readonly trailers: Map<string, string>;
}

/**
 * Takes the `aws-chunked` framing off a body: `size[;chunk-signature=…]\r\n data \r\n … 0 \r\n trailers \r\n`.
 * Verifies every chunk's signature and the trailer's where they are signed, and that all but the last chunk have
 * 8192 bytes or more, as S3 does. Throws `S3Error`; what was yielded before is then worthless.
 */
export async function* decodeChunked(body: ChunkedBody): AsyncGenerator<Buffer> {
  const reader = new Reader(body.source);
  const chain = body.signing === null ? null : new SignatureChain(body.signing);
  let short: { chunk: number; bytes: number } | null = null;
  for (let number = 1; ; number += 1) {
    const { bytes, signature } = parseChunkHeader(await reader.line());
    if (bytes > 0 && short !== null) throw chunkTooSmall(short);
    if (bytes < SMALLEST_CHUNK) short = { chunk: number, bytes };
    const digest = chain === null ? null : createHash('sha256');
    for (let left = bytes; left > 0; ) {
      const piece = await reader.some(left);
      left -= piece.length;
      digest?.update(piece);
      yield piece;
    }
    if (digest !== null) chain?.verifyChunk(digest.digest('hex'), signature);
    if (bytes === 0) break;
    if ((await reader.line()) !== '') throw malformedChunk('a chunk is longer than its header says');
  }
  await readTrailers(reader, body, chain);
  await reader.end();
}

function parseChunkHeader(line: string): { bytes: number; signature: string } {
  const m = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
  if (m === null)
    throw malformedChunk(`expected a chunk size in hexadecimal, got ${JSON.stringify(line.slice(0, 40))}`);
  return { bytes: Number.parseInt(m[1]!, 16), signature: m[2] ?? '' };
}

async function readTrailers(reader: Reader, body: ChunkedBody, chain: SignatureChain | null): Promise<void> {
  let signed = '';
  let signature = '';
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (colon < 1) throw malformedTrailer(`${JSON.stringify(line.slice(0, 40))} is not "name:value"`);
    if (name === 'x-amz-trailer-signature') {
      signature = value;
    } else {
      if (!body.announced.includes(name))
        throw malformedTrailer(`${name} was not announced in x-amz-trailer`);
      body.trailers.set(name, value);
      signed += `${name}:${value}\n`;
    }
  }
  const missing = body.announced.filter((name) => !body.trailers.has(name));
  if (missing.length > 0) throw malformedTrailer(`${missing.join(', ')} was announced and did not come`);
  if (body.announced.length > 0) chain?.verifyTrailer(signed, signature);
}

/** Each signature covers the one before it, from the request's own. */
class SignatureChain {
  readonly #signing: ChunkSigning;
  #previous: string;

  constructor(signing: ChunkSigning) {
    this.#signing = signing;
    this.#previous = signing.seed;
  }

  verifyChunk(digest: string, given: string): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_SHA256, digest], given);
  }

  verifyTrailer(signed: string, given: string): void {
    this.#verify('AWS4-HMAC-SHA256-TRAILER', [createHash('sha256').update(signed).digest('hex')], given);
  }

  #verify(kind: string, digests: readonly string[], given: string): void {
    const { key, timestamp, scope } = this.#signing;
    const toSign = [kind, timestamp, scope, this.#previous, ...digests].join('\n');
    const expected = hmac(key, toSign).toString('hex');
    if (!sameSignature(expected, given)) throw signatureMismatch({ StringToSign: toSign });
    this.#previous = expected;
  }
}

/** Lines and stretches of bytes out of pieces that end anywhere. */
class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source;
  }

  /** The bytes up to CRLF, without it. */
  async line(): Promise<string> {
    let end = this.#rest.indexOf('\r\n');
    while (end < 0) {
      if (this.#rest.length > LONGEST_LINE)
        throw malformedChunk(`a line is longer than ${LONGEST_LINE} bytes`);
      const more = await this.#next();
      this.#rest = Buffer.concat([this.#rest, more]);
      end = this.#rest.indexOf('\r\n');
    }
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 2);
    return line;
  }

  /** At least one and at most `most` bytes. */
  async some(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) this.#rest = await this.#next();
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async end(): Promise<void> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return;
      this.#rest = next.value;
    }
    throw malformedChunk('bytes follow the last chunk');
  }

  async #next(): Promise<Buffer> {
    const next = await this.#source.next();
    if (next.done === true) throw malformedChunk('the body ends inside the chunked framing');
    return next.value;
  }
}

function malformedChunk(why: string): S3Error {
  return new S3Error(
    'IncompleteBody',
    `The request body terminated unexpectedly or is not aws-chunked: ${why}.`,
  );
}

function malformedTrailer(why: string): S3Error {
  return new S3Error(
    'MalformedTrailerError',
    `The request contained trailing data that was not well-formed: ${why}.`,
  );
}

function chunkTooSmall(short: { chunk: number; bytes: number }): S3Error {
  return new S3Error(
    'InvalidChunkSizeError',
    `Only the last chunk is allowed to have a size less than ${SMALLEST_CHUNK} bytes`,
    { fields: { Chunk: String(short.chunk), BadChunkSize: String(short.bytes) } },
  );
}
