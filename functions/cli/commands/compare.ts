import { Command } from 'commander';
import { comparisonsSchema } from '../../../shared/contract/comparisons.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { collected } from '../stack/options.ts';
import { comparisonsText } from '../text/comparisons-text.ts';

interface CompareOptions extends ExperimentOptions {
  readonly endpoint?: string;
  readonly phase?: string;
  readonly null: readonly string[];
  readonly replicate?: string;
  readonly csv?: boolean;
}

export function compareCommand(): Command {
  const command = new Command('compare').description(
    'hold arms against each other, with the unit as the replicate: channels by phase, targets of qPCR, pits, other endpoints',
  );
  return withExperiment(command)
    .argument('[contrast]', 'such as flight-v-ground; left out: all')
    .option('--endpoint <name>', 'a channel, a target of qPCR, or an endpoint of pits or of a table')
    .option('--phase <id>', 'one armed phase, of channels alone')
    .option('--replicate <what>', 'unit; any other is refused, with the reason')
    .option(
      '--null <rehearsal>',
      'a rehearsal, whose ground units are held against each other (A/A); may be repeated',
      collected,
      [],
    )
    .option('--csv', 'print one row per comparison, as CSV')
    .action(async (contrast: string | undefined, options: CompareOptions) => {
      const { experiment, endpoint, phase, replicate, null: rehearsals, csv, ...shared } = options;
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'comparisons');
      const query = new URLSearchParams(rehearsals.map((one): [string, string] => ['null', one]));
      for (const [name, value] of Object.entries({ contrast, endpoint, phase, replicate }))
        if (value !== undefined) query.set(name, value);
      if (!csv) return print(await client.get(`${path}?${query}`, comparisonsSchema), comparisonsText);
      for await (const part of client.csv(`${path}?${query}`)) terminal.out(part);
    });
}
