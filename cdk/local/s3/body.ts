import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import {
  announcedTrailers,
  type Checksum,
  checksumDigest,
  checksumTitle,
  type PromisedChecksum,
  promisedChecksum,
  promisedMd5,
  requireChecksumForm,
} from './checksums.ts';
import { decodeChunked } from './chunked.ts';
import { S3Error } from './errors.ts';
import { writeAll } from './object-file.ts';
import type { Payload } from './signature.ts';

const LARGEST_PUT = 5 * 1024 ** 3;

/** A request's body: not yet read, and what was signed about it. */
export interface Body {
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Payload;
  /** Begins reading (and sends 100 Continue where the client waits for it). */
  open(): AsyncIterator<Buffer>;
}

export interface Received {
  readonly bytes: number;
  /** MD5 in hexadecimal. */
  readonly md5: string;
  /** The checksum that the client promised and the bytes kept; null where it promised none. */
  readonly checksum: Checksum | null;
}

/**
 * Streams a body into `file` and holds it against everything that was promised about it: its length, Content-MD5,
 * x-amz-content-sha256, the flexible checksum in header or trailer, the chunk signatures. Throws `S3Error` on any
 * difference; the file is then worthless.
 */
export async function receiveBody(body: Body, file: FileHandle): Promise<Received> {
  const length = promisedLength(body);
  const promised = promisedChecksum(body.headers);
  const md5Promised = promisedMd5(body.headers);
  if (length > LARGEST_PUT) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size of 5 GB.');
  }
  const trailers = new Map<string, string>();
  const md5 = createHash('md5');
  const sha256 = body.payload.kind === 'sha256' ? createHash('sha256') : null;
  const digest = promised === null ? null : checksumDigest(promised.algorithm);
  let bytes = 0;
  for await (const piece of plainBytes(body, trailers)) {
    if (bytes + piece.length > length) throw incomplete(length, bytes + piece.length);
    md5.update(piece);
    sha256?.update(piece);
    digest?.update(piece);
    await writeAll(file, piece, bytes);
    bytes += piece.length;
  }
  if (bytes !== length) throw incomplete(length, bytes);
  const hex = md5.digest('hex');
  if (md5Promised !== null && md5Promised !== hex) throw badDigest('Content-MD5');
  if (body.payload.kind === 'sha256' && sha256?.digest('hex') !== body.payload.hex) throw contentMismatch();
  const checksum =
    promised === null || digest === null ? null : keptPromise(promised, trailers, digest.value());
  return { bytes, md5: hex, checksum };
}

/** A small body as text (the XML of a request); larger than `most` bytes is refused. */
export async function receiveText(body: Body, most: number): Promise<string> {
  const pieces: Buffer[] = [];
  if (promisedLength(body) > most) throw new S3Error('MalformedXML', `The XML is larger than ${most} bytes.`);
  for await (const piece of plainBytes(body, new Map())) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const hex = createHash('sha256').update(bytes).digest('hex');
  if (body.payload.kind === 'sha256' && hex !== body.payload.hex) throw contentMismatch();
  return bytes.toString('utf8');
}

function promisedLength(body: Body): number {
  const chunked = body.payload.kind === 'chunked';
  const name = chunked ? 'x-amz-decoded-content-length' : 'content-length';
  const text = body.headers.get(name);
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new S3Error('MissingContentLength', `You must provide the ${name} HTTP header, a number of bytes.`);
  }
  return Number(text);
}

function plainBytes(body: Body, trailers: Map<string, string>): AsyncIterable<Buffer> {
  const announced = announcedTrailers(body.headers);
  if (body.payload.kind !== 'chunked') {
    if (announced.length > 0)
      throw new S3Error('InvalidRequest', 'x-amz-trailer goes with a STREAMING-…-TRAILER body.');
    return { [Symbol.asyncIterator]: () => body.open() };
  }
  if (!body.payload.trailer && announced.length > 0) {
    throw new S3Error('InvalidRequest', 'x-amz-trailer goes with a STREAMING-…-TRAILER body.');
  }
  return decodeChunked({ source: body.open(), signing: body.payload.signing, announced, trailers });
}

function keptPromise(
  promised: PromisedChecksum,
  trailers: ReadonlyMap<string, string>,
  actual: string,
): Checksum {
  const name = `x-amz-checksum-${promised.algorithm}`;
  const value = promised.value ?? trailers.get(name) ?? '';
  requireChecksumForm(name, promised.algorithm, value);
  if (value !== actual) throw badDigest(checksumTitle(promised.algorithm));
  return { algorithm: promised.algorithm, value };
}

function badDigest(what: string): S3Error {
  return new S3Error('BadDigest', `The ${what} you specified did not match the calculated checksum.`);
}

function contentMismatch(): S3Error {
  return new S3Error(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}

function incomplete(promised: number, came: number): S3Error {
  return new S3Error(
    'IncompleteBody',
    `You did not provide the number of bytes specified by the Content-Length HTTP header: ${promised} promised, ${came} or more came.`,
  );
}
