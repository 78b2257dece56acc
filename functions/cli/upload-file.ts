/** A file's way in: digest, announcement, the PUT to the link that it answers, the receipt. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ReceiptOnWire, receiptSchema } from '../../shared/contract/downlinks.ts';
import { type CommandContext, pathOf } from './command-context.ts';
import { CliFailure } from './failure.ts';
import { poll } from './poll.ts';
import { fileFailure } from './read-text.ts';
import type { Progress } from './terminal.ts';

interface Upload {
  readonly experiment: string;
  readonly file: string;
  readonly source?: string | undefined;
  /** How long to wait for the receipt. */
  readonly seconds: number;
}

const FINAL: readonly ReceiptOnWire['state'][] = [
  'INGESTED',
  'INGESTED_WITH_REJECTS',
  'REFUSED',
  'FAILED',
  'EXPIRED',
];

/** Brings one file in; resolves to its receipt once that is final, refused or not. */
export async function uploadFile(context: CommandContext, upload: Upload): Promise<ReceiptOnWire> {
  const { client, terminal } = context;
  const { experiment, file, source, seconds } = upload;
  const fileName = basename(file);
  const { bytes, sha256 } = await digestOf(context, file);
  const body = { type: 'application/json', body: JSON.stringify({ fileName, bytes, sha256, source }) };
  const announced = await client.send('POST', pathOf(experiment, 'downlinks'), body, receiptSchema);
  if (announced.upload === undefined) {
    throw new CliFailure(
      'upload.no-link',
      `the stack announced ${fileName} as ${announced.id} without a link to upload to`,
    );
  }
  const progress = terminal.progress(`uploading ${fileName}`);
  try {
    await put(announced.upload, file, bytes, progress);
  } finally {
    progress.end();
  }
  return poll({
    label: `the receipt of ${fileName} (${announced.id})`,
    terminal,
    seconds,
    ask: () => client.get(pathOf(experiment, 'downlinks', announced.id), receiptSchema),
    isDone: ({ state }) => FINAL.includes(state),
    detail: ({ state }) => state,
  });
}

async function digestOf(
  { terminal }: CommandContext,
  file: string,
): Promise<{ bytes: number; sha256: string }> {
  const progress = terminal.progress(`reading ${basename(file)}`);
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    const { size } = await stat(file);
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      digest.update(chunk);
      bytes += chunk.length;
      progress.show(bytes / Math.max(1, size), '');
    }
  } catch (error) {
    throw fileFailure(file, error);
  } finally {
    progress.end();
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** Sent over node:http because S3 wants the length first, and a stream handed to fetch is sent in chunks. */
async function put(
  { url, headers }: NonNullable<ReceiptOnWire['upload']>,
  file: string,
  bytes: number,
  progress: Progress,
): Promise<void> {
  const request = requestTo(url, { ...headers, 'Content-Length': String(bytes) });
  const response = Promise.withResolvers<IncomingMessage>();
  request.on('response', response.resolve).on('error', response.reject);
  try {
    const counted = async function* (chunks: AsyncIterable<Buffer>) {
      let sent = 0;
      for await (const chunk of chunks) {
        yield chunk;
        sent += chunk.length;
        progress.show(sent / Math.max(1, bytes), '');
      }
    };
    const sent = pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), counted, request);
    // A refusal may come before everything was sent; then it is the better reason.
    const answer = await Promise.race([response.promise, sent.then(() => response.promise)]);
    await refuseUnlessDone(answer);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(
      'upload.broken',
      `the upload of ${basename(file)} broke off: ${reason}; run the command again`,
      [],
      {
        cause: error,
      },
    );
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
