import { Command } from 'commander';
import { handoverSchema } from '../../../shared/contract/handover.ts';
import { orRefusal, Refusal } from '../../../shared/domain/refusal.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { DURATIONS, instantTyped } from '../stack/typed-duration.ts';
import { handoverText } from '../text/handover-text.ts';

interface HandoverOptions extends ExperimentOptions {
  readonly since: string;
}

export function handoverCommand(): Command {
  const command = new Command('handover').description(
    'what happened since an instant, what is open, what was missed, what comes next',
  );
  return withExperiment(command)
    .option(
      '--since <begin>',
      `an instant, ISO 8601 with offset, or how long back from now, ${DURATIONS}`,
      'PT12H',
    )
    .action(async ({ experiment, since, ...shared }: HandoverOptions, self: Command) => {
      const query = { since: beginOf(since, self) };
      const { client, print } = await contextOf(shared);
      const answer = await client.get(pathOf(experiment, 'handover'), handoverSchema, query);
      print(answer, (one, page) => handoverText(one, experiment, page));
    });
}

/** ISO 8601 with offset. */
function beginOf(text: string, self: Command): string {
  const read = orRefusal(() => instantTyped(text, Date.now() * 1000, -1));
  return read instanceof Refusal ? self.error(`error: --since: ${read.message}`) : read;
}
