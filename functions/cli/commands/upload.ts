import { constants } from 'node:os';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import type { Twins } from '../../../shared/domain/twins/pair-sides.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { type Upload, uploadFile } from '../files/upload-file.ts';
import { type UploadStage, uploadLeftText } from '../files/upload-left.ts';
import {
  type CommandContext,
  contextOf,
  type ExperimentOptions,
  withExperiment,
} from '../stack/command-context.ts';
import { definitionOf, twinsBy } from '../stack/definition.ts';
import { CliFailure, isOfTheLine } from '../stack/failure.ts';
import { settledReceipts } from '../stack/settle.ts';
import { movesText } from '../text/moves-text.ts';
import type { Page } from '../text/page.ts';
import { receiptText } from '../text/receipt-text.ts';
import { uploadWatched } from './upload-watch.ts';

interface UploadOptions extends ExperimentOptions {
  readonly source?: string;
  readonly wait?: boolean;
  readonly dryRun?: boolean;
  readonly timeout: number;
  readonly watch?: boolean;
  readonly every: number;
}

export function uploadCommand(): Command {
  const command = new Command('upload')
    .argument('<file...>', 'files to upload; with --watch, folders into which files come')
    .description('upload files and print their receipts; exit code 1 if a file was refused');
  return withExperiment(command)
    .option(
      '--source <id>',
      'the source that reads the files (default: the source whose pattern matches the file name)',
    )
    .option('--dry-run', 'store nothing: only show the receipt, and which deltas and anomalies would change')
    .option('--wait', 'wait until every answer includes the files, not only until they are stored')
    .option('--timeout <seconds>', 'stop waiting after this time', secondsOf, 900)
    .addOption(
      new Option(
        '--watch',
        'upload what comes into the folders, each content once, until Ctrl-C; what fails is tried again, and the exit code is 1 if a file is not in at the end',
      ).conflicts(['dryRun', 'wait']),
    )
    .option(
      '--every <seconds>',
      'with --watch, time between two checks; a file that did not change between them is complete',
      secondsOf,
      10,
    )
    .action(async (files: string[], options: UploadOptions) => {
      const { experiment, source, wait, dryRun, timeout } = options;
      const context = await contextOf(options);
      if (options.watch)
        return uploadWatched(context, files, {
          experiment,
          source,
          seconds: timeout,
          everyMs: 1000 * options.every,
        });
      const { sent, failed, unsent, isBroken } = await uploadAll(files, (file) =>
        uploadOne(context, { experiment, file, source, dryRun, seconds: timeout }),
      );
      if (sent.length === 0) throw notSent(failed, unsent);
      // Where the line broke nothing can be waited for.
      const { receipts, met } =
        wait && !dryRun && !isBroken
          ? await settledReceipts(context, experiment, sent, timeout)
          : { receipts: sent, met: null };
      const isMoving = receipts.some(({ moves }) => moves !== undefined);
      const twinsOf = isMoving ? twinsBy(await definitionOf(context.client, experiment)) : undefined;
      context.print({ downlinks: receipts }, ({ downlinks }, page) =>
        downlinks.map((one) => uploadedText(one, page, twinsOf)).join('\n'),
      );
      if (!receipts.every(isIn)) process.exitCode = 1;
      if (failed.length > 0) throw notSent(failed, unsent, met);
      if (met !== null) throw met;
    });
}

interface FailedUpload {
  readonly file: string;
  readonly failure: CliFailure;
}

interface AllUploaded {
  readonly sent: readonly ReceiptOnWire[];
  readonly failed: readonly FailedUpload[];
  /** Those that were not tried, since the stack did not answer any more. */
  readonly unsent: readonly string[];
  readonly isBroken: boolean;
}

/** One after the other; a file that is refused keeps no other back, and its receipt is of no other. */
export async function uploadAll(
  files: readonly string[],
  upload: (file: string) => Promise<ReceiptOnWire>,
): Promise<AllUploaded> {
  const sent: ReceiptOnWire[] = [];
  const failed: FailedUpload[] = [];
  for (const [place, file] of files.entries()) {
    try {
      sent.push(await upload(file));
    } catch (error) {
      if (!(error instanceof CliFailure)) throw error;
      failed.push({ file, failure: error });
      if (isOfTheLine(error)) return { sent, failed, unsent: files.slice(place + 1), isBroken: true };
    }
  }
  return { sent, failed, unsent: [], isBroken: false };
}

/**
 * Every file by its name, above which stand the receipts of the others; of one its own failure, which names it.
 *
 * @param met what the wait for the others failed on
 */
export function notSent(
  failed: readonly FailedUpload[],
  unsent: readonly string[],
  met: CliFailure | null = null,
): CliFailure {
  const [only] = failed;
  if (only !== undefined && failed.length + unsent.length === 1 && met === null) return only.failure;
  const findings = [
    ...failed.map(({ file, failure }) => ({ field: file, message: `${failure.message} (${failure.code})` })),
    ...unsent.map((file) => ({ field: file, message: 'was not sent: the stack did not answer any more' })),
    ...(met === null ? [] : [{ field: 'the others', message: `${met.message} (${met.code})` }]),
  ];
  return new CliFailure(
    'upload.not-all',
    `${countText(failed.length + unsent.length, 'file')} of those that were named ${failed.length + unsent.length === 1 ? 'was' : 'were'} not taken in`,
    findings,
  );
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Says, where it ends early, what is safe and how it goes on: on Ctrl-C, and where the stack is gone. */
async function uploadOne(context: CommandContext, upload: Upload): Promise<ReceiptOnWire> {
  const { experiment, file, dryRun: isDryRun = false } = upload;
  let stage: UploadStage = { at: 'READING' };
  const left = () => uploadLeftText({ fileName: basename(file), experiment, stage, isDryRun });
  const stop = (signal: NodeJS.Signals) => {
    context.terminal.note(`\nStopped. ${left()}\n`);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of INTERRUPTS) process.on(signal, stop);
  try {
    return await uploadFile(context, { ...upload, reached: (next) => (stage = next) });
  } catch (error) {
    if (!(error instanceof CliFailure) || !isOfTheLine(error)) throw error;
    throw new CliFailure(error.code, `${error.message}. ${left()}`, [], { cause: error });
  } finally {
    for (const signal of INTERRUPTS) process.off(signal, stop);
  }
}

/** Of a dry run, what would move is told after the receipt. */
export function uploadedText(receipt: ReceiptOnWire, page: Page, twinsOf?: (pair: string) => Twins): string {
  const { dryRun, moves } = receipt;
  const head = dryRun ? 'Dry run: nothing was taken in. It would read:\n' : '';
  return `${head}${receiptText(receipt, page)}${moves === undefined ? '' : `\n${movesText(moves, page, twinsOf)}`}`;
}

export function isIn({ state }: ReceiptOnWire): boolean {
  return state === 'INGESTED' || state === 'INGESTED_WITH_REJECTS';
}

export function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text !== '' && Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new InvalidArgumentError('expected a number of seconds above 0.');
}
