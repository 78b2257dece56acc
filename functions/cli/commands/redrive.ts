import { Command } from 'commander';
import { receiptSchema } from '../../../shared/contract/downlinks.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { findDownlink } from '../stack/find-downlink.ts';
import { receiptText } from '../text/receipt-text.ts';

interface RedriveOptions extends SharedOptions {
  readonly experiment: string;
}

export function redriveCommand(): Command {
  const command = new Command('redrive')
    .argument('<downlink>', 'one that FAILED: its id, the beginning of it, or the name of its file')
    .description('retry a downlink that failed; the uploaded file is still stored');
  return withExperiment(command).action(async (id: string, options: RedriveOptions) => {
    const { client, print } = await contextOf(options);
    const found = await findDownlink(client, options.experiment, id);
    const path = pathOf(options.experiment, 'downlinks', found, 'redrive');
    print(await client.send('POST', path, null, receiptSchema), receiptText);
  });
}
