import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Error } from './errors.ts';

/** Who may sign. */
export interface Signer {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What the chain of chunk signatures starts from. */
export interface ChunkSigning {
  readonly key: Buffer;
  readonly timestamp: string;
  readonly scope: string;
  readonly seed: string;
}

export const EMPTY_SHA256 = createHash('sha256').digest('hex');

/** RFC 3986: everything but unreserved characters, as upper-case UTF-8 bytes. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

export function sameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The key of one day, from the secret: HMACs over day, region, service and the terminal word. The last of each is kept. */
export function signingKey(signer: Signer, date: string, service = 's3'): Buffer {
  const before = kept.get(service);
  if (before?.signer === signer && before.date === date) return before.key;
  const day = hmac(`AWS4${signer.secretAccessKey}`, date);
  const key = hmac(hmac(hmac(day, signer.region), service), 'aws4_request');
  kept.set(service, { signer, date, key });
  return key;
}

const kept = new Map<string, { readonly signer: Signer; readonly date: string; readonly key: Buffer }>();

export function signatureMismatch(fields: Readonly<Record<string, string>>): S3Error {
  return new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    { fields },
  );
}
