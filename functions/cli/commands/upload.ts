import { constants } from 'node:os';
import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { type Upload, uploadFile } from '../files/upload-file.ts';
import { type UploadStage, uploadLeftText } from '../files/upload-left.ts';
import {
  type CommandContext,
  contextOf,
  type ExperimentOptions,
  withExperiment,
} from '../stack/command-context.ts';
import { CliFailure, isOfTheLine } from '../stack/failure.ts';
import { settledReceipts } from '../stack/settle.ts';
import { movesText } from '../text/moves-text.ts';
import type { Page } from '../text/page.ts';
import { receiptText } from '../text/receipt-text.ts';

interface UploadOptions extends ExperimentOptions {
  readonly source?: string;
  readonly wait?: boolean;
  readonly dryRun?: boolean;
  readonly timeout: number;
}

export function uploadCommand(): Command {
  const command = new Command('upload')
    .argument('<file...>', 'files that a ground contact brought down')
    .description('bring files in and print their receipts; exit code 1 where one was refused');
  return withExperiment(command)
    .option('--source <id>', 'the source that reads them (else the one whose pattern fits the name)')
    .option('--dry-run', 'take nothing in: only say what would be, and which deltas and anomalies would move')
    .option('--wait', 'wait until the files are in every answer, not only until they are in')
    .option('--timeout <seconds>', 'give up waiting after as long', secondsOf, 900)
    .action(async (files: string[], options: UploadOptions) => {
      const { experiment, source, wait, dryRun, timeout } = options;
      const context = await contextOf(options);
      const sent: ReceiptOnWire[] = [];
      for (const file of files) {
        sent.push(await uploadOne(context, { experiment, file, source, dryRun, seconds: timeout }));
      }
      const { receipts, met } =
        wait && !dryRun
          ? await settledReceipts(context, experiment, sent, timeout)
          : { receipts: sent, met: null };
      context.print({ downlinks: receipts }, ({ downlinks }, page) =>
        downlinks.map((one) => uploadedText(one, page)).join('\n'),
      );
      if (!receipts.every(isIn)) process.exitCode = 1;
      if (met !== null) throw met;
    });
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
export function uploadedText(receipt: ReceiptOnWire, page: Page): string {
  const { dryRun, moves } = receipt;
  const head = dryRun ? 'Dry run: nothing was taken in. It would read:\n' : '';
  return `${head}${receiptText(receipt, page)}${moves === undefined ? '' : `\n${movesText(moves, page)}`}`;
}

export function isIn({ state }: ReceiptOnWire): boolean {
  return state === 'INGESTED' || state === 'INGESTED_WITH_REJECTS';
}

export function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text !== '' && Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new InvalidArgumentError('expected a number of seconds above 0.');
}
