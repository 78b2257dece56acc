import { Command, Option } from 'commander';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { SEVERITIES } from '../../../shared/domain/anomaly/anomaly.ts';
import { KINDS } from '../../../shared/domain/detect/registry.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { definitionOf, ucumsOf } from '../stack/definition.ts';
import { anomaliesText } from '../text/anomalies-text.ts';

interface AnomaliesOptions extends ExperimentOptions {
  readonly unit?: string;
  readonly pair?: string;
  readonly channel?: string;
  readonly kind?: string;
  readonly current?: boolean;
  readonly severity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly parts?: boolean;
}

export function anomaliesCommand(): Command {
  const command = new Command('anomalies').description(
    'what is wrong with the hardware, one row per anomaly: ongoing first, then over, the worst first',
  );
  return withExperiment(command)
    .option('--current', 'only what is ongoing')
    .addOption(
      new Option('--severity <least>', 'only what is at least as severe, from mildest to worst').choices(
        SEVERITIES,
      ),
    )
    .option('--unit <id>', 'of one unit only')
    .option('--pair <id>', 'of one pair only')
    .option('--channel <id>', 'of one channel only')
    .option('--kind <kind>', KINDS.join(', '))
    .option('--from <instant>', 'start of the time range, ISO 8601 with offset')
    .option('--to <instant>', 'end of the time range (not included)')
    .option('--parts', 'one row per anomaly: of a dead sensor also its LIMIT, STUCK and OFFSET')
    .action(async ({ experiment, parts = false, current, ...options }: AnomaliesOptions) => {
      const { unit, pair, channel, kind, severity, from, to, ...shared } = options;
      const { client, print } = await contextOf(shared);
      const query = { unit, pair, channel, kind, severity, from, to, ...(current && { current: 'true' }) };
      const answer = await client.get(pathOf(experiment, 'anomalies'), anomaliesSchema, query);
      const ucums = shared.json ? {} : ucumsOf(await definitionOf(client, experiment));
      const view = { now: Date.now(), ucums, hasParts: parts };
      print(answer, (one, page) => anomaliesText(one, view, page));
    });
}
