import { Command } from 'commander';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import { writeAnswer, writtenText } from '../files/write-answer.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { definitionOf, pairChannels, twinsBy } from '../stack/definition.ts';
import { collected } from '../stack/options.ts';
import { isoTyped } from '../stack/typed-duration.ts';
import { deltasText, windowsText } from '../text/deltas-text.ts';
import { snapshotText } from '../text/snapshot-text.ts';
import { queryText } from './report.ts';

interface DeltasOptions extends SharedOptions {
  readonly experiment: string;
  readonly pair: readonly string[];
  readonly channel: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly resolution?: string;
  readonly all?: boolean;
  readonly windows?: boolean;
  readonly snapshot?: string;
  readonly since?: string;
  readonly svg?: string;
}

export function deltasCommand(): Command {
  const command = new Command('deltas').description(
    'flight minus ground (or between the two arms of a pair), with interval and confounds',
  );
  return withExperiment(command)
    .option('--pair <id>', 'only this pair; may be repeated', collected, [])
    .option('--channel <id>', 'only this channel; may be repeated', collected, [])
    .option(
      '--from <time>',
      "start, on the flight unit's clock: ISO 8601 with offset, or from the reference event: T+60min, T-2h, T+3d",
    )
    .option('--to <time>', 'end (not included)')
    .option('--resolution <duration>', 'length of a window, such as 10min or PT10M', isoTyped)
    .option('--all', 'summarize every accepted sample, not only good samples of armed phases')
    .option('--windows', 'print the windows too')
    .option(
      '--snapshot <name>',
      'show the answer with this snapshot, as an earlier answer named it; it is kept for ever from now on',
    )
    .option('--since <name>', 'also show what has changed, and why, since the kept answer with this snapshot')
    .option('--svg <file>', 'write a picture instead; - prints it')
    .action(async (options: DeltasOptions) => {
      const { experiment, from, to, resolution, snapshot, since } = options;
      const context = await contextOf(options);
      const { client, print } = context;
      if (options.svg !== undefined) {
        const path = `${pathOf(experiment, 'deltas')}${queryText(options)}`;
        const written = await writeAnswer(context, { path, accept: 'image/svg+xml', file: options.svg });
        if (written !== null) print(written, writtenText);
        return;
      }
      const deltas: DeltaOnWire[] = [];
      for (const one of await askedIn(client, options)) {
        const query = { ...one, from, to, resolution, snapshot, since };
        deltas.push(await client.get(pathOf(experiment, 'deltas'), deltaSchema, query));
      }
      const twins = twinsBy(await definitionOf(client, experiment));
      print({ deltas }, (_, page) => {
        const windows = options.windows ? deltas.map((one) => windowsText(one, page, twins(one.pair))) : [];
        const table = deltasText(deltas, options.all === true ? 'summaryAll' : 'summary', page, twins);
        return [`${table}${snapshotText(deltas)}`, ...windows].join('\n');
      });
    });
}

/** Pairs and channels, each of which is asked by itself; a snapshot says its own. */
async function askedIn(
  client: ApiClient,
  { experiment, pair, channel, snapshot, since }: DeltasOptions,
): Promise<readonly { readonly pair?: string; readonly channel?: string }[]> {
  if (pair.length > 0 && channel.length > 0)
    return pair.flatMap((one) => channel.map((other) => ({ pair: one, channel: other })));
  const isNamed = snapshot !== undefined || since !== undefined;
  if (isNamed && pair.length + channel.length === 0) return [{}];
  return pairChannels(await definitionOf(client, experiment), { pair, channel });
}
