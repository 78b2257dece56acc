/** Sends a file, or a stretch of it, to a link. */
import { createReadStream } from 'node:fs';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliFailure } from '../stack/failure.ts';

interface Stretch {
  readonly file: string;
  /** Bytes [from, to). */
  readonly from: number;
  readonly to: number;
}

interface Link {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Puts the bytes to the link; `sent` hears of every chunk. Fails with `upload.broken` where the line breaks, with
 * `upload.refused` where the storage says no. Over node:http because S3 wants the length first, and a stream handed to
 * fetch is sent in chunks.
 */
export async function putFile(
  { url, headers }: Link,
  { file, from, to }: Stretch,
  sent: (bytes: number) => void,
): Promise<void> {
  const request = requestTo(url, { ...headers, 'Content-Length': String(to - from) });
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
    await refuseUnlessDone(await Promise.race([response.promise, whole.then(() => response.promise)]));
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the upload of ${basename(file)} broke off: ${reason}; run the command again`;
    throw new CliFailure('upload.broken', message, [], { cause: error });
  }
}

function requestTo(url: string, headers: Readonly<Record<string, string>>): ClientRequest {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return send(url, { method: 'PUT', headers });
}

async function refuseUnlessDone(answer: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return;
  const text = Buffer.concat(chunks).toString('utf8');
  const reason = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? text.slice(0, 200);
  throw new CliFailure(
    'upload.refused',
    `the storage refused the file with ${status} ${reason}; nothing of it was kept`,
  );
}
