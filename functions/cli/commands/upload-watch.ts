/** `howship upload DIR --watch`: what comes into folders is brought in, each content once. */
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { lookInto } from '../files/look-into.ts';
import { digestOf, uploadFile } from '../files/upload-file.ts';
import { type Handed, type SeenFile, watchFolders } from '../files/watched-folders.ts';
import type { CommandContext } from '../stack/command-context.ts';
import { CliFailure, isOfTheLine } from '../stack/failure.ts';
import { allDownlinks } from '../stack/find-downlink.ts';
import { receiptText } from '../text/receipt-text.ts';

export interface WatchedUpload {
  readonly experiment: string;
  readonly source?: string | undefined;
  readonly seconds: number;
  readonly everyMs: number;
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Until Ctrl-C; the file that is under way then is brought to its end. */
export async function uploadWatched(
  context: CommandContext,
  folders: readonly string[],
  { experiment, source, seconds, everyMs }: WatchedUpload,
): Promise<void> {
  const { terminal } = context;
  const quit = new AbortController();
  const stop = () => quit.abort();
  for (const signal of INTERRUPTS) process.on(signal, stop);
  const look = async () => (await Promise.all(folders.map(lookInto))).flat();
  const there = await look();
  const known = await knownContents(context, experiment);
  terminal.note(
    `watching ${listText(folders)}, with ${countText(there.length, 'file')} in it; ${experiment} has ${countText(known.size, 'file')} already. Ctrl-C ends it.\n`,
  );
  try {
    await watchFolders({
      look,
      hand: (file) => handOn(context, { experiment, source, seconds, known }, file),
      pause: () => setTimeout(everyMs, undefined, { signal: quit.signal }).catch(() => {}),
      signal: quit.signal,
    });
  } finally {
    for (const signal of INTERRUPTS) process.off(signal, stop);
  }
}

/** Downlinks by the SHA-256 of what they brought: also of those that were refused, which another definition reads again. */
async function knownContents(context: CommandContext, experiment: string): Promise<Map<string, string>> {
  const all = await allDownlinks(context.client, experiment);
  return new Map(
    all.flatMap(({ id, sha256, state }) =>
      sha256 === undefined || state === 'EXPIRED' || state === 'AWAITING_UPLOAD' ? [] : [[sha256, id]],
    ),
  );
}

interface HandingOn {
  readonly experiment: string;
  readonly source?: string | undefined;
  readonly seconds: number;
  readonly known: Map<string, string>;
}

async function handOn(
  context: CommandContext,
  { known, ...upload }: HandingOn,
  { path }: SeenFile,
): Promise<Handed> {
  const { terminal } = context;
  try {
    const digest = await digestOf(context, path);
    const before = known.get(digest.sha256);
    if (before !== undefined) {
      terminal.note(`${basename(path)} is in already, as ${before}\n`);
      return 'DONE';
    }
    const receipt = await uploadFile(context, { ...upload, file: path, digest });
    known.set(digest.sha256, receipt.id);
    context.print<ReceiptOnWire>(receipt, (one, page) => `${receiptText(one, page)}\n`);
    return 'DONE';
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    terminal.note(
      `${basename(path)}: ${error.message} (${error.code})${isOfTheLine(error) ? '; it is tried again' : ''}\n`,
    );
    return isOfTheLine(error) ? 'AGAIN' : 'DONE';
  }
}
