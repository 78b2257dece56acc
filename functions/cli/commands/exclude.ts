import { Command } from 'commander';
import { exclusionSchema, exclusionsSchema } from '../../../shared/contract/exclusions.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { exclusionsText } from '../text/exclusions-text.ts';

interface ExcludeOptions extends ExperimentOptions {
  readonly unit?: string;
  readonly sample?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly evidence?: string;
  readonly blinded?: boolean;
  readonly lift?: string;
}

export function excludeCommand(): Command {
  const command = new Command('exclude').description(
    'exclude a unit or a sample from every comparison, or list the exclusions',
  );
  return withExperiment(command)
    .option('--unit <id>', 'the unit to exclude')
    .option('--sample <name>', 'or the sample, as the files of assays name it')
    .option('--from <instant>', 'of a unit: from this time on (default: from its beginning)')
    .option('--to <instant>', 'of a unit: up to this time (default: to its end)')
    .option('--reason <reason>', 'LEAK, NOT_ACTIVATED, LOST, CONTAMINATED, OFF_PROTOCOL or OTHER')
    .option('--evidence <text>', 'one line: what shows it')
    .option('--blinded', 'you do not know yet its results, or its arm')
    .option('--lift <id>', 'end an exclusion; --evidence says why')
    .action(async (options: ExcludeOptions, self: Command) => {
      const { experiment, lift, unit, sample, from, to, reason, evidence, blinded } = options;
      const { client, print } = await contextOf(options);
      const path = pathOf(experiment, 'exclusions');
      const facts = { unit, sample, from, to, reason, evidence, blinded, lifts: lift };
      if (Object.values(facts).every((one) => one === undefined))
        return print(await client.get(path, exclusionsSchema), exclusionsText);
      if (evidence === undefined) self.error('expected --evidence, got none: say in a line what shows it');
      const body = { type: 'application/json', body: JSON.stringify(facts) };
      const recorded = await client.send('POST', path, body, exclusionSchema);
      print(recorded, (one, page) => exclusionsText({ exclusions: [one] }, page));
      // It stands, and a script that goes on would compare what was to be out.
      if (recorded.unmet !== undefined) process.exitCode = 1;
    });
}
