import { Command } from 'commander';
import { acrossSchema } from '../../../shared/contract/across.ts';
import { comparisonsSchema } from '../../../shared/contract/comparisons.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { collected, collectedAll } from '../stack/options.ts';
import { acrossText } from '../text/across-text.ts';
import { comparisonsText } from '../text/comparisons-text.ts';

interface CompareOptions extends ExperimentOptions {
  readonly across: readonly string[];
  readonly gene?: string;
  readonly endpoint?: string;
  readonly phase?: string;
  readonly null: readonly string[];
  readonly replicate?: string;
  readonly csv?: boolean;
}

export function compareCommand(): Command {
  const command = new Command('compare').description(
    'compare arms, with the culture unit as the replicate: channels by phase, qPCR targets, pits, other endpoints',
  );
  // Several experiments are named by it: none is looked for.
  command.hook('preAction', (_, acting) => {
    const { across, experiment } = acting.opts<CompareOptions>();
    if (across.length > 0 && experiment === undefined) acting.setOptionValue('experiment', across[0]);
  });
  return withExperiment(command)
    .argument('[contrast]', 'such as flight-v-ground (default: all)')
    .option('--endpoint <name>', 'a channel, a target of qPCR, or an endpoint of pits or of a table')
    .option('--phase <id>', 'only channels in this armed phase')
    .option('--replicate <what>', 'only unit is accepted; the answer to others says why')
    .option(
      '--null <rehearsal>',
      'a rehearsal: compare its ground units with each other (A/A); may be repeated',
      collected,
      [],
    )
    .option(
      '--across <experiment>',
      'compare 2 to 8 experiments by one endpoint: give it once per experiment',
      collectedAll,
      [],
    )
    .option('--gene <name>', 'with --across, in place of an endpoint: a gene by id or symbol')
    .option('--csv', 'print one row per comparison, as CSV')
    .action(async (contrast: string | undefined, options: CompareOptions) => {
      refuseMixed(command, options);
      if (options.across.length > 0) return compareAcross(contrast, options);
      const { experiment, endpoint, phase, replicate, null: rehearsals, csv, ...rest } = options;
      const { across: _, gene: __, ...shared } = rest;
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'comparisons');
      const query = new URLSearchParams(rehearsals.map((one): [string, string] => ['null', one]));
      for (const [name, value] of Object.entries({ contrast, endpoint, phase, replicate }))
        if (value !== undefined) query.set(name, value);
      if (!csv) return print(await client.get(`${path}?${query}`, comparisonsSchema), comparisonsText);
      for await (const part of client.csv(`${path}?${query}`)) terminal.out(part);
    });
}

/** What is asked of one experiment alone, or of several alone. */
function refuseMixed(command: Command, { across, gene, phase, replicate, null: rehearsals }: CompareOptions) {
  if (across.length === 0 && gene !== undefined)
    command.error(
      `expected --across with --gene, got none: ${typedCommand('expression')} shows the genes of one experiment`,
    );
  const isOfOne = phase !== undefined || replicate !== undefined || rehearsals.length > 0;
  if (across.length > 0 && isOfOne)
    command.error(
      'expected either --across, or --phase, --replicate and --null, got both: these are of one experiment',
    );
}

/** Does the RPM agree with orbit? */
async function compareAcross(contrast: string | undefined, options: CompareOptions): Promise<void> {
  const { across, endpoint, gene, csv, url, token, json } = options;
  const { client, print, terminal } = await contextOf({ url, token, json });
  const query = new URLSearchParams(across.map((one): [string, string] => ['experiment', one]));
  for (const [name, value] of Object.entries({ contrast, endpoint, gene }))
    if (value !== undefined) query.set(name, value);
  const path = `/v1/comparisons?${query}`;
  if (!csv) return print(await client.get(path, acrossSchema), acrossText);
  for await (const part of client.csv(path)) terminal.out(part);
}
