import { Command } from 'commander';
import { channelsSchema } from '../../../shared/contract/channels.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { channelsText } from '../text/channels-text.ts';

interface ChannelsOptions extends ExperimentOptions {
  readonly unit?: string;
  readonly pair?: string;
  readonly channel?: string;
}

export function channelsCommand(): Command {
  const command = new Command('channels').description(
    'which detectors run on which channel, with thresholds and defaults, or why one does not run',
  );
  return withExperiment(command)
    .option('--unit <id>', 'on one unit only')
    .option('--pair <id>', 'on one pair only')
    .option('--channel <id>', 'of one channel only')
    .action(async ({ experiment, unit, pair, channel, ...shared }: ChannelsOptions) => {
      const { client, print } = await contextOf(shared);
      const query = { unit, pair, channel };
      print(await client.get(pathOf(experiment, 'channels'), channelsSchema, query), channelsText);
    });
}
