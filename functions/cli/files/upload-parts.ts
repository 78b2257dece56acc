/** Large files go in parts: what broke off goes on where it stopped. */
import { basename } from 'node:path';
import {
  receiptSchema,
  receiptsSchema,
  type UploadOnWire,
  uploadSchema,
} from '../../../shared/contract/downlinks.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { putFile } from './put-file.ts';

/** As many parts are on their way side by side: one slow connection does not hold up the others. */
const AT_ONCE = 3;
/** Times a part is sent before the upload is given up; it can still be gone on with. */
const MOST_TRIES = 3;

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
    const page = await client.get(pathOf(experiment, 'downlinks'), receiptsSchema, { next });
    const open = page.downlinks.findLast(
      (receipt) =>
        (receipt.state === 'AWAITING_UPLOAD' || receipt.state === 'EXPIRED') &&
        receipt.fileName === fileName &&
        receipt.bytes === bytes &&
        receipt.declaredSource === source &&
        receipt.sha256 === sha256,
    );
    const links = open === undefined ? null : await linksOf(client, experiment, open.id);
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

/** Null where the storage has given the upload up: the file is announced anew. */
async function linksOf(client: ApiClient, experiment: string, id: string): Promise<UploadOnWire | null> {
  try {
    return await client.get(pathOf(experiment, 'downlinks', id, 'upload'), uploadSchema);
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'upload.over') return null;
    throw error;
  }
}

/** Sends the parts and completes the upload. */
export async function sendParts(
  { client, terminal }: CommandContext,
  { experiment, id, file, bytes }: { experiment: string; id: string; file: string; bytes: number },
  links: Extract<UploadOnWire, { method: 'MULTIPART' }>,
): Promise<void> {
  const progress = terminal.progress(`uploading ${basename(file)}`);
  const waiting = [...links.parts];
  let done = bytes - waiting.reduce((sum, { from, to }) => sum + to - from, 0);
  const show = (sent: number) => {
    done += sent;
    progress.show(done / bytes, `${(done / 1e6).toFixed(0)} of ${(bytes / 1e6).toFixed(0)} MB`);
  };
  const worker = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      await sendPart(file, part, show);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    // Whatever else is on its way: no part is begun after one was given up.
    waiting.length = 0;
    progress.end();
  }
  await client.send('POST', pathOf(experiment, 'downlinks', id, 'upload'), null, receiptSchema);
}

async function sendPart(
  file: string,
  { url, from, to }: { url: string; from: number; to: number },
  show: (sent: number) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    let sent = 0;
    try {
      await putFile({ url, headers: {} }, { file, from, to }, (bytes) => {
        sent += bytes;
        show(bytes);
      });
      return;
    } catch (error) {
      show(-sent);
      const isBroken = error instanceof CliFailure && error.code === 'upload.broken';
      if (!isBroken || attempt === MOST_TRIES) throw error;
    }
  }
}
