/** Sends a file, or a stretch of it, to a link, once. */
import { createReadStream } from 'node:fs';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Stretch {
  readonly file: string;
  /** Bytes [from, to). */
  readonly from: number;
  readonly to: number;
}

export interface Link {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Sent =
  | { readonly kind: 'TAKEN' }
  /** The line broke, or nothing moved on it for too long. */
  | { readonly kind: 'BROKEN'; readonly error: unknown }
  /** What the storage said: its status, and in its own words a code, such as `BadDigest`, and a sentence. */
  | { readonly kind: 'REFUSED'; readonly status: number; readonly code: string; readonly message: string };

/**
 * Puts the bytes to the link; `sent` hears of every chunk. Over node:http because S3 wants the length first, and a
 * stream handed to fetch is sent in chunks.
 *
 * @param idleMs the line is given up when nothing moves on it for so long
 */
export async function putFile(
  { url, headers }: Link,
  { file, from, to }: Stretch,
  sent: (bytes: number) => void,
  idleMs: number,
): Promise<Sent> {
  const request = requestTo(url, { ...headers, 'Content-Length': String(to - from) });
  request.setTimeout(idleMs, () => {
    request.destroy(new Error(`nothing moved for ${idleMs / 1000} s`));
  });
  const response = Promise.withResolvers<IncomingMessage>();
  request.on('response', response.resolve).on('error', response.reject);
  try {
    const counted = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        yield chunk;
        sent(chunk.length);
      }
    };
    const stretch = { start: from, end: Math.max(from, to - 1), highWaterMark: 1 << 18 };
    const chunks = to > from ? createReadStream(file, stretch) : Readable.from([]);
    const whole = pipeline(chunks, counted, request);
    // A refusal may come before everything was sent; then it is the better reason.
    return await answerOf(await Promise.race([response.promise, whole.then(() => response.promise)]));
  } catch (error) {
    return { kind: 'BROKEN', error };
  } finally {
    // Of a refused file nothing more is sent.
    request.destroy();
  }
}

function requestTo(url: string, headers: Readonly<Record<string, string>>): ClientRequest {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return send(url, { method: 'PUT', headers });
}

async function answerOf(answer: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return { kind: 'TAKEN' };
  const text = Buffer.concat(chunks).toString('utf8');
  const tagged = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1];
  const code = tagged('Code') ?? text.slice(0, 200);
  return { kind: 'REFUSED', status, code, message: tagged('Message') ?? '' };
}
