import { Command } from 'commander';
import { writeAnswer, writtenText } from '../files/write-answer.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { collected } from '../stack/options.ts';
import { isoTyped } from '../stack/typed-duration.ts';

export interface PictureOptions {
  readonly pair: readonly string[];
  readonly channel: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly resolution?: string;
  readonly snapshot?: string;
  readonly since?: string;
}

interface ReportOptions extends ExperimentOptions, PictureOptions {
  readonly output?: string;
}

export function reportCommand(): Command {
  const command = new Command('report').description(
    'one HTML page to read and print: pictures and the summary by phase, with what qualifies it',
  );
  return withExperiment(command)
    .option('-o, --output <file>', 'the file, <experiment>.html if left out; - prints the page')
    .option('--pair <id>', 'of this pair; may be repeated', collected, [])
    .option('--channel <id>', 'of this channel; may be repeated', collected, [])
    .option(
      '--from <time>',
      "first instant of the flight unit's time, ISO 8601 with offset, or since the reference: T+60min",
    )
    .option('--to <time>', 'end, not included')
    .option(
      '--resolution <duration>',
      'length of a window, such as 10min or PT10M (else as fits the pictures)',
      isoTyped,
    )
    .action(async (options: ReportOptions) => {
      const context = await contextOf(options);
      const { experiment, output = `${experiment}.html` } = options;
      const path = `${pathOf(experiment, 'report')}${queryText(options)}`;
      const written = await writeAnswer(context, { path, accept: 'text/html', file: output });
      if (written !== null) context.print(written, writtenText);
    });
}

/** Of a question for deltas, from its `?` on. */
export function queryText({ pair, channel, ...rest }: PictureOptions): string {
  const query = new URLSearchParams();
  for (const one of pair) query.append('pair', one);
  for (const one of channel) query.append('channel', one);
  const { from, to, resolution, snapshot, since } = rest;
  for (const [name, value] of Object.entries({ from, to, resolution, snapshot, since })) {
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query}`;
}
