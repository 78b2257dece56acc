/** A file's way in: digest, announcement, the PUT to the links that it answers, the receipt. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ReceiptOnWire, receiptSchema, type UploadOnWire } from '../../../shared/contract/downlinks.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { poll } from '../stack/poll.ts';
import { readingText } from '../text/reading-text.ts';
import type { Link } from './put-file.ts';
import { fileFailure } from './read-text.ts';
import { sendStretch } from './send-stretch.ts';
import type { UploadStage } from './upload-left.ts';
import { begunUpload, freshLinks, sendParts } from './upload-parts.ts';

export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

export interface Upload {
  readonly experiment: string;
  readonly file: string;
  /** What the file is called, where its place has another name. */
  readonly fileName?: string | undefined;
  readonly source?: string | undefined;
  /** Nothing is taken in. */
  readonly dryRun?: boolean | undefined;
  /** Of the file, where it has been read for it. */
  readonly digest?: FileDigest | undefined;
  /** How long to wait for the receipt. */
  readonly seconds: number;
  /** Hears how far the file has come. */
  readonly reached?: ((stage: UploadStage) => void) | undefined;
}

const FINAL: readonly ReceiptOnWire['state'][] = [
  'INGESTED',
  'INGESTED_WITH_REJECTS',
  'REFUSED',
  'FAILED',
  'EXPIRED',
  'WITHDRAWN',
];

export const isFinal = ({ state }: ReceiptOnWire): boolean => FINAL.includes(state);

/** Brings one file in, or tries it; resolves to its receipt once that is final, refused or not. */
export async function uploadFile(context: CommandContext, upload: Upload): Promise<ReceiptOnWire> {
  const { experiment, file, reached = () => {} } = upload;
  reached({ at: 'READING' });
  const { bytes, sha256 } = upload.digest ?? (await digestOf(context, file));
  const { id, links } = await announce(context, upload, { bytes, sha256 });
  reached({ at: 'SENDING', id, isInParts: links.method === 'MULTIPART' });
  if (links.method === 'MULTIPART') {
    await sendParts(context, { experiment, id, file, bytes }, links);
  } else {
    await sendWhole(context, { experiment, id, file, bytes }, links);
  }
  reached({ at: 'SENT', id });
  return awaitReceipt(context, upload, id);
}

/** The receipt of a file that was sent, once it is final. */
export async function awaitReceipt(
  { client, terminal }: CommandContext,
  { experiment, file, fileName = basename(file), seconds }: Upload,
  id: string,
): Promise<ReceiptOnWire> {
  return poll({
    label: `the receipt of ${fileName} (${id})`,
    terminal,
    seconds,
    ask: () => client.get(pathOf(experiment, 'downlinks', id), receiptSchema),
    isDone: isFinal,
    detail: ({ state, reading }) => (reading === undefined ? state : readingText(reading)),
  });
}

/** To the link that was answered, then to fresh ones. */
async function sendWhole(
  { client, terminal }: CommandContext,
  { experiment, id, file, bytes }: { experiment: string; id: string; file: string; bytes: number },
  link: Link,
): Promise<void> {
  const progress = terminal.progress(`uploading ${basename(file)}`);
  let done = 0;
  let answered: Link | null = link;
  const linkOf = async (): Promise<Link | null> => {
    const first = answered;
    answered = null;
    if (first !== null) return first;
    const fresh = await freshLinks(client, experiment, id);
    return fresh?.method === 'PUT' ? fresh : null;
  };
  try {
    await sendStretch({ file, from: 0, to: bytes }, linkOf, (sent) => {
      done += sent;
      progress.show(done / Math.max(1, bytes), '');
    });
  } finally {
    progress.end();
  }
}

/** An upload in parts that broke off goes on; anything else is announced anew. */
async function announce(
  context: CommandContext,
  { experiment, file, fileName = basename(file), source, dryRun }: Upload,
  { bytes, sha256 }: { bytes: number; sha256: string },
): Promise<{ id: string; links: UploadOnWire }> {
  const begun = dryRun ? null : await begunUpload(context, experiment, { fileName, bytes, sha256, source });
  if (begun !== null) return begun;
  const wanted = { fileName, bytes, sha256, source, partDigests: true, ...(dryRun && { dryRun }) };
  const body = { type: 'application/json', body: JSON.stringify(wanted) };
  // Announced twice, where only the answer was lost: the first receipt then EXPIRES without a file.
  const { id, upload } = await context.client.again(
    'POST',
    pathOf(experiment, 'downlinks'),
    body,
    receiptSchema,
  );
  if (upload !== undefined) return { id, links: upload };
  throw new CliFailure('upload.no-link', `the stack announced ${fileName} as ${id} without a link`);
}

export async function digestOf({ terminal }: CommandContext, file: string): Promise<FileDigest> {
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
