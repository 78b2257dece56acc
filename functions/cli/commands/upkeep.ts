import { Command } from 'commander';
import { type UpkeepOnWire, upkeepSchema } from '../../../shared/contract/upkeep.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { definitionOf } from '../stack/definition.ts';
import { CliFailure } from '../stack/failure.ts';
import { poll } from '../stack/poll.ts';
import { waitUntilSettled } from '../stack/settle.ts';
import { lookedText, upkeepText } from '../text/upkeep-text.ts';
import { secondsOf } from './upload.ts';

interface UpkeepOptions extends SharedOptions {
  readonly experiment: string;
  readonly timeout: number;
}

export const verifyCommand = () =>
  upkeepCommand(
    'verify',
    'read the uploaded files again and compare everything stored with them; exit code 1 if something differs',
  );

export const rebuildCommand = () =>
  upkeepCommand(
    'rebuild',
    'rebuild an experiment that the table has lost, from its files, and wait until its answers are complete',
  );

function upkeepCommand(name: 'verify' | 'rebuild', description: string): Command {
  return withExperiment(new Command(name).description(description))
    .option(
      '--timeout <seconds>',
      'stop waiting after this time; the work itself continues',
      secondsOf,
      86_400,
    )
    .action(async (options: UpkeepOptions) => {
      const context = await contextOf(options);
      const path = pathOf(options.experiment, name);
      await context.client.send('POST', path, null, upkeepSchema);
      const ended = await poll<UpkeepOnWire>({
        label: `the ${name} of ${options.experiment}`,
        terminal: context.terminal,
        seconds: options.timeout,
        ask: () => context.client.get(path, upkeepSchema),
        isDone: ({ endedAt }) => endedAt !== undefined,
        detail: lookedText,
      });
      context.print(ended, upkeepText);
      if (ended.differing > 0)
        throw new CliFailure(`${name}.differs`, `found wrong: ${ended.differing}, see above`);
      // The last buckets are still compared and judged when the files are in.
      if (name === 'rebuild')
        await waitUntilSettled(
          context,
          await definitionOf(context.client, options.experiment),
          options.timeout,
        );
    });
}
