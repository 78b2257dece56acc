/** Large files go in parts: what broke off goes on where it stopped. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import {
  partLinkSchema,
  receiptSchema,
  receiptsSchema,
  type UploadOnWire,
  uploadSchema,
} from '../../../shared/contract/downlinks.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import type { Link, Stretch } from './put-file.ts';
import { sendStretch } from './send-stretch.ts';

/** As many parts are on their way side by side: one slow connection does not hold up the others. */
const AT_ONCE = 3;

/** Below this no file comes in parts. */
const ONE_PUT_BYTES = 100 * 1024 ** 2;

interface FileSent {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** As it was named with the upload: one that was begun under another source is another upload. */
  readonly source: string | undefined;
}

/** An upload of this very file that was begun and is still open, with links for what is missing; else null. */
export async function begunUpload(
  { client, terminal }: CommandContext,
  experiment: string,
  { fileName, bytes, sha256, source }: FileSent,
): Promise<{ id: string; links: UploadOnWire } | null> {
  if (bytes <= ONE_PUT_BYTES) return null;
  for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
    const query = { order: 'newest', sha256, next };
    const page = await client.get(pathOf(experiment, 'downlinks'), receiptsSchema, query);
    const open = page.downlinks.find(
      (receipt) =>
        (receipt.state === 'AWAITING_UPLOAD' || receipt.state === 'EXPIRED') &&
        receipt.fileName === fileName &&
        receipt.bytes === bytes &&
        receipt.declaredSource === source,
    );
    const links = open === undefined ? null : await freshLinks(client, experiment, open.id);
    if (open !== undefined && links !== null) {
      if (links.method === 'MULTIPART') {
        terminal.note(
          `${fileName}: going on with the upload ${open.id}, ${countText(links.parts.length, 'part')} to go\n`,
        );
      }
      return { id: open.id, links };
    }
    next = page.next;
  }
  return null;
}

/** Null where the file has come, or the storage has given the upload up. */
export async function freshLinks(
  client: ApiClient,
  experiment: string,
  id: string,
): Promise<UploadOnWire | null> {
  try {
    return await client.get(pathOf(experiment, 'downlinks', id, 'upload'), uploadSchema);
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'upload.over') return null;
    throw error;
  }
}

interface PartsSent {
  readonly experiment: string;
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
}

type PartsOnWire = Extract<UploadOnWire, { method: 'MULTIPART' }>;
type PartOnWire = PartsOnWire['parts'][number];

/** Sends the parts and completes the upload. */
export async function sendParts(
  { client, terminal }: CommandContext,
  { experiment, id, file, bytes }: PartsSent,
  links: PartsOnWire,
): Promise<void> {
  const progress = terminal.progress(`uploading ${basename(file)}`);
  const waiting = [...links.parts];
  let done = bytes - waiting.reduce((sum, { from, to }) => sum + to - from, 0);
  const show = (sent: number) => {
    done += sent;
    progress.show(done / bytes, `${(done / 1e6).toFixed(0)} of ${(bytes / 1e6).toFixed(0)} MB`);
  };
  const path = pathOf(experiment, 'downlinks', id, 'upload');
  const worker = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const { from, to } = part;
      await sendStretch({ file, from, to }, linkOf(client, { experiment, id, file }, part), show);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    // Whatever else is on its way: no part is begun after one was given up.
    waiting.length = 0;
    progress.end();
  }
  await client.again('POST', path, null, receiptSchema);
}

/** The part's link: the one that was answered, then fresh ones; or, where parts have digests, always one for these bytes. */
function linkOf(
  client: ApiClient,
  { experiment, id, file }: Pick<PartsSent, 'experiment' | 'id' | 'file'>,
  { part, url, from, to }: PartOnWire,
): () => Promise<Link | null> {
  let answered = url;
  return async () => {
    if (url === undefined) {
      const sha256 = await digestOfStretch({ file, from, to });
      const body = { type: 'application/json', body: JSON.stringify({ sha256 }) };
      const path = pathOf(experiment, 'downlinks', id, 'upload', 'parts', String(part));
      return client.again('POST', path, body, partLinkSchema);
    }
    const first = answered;
    answered = undefined;
    if (first !== undefined) return { url: first, headers: {} };
    const fresh = await freshLinks(client, experiment, id);
    const found = fresh?.method === 'MULTIPART' ? fresh.parts.find((one) => one.part === part) : undefined;
    // What is not among the missing has arrived.
    return found?.url === undefined ? null : { url: found.url, headers: {} };
  };
}

async function digestOfStretch({ file, from, to }: Stretch): Promise<string> {
  const digest = createHash('sha256');
  const chunks = createReadStream(file, { start: from, end: to - 1, highWaterMark: 1 << 20 });
  for await (const chunk of chunks) digest.update(chunk);
  return digest.digest('hex');
}
