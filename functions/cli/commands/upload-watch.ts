/** `howship upload DIR --watch`: what comes into folders is brought in, each content once. */
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { isIngested } from '../../../shared/domain/downlink/receipt.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { lookInto } from '../files/look-into.ts';
import { awaitReceipt, digestOf, isFinal, uploadFile } from '../files/upload-file.ts';
import { type Handed, type SeenFile, watchFolders } from '../files/watched-folders.ts';
import type { CommandContext } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { allDownlinks } from '../stack/find-downlink.ts';
import { receiptText } from '../text/receipt-text.ts';

export interface WatchedUpload {
  readonly experiment: string;
  readonly source?: string | undefined;
  readonly seconds: number;
  readonly everyMs: number;
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Until Ctrl-C; the file that is under way then is brought to its end. Nothing that fails ends it: it is said, and tried
 * again. The exit code is 1 where a file that was seen is not in at the end.
 */
export async function uploadWatched(
  context: CommandContext,
  folders: readonly string[],
  { experiment, source, seconds, everyMs }: WatchedUpload,
): Promise<void> {
  const { terminal } = context;
  const quit = new AbortController();
  const stop = () => quit.abort();
  for (const signal of INTERRUPTS) process.on(signal, stop);
  // At the start a folder that cannot be read is a mistake in the command.
  const there = (await Promise.all(folders.map(lookInto))).flat();
  const known = await knownContents(context, experiment);
  terminal.note(
    `watching ${listText(folders)}, with ${countText(there.length, 'file')} in it; ${experiment} has ${countText(known.size, 'file')} already. Ctrl-C ends it.\n`,
  );
  const notIn = new NotIn(context);
  try {
    await watchFolders({
      look: async () => (await Promise.all(folders.map((folder) => lookOrSay(notIn, folder)))).flat(),
      hand: (file) => handOn(context, { experiment, source, seconds, known, notIn }, file),
      pause: () => setTimeout(everyMs, undefined, { signal: quit.signal }).catch(() => {}),
      signal: quit.signal,
      nowMs: () => performance.now(),
    });
  } finally {
    for (const signal of INTERRUPTS) process.off(signal, stop);
    if (notIn.tellAll()) process.exitCode = 1;
  }
}

/** What cannot be brought in as things are; each is said when it fails, and again when it fails otherwise. */
class NotIn {
  readonly #terminal: CommandContext['terminal'];
  readonly #why = new Map<string, string>();

  constructor({ terminal }: CommandContext) {
    this.#terminal = terminal;
  }

  note(path: string, why: string, then = ''): void {
    if (this.#why.get(path) !== why) this.#terminal.note(`${basename(path)}: ${why}${then}\n`);
    this.#why.set(path, why);
  }

  forget(path: string): void {
    this.#why.delete(path);
  }

  /** Whether there is anything to tell. */
  tellAll(): boolean {
    if (this.#why.size === 0) return false;
    const lines = Array.from(this.#why, ([path, why]) => `  ${path}: ${why}\n`);
    this.#terminal.note(
      `Not in: ${countText(lines.length, 'file or folder', 'files and folders')}\n${lines.join('')}`,
    );
    return true;
  }
}

async function lookOrSay(notIn: NotIn, folder: string): Promise<SeenFile[]> {
  try {
    const seen = await lookInto(folder);
    notIn.forget(folder);
    return seen;
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    notIn.note(folder, `${error.message} (${error.code})`, '; the folder is looked at again');
    return [];
  }
}

/** A content that was sent before: as which downlink, and whether that is in; null where its receipt is still to come. */
interface Known {
  readonly id: string;
  readonly receipt: ReceiptOnWire | null;
}

/** Contents by their SHA-256: also those that were refused, which another definition reads again. */
async function knownContents(context: CommandContext, experiment: string): Promise<Map<string, Known>> {
  const all = await allDownlinks(context.client, experiment);
  return new Map(
    all.flatMap((receipt) =>
      receipt.sha256 === undefined || receipt.state === 'EXPIRED' || receipt.state === 'AWAITING_UPLOAD'
        ? []
        : [[receipt.sha256, { id: receipt.id, receipt: isFinal(receipt) ? receipt : null }]],
    ),
  );
}

interface HandingOn {
  readonly experiment: string;
  readonly source?: string | undefined;
  readonly seconds: number;
  readonly known: Map<string, Known>;
  readonly notIn: NotIn;
}

async function handOn(
  context: CommandContext,
  { known, notIn, ...upload }: HandingOn,
  { path }: SeenFile,
): Promise<Handed> {
  try {
    const digest = await digestOf(context, path);
    const before = known.get(digest.sha256);
    if (before?.receipt != null) sayBefore(context, notIn, path, before.receipt);
    else {
      const receipt = await (before === undefined
        ? uploadFile(context, {
            ...{ ...upload, file: path, digest },
            reached: (stage) => {
              if (stage.at === 'SENT') known.set(digest.sha256, { id: stage.id, receipt: null });
            },
          })
        : awaitReceipt(context, { ...upload, file: path }, before.id));
      known.set(digest.sha256, { id: receipt.id, receipt });
      context.print<ReceiptOnWire>(receipt, (one, page) => `${receiptText(one, page)}\n`);
      if (isIngested(receipt.state)) notIn.forget(path);
      else notIn.note(path, `${receipt.state}, as ${receipt.id}`);
    }
    return 'DONE';
  } catch (error) {
    const why = error instanceof CliFailure ? `${error.message} (${error.code})` : String(error);
    notIn.note(path, why, '; it is tried again, at the latest every 5 minutes');
    return 'FAILED';
  }
}

function sayBefore({ terminal }: CommandContext, notIn: NotIn, path: string, before: ReceiptOnWire): void {
  const { id, state } = before;
  if (!isIngested(state) && state !== 'WITHDRAWN') {
    notIn.note(path, `${state} already, as ${id}; to read it again: ${typedCommand(`reread ${id}`)}`);
    return;
  }
  notIn.forget(path);
  const what = state === 'WITHDRAWN' ? 'was withdrawn' : 'is in already';
  terminal.note(`${basename(path)} ${what}, as ${id}\n`);
}
