import { Command } from 'commander';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { definitionOf, pairChannels } from '../stack/definition.ts';
import { collected } from '../stack/options.ts';
import { deltasText, windowsText } from '../text/deltas-text.ts';

interface DeltasOptions extends SharedOptions {
  readonly experiment: string;
  readonly pair: readonly string[];
  readonly channel: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly resolution?: string;
  readonly all?: boolean;
  readonly windows?: boolean;
}

export function deltasCommand(): Command {
  const command = new Command('deltas').description(
    'flight minus ground, with its interval and its confounds',
  );
  return withExperiment(command)
    .option('--pair <id>', 'of this pair; may be repeated', collected, [])
    .option('--channel <id>', 'of this channel; may be repeated', collected, [])
    .option(
      '--from <time>',
      "first instant of the flight unit's time, ISO 8601 with offset, or since the reference: T+60min, T-2h, T+3d",
    )
    .option('--to <time>', 'end, not included')
    .option('--resolution <duration>', 'length of a window, ISO 8601')
    .option('--all', 'summarize everything that was accepted, not only good samples of armed phases')
    .option('--windows', 'print the windows too')
    .action(async (options: DeltasOptions) => {
      const { experiment, pair, channel, from, to, resolution } = options;
      const { client, print } = await contextOf(options);
      const asked =
        pair.length > 0 && channel.length > 0
          ? pair.flatMap((one) => channel.map((other) => ({ pair: one, channel: other })))
          : pairChannels(await definitionOf(client, experiment), { pair, channel });
      const deltas: DeltaOnWire[] = [];
      for (const one of asked) {
        const query = { ...one, from, to, resolution };
        deltas.push(await client.get(pathOf(experiment, 'deltas'), deltaSchema, query));
      }
      print({ deltas }, (_, page) => {
        const windows = options.windows ? deltas.map((one) => windowsText(one, page)) : [];
        return [deltasText(deltas, options.all === true ? 'summaryAll' : 'summary', page), ...windows].join(
          '\n',
        );
      });
    });
}
