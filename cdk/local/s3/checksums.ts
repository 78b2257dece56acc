import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c.ts';
import { notImplemented, S3Error } from './errors.ts';

/** The checksums of x-amz-checksum-*: lower-case header suffix, and how many bytes the value has. */
const ALGORITHMS = { crc32: 4, crc32c: 4, sha1: 20, sha256: 32 } as const;

export type ChecksumAlgorithm = keyof typeof ALGORITHMS;
export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'sha1', 'sha256'] as const;

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** base64 */
  readonly value: string;
}

/** What the client promised about the object's bytes: the value itself, or the trailer it will come in. */
export interface PromisedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | null;
}

export interface Digest {
  update(bytes: Uint8Array): void;
  /** base64; ends the digest. */
  value(): string;
}

export function checksumDigest(algorithm: ChecksumAlgorithm): Digest {
  if (algorithm === 'sha1' || algorithm === 'sha256') {
    const hash = createHash(algorithm);
    return { update: (bytes) => void hash.update(bytes), value: () => hash.digest('base64') };
  }
  const step = algorithm === 'crc32' ? crc32 : crc32c;
  let crc = 0;
  return {
    update: (bytes) => {
      crc = step(bytes, crc);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc);
      return bytes.toString('base64');
    },
  };
}

/**
 * The one checksum that the headers promise, null where they promise none. Two at a time, a value of the wrong
 * length, and an announced algorithm without its value are refused; unknown algorithms are not implemented.
 */
export function promisedChecksum(headers: ReadonlyMap<string, string>): PromisedChecksum | null {
  const sent = [...headers.keys()].filter((name) => /^x-amz-checksum-(?!mode$)/.test(name));
  const trailers = announcedTrailers(headers);
  const [name, ...more] = [...sent, ...trailers];
  if (more.length > 0) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const declared = headers.get('x-amz-sdk-checksum-algorithm')?.toLowerCase();
  if (name === undefined) {
    if (declared === undefined) return null;
    throw new S3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => name === `x-amz-checksum-${known}`);
  if (algorithm === undefined) throw notImplemented(`${name} (it knows ${CHECKSUM_ALGORITHMS.join(', ')})`);
  if (declared !== undefined && declared !== algorithm) {
    throw new S3Error(
      'InvalidRequest',
      `Value for x-amz-sdk-checksum-algorithm header is invalid: ${name} was sent.`,
    );
  }
  const value = headers.get(name) ?? null;
  if (value !== null) requireChecksumForm(name, algorithm, value);
  return { algorithm, value };
}

export function announcedTrailers(headers: ReadonlyMap<string, string>): string[] {
  const names = headers.get('x-amz-trailer')?.toLowerCase().split(',') ?? [];
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** `crc32` to `CRC32`, as S3 writes it in XML and messages. */
export function checksumTitle(algorithm: ChecksumAlgorithm): string {
  return algorithm.toUpperCase();
}

export function requireChecksumForm(name: string, algorithm: ChecksumAlgorithm, value: string): void {
  if (!isBase64Of(value, ALGORITHMS[algorithm])) {
    throw new S3Error('InvalidRequest', `Value for ${name} header is invalid.`);
  }
}

/** The bytes of a Content-MD5 header as hexadecimal, null where none was sent. */
export function promisedMd5(headers: ReadonlyMap<string, string>): string | null {
  const value = headers.get('content-md5');
  if (value === undefined) return null;
  if (!isBase64Of(value, 16))
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified is not valid.');
  return Buffer.from(value, 'base64').toString('hex');
}

function isBase64Of(value: string, bytes: number): boolean {
  const decoded = Buffer.from(value, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === value;
}
