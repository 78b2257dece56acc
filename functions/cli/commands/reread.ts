import { Command } from 'commander';
import { type ReceiptOnWire, receiptSchema } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import {
  type CommandContext,
  contextOf,
  pathOf,
  type SharedOptions,
  withExperiment,
} from '../stack/command-context.ts';
import { CliFailure, isOfTheLine } from '../stack/failure.ts';
import { allDownlinks, findDownlink, listedDownlinks } from '../stack/find-downlink.ts';
import { poll } from '../stack/poll.ts';
import { settledReceipts } from '../stack/settle.ts';
import { damagedText } from '../text/damaged-text.ts';
import type { Page } from '../text/page.ts';
import { receiptText } from '../text/receipt-text.ts';
import { shownText } from '../text/shown.ts';
import { isIn, secondsOf } from './upload.ts';

interface RereadOptions extends SharedOptions {
  readonly experiment: string;
  readonly all?: boolean;
  readonly wait?: boolean;
  readonly timeout: number;
}

export function rereadCommand(): Command {
  const command = new Command('reread')
    .argument('[downlink...]', 'downlinks whose files are here, by id, the beginning of it, or file name')
    .description('read files again with the definition in force; exit code 1 if one could not be read');
  return withExperiment(command)
    .option('--all', 'every downlink that was read otherwise than the definition in force reads')
    .option('--wait', 'wait until every answer holds what was read again')
    .option(
      '--timeout <seconds>',
      'stop waiting for a file, or for the answers, after this time',
      secondsOf,
      900,
    )
    .action(async (ids: string[], options: RereadOptions, self: Command) => {
      if (ids.length > 0 === (options.all === true)) {
        self.error('expected either the downlinks to read again, or --all');
      }
      const context = await contextOf(options);
      const unknown = options.all ? (await listedDownlinks(context.client, options.experiment)).damaged : [];
      const found = options.all
        ? { done: await readUnderOther(context, options.experiment), notRead: [] }
        : await oneByOne(ids, (id) => findDownlink(context.client, options.experiment, id));
      const asked = await oneByOne(found.done, (id) => askFor(context, options.experiment, id));
      const { done: read, notRead: lost } = await oneByOne(asked.done, (id, i) =>
        readAgain(context, id, { ...options, of: `${i + 1} of ${asked.done.length}` }),
      );
      const notRead = [...found.notRead, ...asked.notRead, ...lost];
      const { receipts, met } = options.wait
        ? await settledReceipts(context, options.experiment, read, options.timeout)
        : { receipts: read, met: null };
      context.print(
        {
          downlinks: receipts,
          ...(notRead.length > 0 && { notRead }),
          ...(unknown.length > 0 && { damaged: unknown }),
        },
        (answer, page) =>
          `${rereadText(answer.downlinks, notRead, page)}${damagedText(options.experiment, unknown)}`,
      );
      if (!receipts.every(isReadNow) || notRead.length + unknown.length > 0) process.exitCode = 1;
      if (met !== null) throw met;
    });
}

async function readUnderOther({ client }: CommandContext, experiment: string): Promise<string[]> {
  const all = await allDownlinks(client, experiment);
  return all.filter((one) => one.readUnderOther).map(({ id }) => id);
}

/** What is said of a downlink that could not be read again. */
interface NotRead {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/** One that fails keeps no other from its turn. The only one fails as it is, and so does the line to the stack. */
async function oneByOne<T>(
  ids: readonly string[],
  act: (id: string, i: number) => Promise<T>,
): Promise<{ done: T[]; notRead: NotRead[] }> {
  const done: T[] = [];
  const notRead: NotRead[] = [];
  for (const [i, id] of ids.entries()) {
    try {
      done.push(await act(id, i));
    } catch (error) {
      if (ids.length === 1 || !(error instanceof CliFailure) || isOfTheLine(error)) throw error;
      notRead.push({ id, code: error.code, message: error.message });
    }
  }
  return { done, notRead };
}

async function askFor({ client }: CommandContext, experiment: string, id: string): Promise<string> {
  await client.send('POST', `${pathOf(experiment, 'downlinks', id)}/reread`, null, receiptSchema);
  return id;
}

async function readAgain(
  { client, terminal }: CommandContext,
  id: string,
  { experiment, timeout, of }: RereadOptions & { readonly of: string },
): Promise<ReceiptOnWire> {
  return poll({
    label: `downlink ${id}, ${of}, to be read again`,
    terminal,
    seconds: timeout,
    ask: () => client.get(pathOf(experiment, 'downlinks', id), receiptSchema),
    isDone: ({ state, rereading }) =>
      state !== 'RECEIVED' &&
      state !== 'INGESTING' &&
      (rereading === undefined || rereading.error !== undefined),
    detail: ({ state }) => state,
  });
}

function isReadNow(receipt: ReceiptOnWire): boolean {
  return isIn(receipt) && receipt.rereading === undefined;
}

/** Of several a line each, and the whole receipts only of those that failed; last those that could not be asked for. */
export function rereadText(
  receipts: readonly ReceiptOnWire[],
  notRead: readonly NotRead[],
  page: Page,
): string {
  if (receipts.length + notRead.length === 0)
    return 'nothing to read again: no downlink in the answers was read otherwise; one that was refused or failed is read again by its name\n';
  if (receipts.length === 1 && notRead.length === 0) return receiptText(receipts[0]!, page);
  const failed = receipts.filter((one) => !isReadNow(one));
  const lines = receipts.filter(isReadNow).map(lineOf);
  const not = failed.length + notRead.length;
  const count = `${countText(lines.length, 'downlink')} read again${not > 0 ? `, ${groupedText(not)} not` : ''}\n`;
  const told = notRead.map(
    ({ id, code, message }) => `${id}: not read again: ${shownText(message)} (${code})\n`,
  );
  return `${lines.join('')}${count}${failed.map((one) => receiptText(one, page)).join('')}${told.join('')}`;
}

function lineOf({ fileName, id, state, counts }: ReceiptOnWire): string {
  const { samples, records } = counts;
  const of = records > 0 ? countText(records, 'record') : countText(samples, 'sample');
  return `${shownText(fileName)} (${id}): ${state}, ${groupedText(counts.accepted)} of ${of} accepted\n`;
}
