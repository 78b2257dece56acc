import { Command } from 'commander';
import { type ReceiptOnWire, receiptSchema, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import {
  type CommandContext,
  contextOf,
  pathOf,
  type SharedOptions,
  withExperiment,
} from '../stack/command-context.ts';
import type { Page } from '../text/page.ts';
import { receiptText } from '../text/receipt-text.ts';
import { tableText } from '../text/table.ts';

interface ReceiptOptions extends SharedOptions {
  readonly experiment: string;
  readonly rejects?: boolean;
}

export function receiptCommand(): Command {
  const command = new Command('receipt')
    .argument('[id]', 'a downlink; without one all are listed')
    .description('what became of a downlink: its verdict, counts, ranges and what was rejected');
  return withExperiment(command)
    .option('--rejects', 'print what was rejected as CSV: line,column,code,message,text')
    .action(async (id: string | undefined, options: ReceiptOptions, self: Command) => {
      if (options.rejects && id === undefined) self.error('error: --rejects needs the id of a downlink');
      const context = await contextOf(options);
      if (id === undefined) return listReceipts(context, options.experiment);
      const path = pathOf(options.experiment, 'downlinks', id);
      if (options.rejects) {
        for await (const part of context.client.csv(`${path}/rejects`)) context.terminal.out(part);
        return;
      }
      context.print(await context.client.get(path, receiptSchema), receiptText);
    });
}

async function listReceipts({ client, print }: CommandContext, experiment: string): Promise<void> {
  const downlinks: ReceiptOnWire[] = [];
  let next: string | undefined;
  do {
    const page = await client.get(pathOf(experiment, 'downlinks'), receiptsSchema, { next });
    downlinks.push(...page.downlinks);
    next = page.next;
  } while (next !== undefined);
  print({ downlinks }, (answer, page) => receiptsText(answer.downlinks, page));
}

function receiptsText(downlinks: readonly ReceiptOnWire[], page: Page): string {
  if (downlinks.length === 0) return 'no downlink was announced yet\n';
  const columns = [
    { title: 'downlink' },
    { title: 'file' },
    { title: 'state' },
    { title: 'announced' },
    ...['samples', 'accepted', 'duplicates', 'conflicts', 'rejected'].map((title) => ({
      title,
      align: 'right' as const,
    })),
  ];
  const rows = downlinks.map(({ id, fileName, state, createdAt, counts }) => [
    ...[id, fileName, state, createdAt],
    ...[counts.samples, counts.accepted, counts.duplicates, counts.conflicts, counts.rejected].map(String),
  ]);
  return tableText(columns, rows, page);
}
