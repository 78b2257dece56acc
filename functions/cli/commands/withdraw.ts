import { Command } from 'commander';
import { receiptSchema } from '../../../shared/contract/downlinks.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { findDownlink } from '../stack/find-downlink.ts';
import { settledReceipts } from '../stack/settle.ts';
import { receiptText } from '../text/receipt-text.ts';
import { secondsOf } from './upload.ts';

interface WithdrawOptions extends SharedOptions {
  readonly experiment: string;
  readonly reason: string;
  readonly wait?: boolean;
  readonly timeout: number;
}

export function withdrawCommand(): Command {
  const command = new Command('withdraw')
    .argument(
      '<downlink>',
      'one that was taken in or refused: its id, the beginning of it, or the name of its file',
    )
    .description(
      'stop counting a downlink, as if it had never arrived, or stop waiting for a refused one; its file is kept',
    );
  return withExperiment(command)
    .requiredOption('--reason <text>', 'why, for those who read it later')
    .option('--wait', 'wait until no answer holds it any more')
    .option('--timeout <seconds>', 'stop waiting after this time', secondsOf, 900)
    .action(async (id: string, options: WithdrawOptions) => {
      const { experiment, reason, wait, timeout } = options;
      const context = await contextOf(options);
      const found = await findDownlink(context.client, experiment, id);
      const path = pathOf(experiment, 'downlinks', found);
      const body = { type: 'application/json', body: JSON.stringify({ reason }) };
      const receipt = await context.client.send('POST', `${path}/withdraw`, body, receiptSchema);
      // A downlink with the same bytes may count in its place after the wait.
      const { receipts, met } = wait
        ? await settledReceipts(context, experiment, [receipt], timeout)
        : { receipts: [receipt], met: null };
      context.print(receipts[0] ?? receipt, receiptText);
      if (met !== null) throw met;
    });
}
