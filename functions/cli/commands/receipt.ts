import { Command } from 'commander';
import {
  type HistoryOnWire,
  historySchema,
  type ReceiptOnWire,
  receiptSchema,
} from '../../../shared/contract/downlinks.ts';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import {
  type CommandContext,
  contextOf,
  pathOf,
  type SharedOptions,
  withExperiment,
} from '../stack/command-context.ts';
import { findDownlink, listedDownlinks } from '../stack/find-downlink.ts';
import { damagedText } from '../text/damaged-text.ts';
import type { Page } from '../text/page.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';
import { readingText } from '../text/reading-text.ts';
import { receiptText } from '../text/receipt-text.ts';
import { tableText } from '../text/table.ts';

interface ReceiptOptions extends SharedOptions {
  readonly experiment: string;
  readonly rejects?: boolean;
  readonly history?: boolean;
}

export function receiptCommand(): Command {
  const command = new Command('receipt')
    .argument(
      '[downlink]',
      'downlink id, its first characters, or the file name; without one, all downlinks are listed',
    )
    .description('the receipt of a downlink: verdict, counts, time ranges and rejects');
  return withExperiment(command)
    .option('--rejects', 'print the rejects as CSV: line,column,code,message,text')
    .option('--history', 'print who withdrew the file, read it again or retried it, when and why')
    .action(async (id: string | undefined, options: ReceiptOptions, self: Command) => {
      if (options.rejects && id === undefined)
        self.error('expected a downlink with --rejects, got none: give its id or the name of its file');
      if (options.history && id === undefined)
        self.error('expected a downlink with --history, got none: give its id or the name of its file');
      const context = await contextOf(options);
      if (id === undefined) return listReceipts(context, options.experiment);
      const found = await findDownlink(context.client, options.experiment, id, { byNumber: true });
      const path = pathOf(options.experiment, 'downlinks', found);
      if (options.rejects) {
        for await (const part of context.client.csv(`${path}/rejects`)) context.terminal.out(part);
        return;
      }
      if (options.history) {
        context.print(await context.client.get(`${path}/history`, historySchema), historyText);
        return;
      }
      context.print(await context.client.get(path, receiptSchema), receiptText);
    });
}

function historyText({ actions }: HistoryOnWire, page: Page): string {
  if (actions.length === 0) return 'nobody withdrew it, had it read again or retried it\n';
  const columns = [
    { title: 'action', isHead: true },
    { title: 'when' },
    { title: 'by', isHead: true },
    { title: 'why' },
  ];
  const rows = actions.map(({ action, at, by, reason = '' }) => [action, typedIso(at), by, reason]);
  return tableText(columns, rows, page);
}

async function listReceipts({ client, print }: CommandContext, experiment: string): Promise<void> {
  const { downlinks, damaged } = await listedDownlinks(client, experiment);
  const answer = { downlinks, ...(damaged.length > 0 && { damaged }) };
  print(answer, (_, page) => `${receiptsText(downlinks, page)}${damagedText(experiment, damaged)}`);
}

export function receiptsText(downlinks: readonly ReceiptOnWire[], page: Page): string {
  if (downlinks.length === 0) return 'no downlink was announced yet\n';
  const hasNotes = downlinks.some((one) => noteOf(one) !== '');
  const columns = [
    { title: 'file' },
    { title: 'state', isHead: true },
    { title: 'announced', isMinor: true },
    ...['samples', 'accepted', 'duplicates', 'conflicts', 'rejected'].map((title) => ({
      // The sum of the others.
      ...{ title, align: 'right' as const, isMinor: title === 'samples' },
    })),
    ...(hasNotes ? [{ title: 'note', isHead: true }] : []),
    { title: 'downlink', isMinor: true },
  ];
  const rows = downlinks.map((receipt) => {
    const { id, fileName, state, createdAt, counts } = receipt;
    const { samples, accepted, duplicates, conflicts, rejected } = counts;
    return [
      ...[fileName, state, typedMinute(createdAt)],
      ...[samples, accepted, duplicates, conflicts, rejected].map(groupedText),
      ...(hasNotes ? [noteOf(receipt)] : []),
      id,
    ];
  });
  const other = downlinks.find(({ readUnderOther }) => readUnderOther) ?? {};
  return `${tableText(columns, rows, page)}${readUnderOtherText(other)}`;
}

function noteOf({ rereading, reading, readUnderOther }: ReceiptOnWire): string {
  if (rereading?.error !== undefined) return `could not be read again: ${rereading.error.message}`;
  const how = reading === undefined ? '' : readingText(reading);
  if (rereading !== undefined) return how === '' ? 'is being read again' : `is being read again: ${how}`;
  if (how !== '') return how;
  return readUnderOther === true ? 'read under an earlier definition' : '';
}
