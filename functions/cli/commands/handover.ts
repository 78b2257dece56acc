import { Command } from 'commander';
import { handoverSchema } from '../../../shared/contract/handover.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { instantOf } from '../stack/options.ts';
import { DURATIONS } from '../stack/typed-duration.ts';
import { handoverText } from '../text/handover-text.ts';

interface HandoverOptions extends ExperimentOptions {
  readonly since: string;
}

export function handoverCommand(): Command {
  const command = new Command('handover').description(
    'shift handover: what happened since a given time, what is open, what was missed, what comes next',
  );
  return withExperiment(command)
    .option(
      '--since <begin>',
      `an instant, ISO 8601 with offset, or how long back from now, ${DURATIONS}`,
      'PT12H',
    )
    .action(async ({ experiment, since, ...shared }: HandoverOptions, self: Command) => {
      const query = { since: instantOf(self, '--since', since, -1) };
      const { client, print } = await contextOf(shared);
      const answer = await client.get(pathOf(experiment, 'handover'), handoverSchema, query);
      print(answer, (one, page) => handoverText(one, experiment, page));
    });
}
