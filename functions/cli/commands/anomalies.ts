import { Command } from 'commander';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { KINDS } from '../../../shared/domain/detect/registry.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { definitionOf, ucumsOf } from '../stack/definition.ts';
import { anomaliesText } from '../text/anomalies-text.ts';

interface AnomaliesOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly pair?: string;
  readonly channel?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
}

export function anomaliesCommand(): Command {
  const command = new Command('anomalies').description('what is wrong with the hardware');
  return withExperiment(command)
    .option('--unit <id>', 'of one unit only')
    .option('--pair <id>', 'of one pair only')
    .option('--channel <id>', 'of one channel only')
    .option('--kind <kind>', KINDS.join(', '))
    .option('--from <instant>', 'that touch the time from here on, ISO 8601 with offset')
    .option('--to <instant>', 'that began before this instant')
    .action(async ({ experiment, unit, pair, channel, kind, from, to, ...shared }: AnomaliesOptions) => {
      const { client, print } = await contextOf(shared);
      const query = { unit, pair, channel, kind, from, to };
      const answer = await client.get(pathOf(experiment, 'anomalies'), anomaliesSchema, query);
      const ucums = shared.json ? {} : ucumsOf(await definitionOf(client, experiment));
      print(answer, (one, page) => anomaliesText(one, Date.now(), ucums, page));
    });
}
