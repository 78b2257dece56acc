import { Command } from 'commander';
import { REPORT_END } from '../../../shared/contract/report.ts';
import { writeText, writtenText } from '../files/write-answer.ts';
import type { ApiClient } from '../stack/api-client.ts';
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
    'the whole experiment as one HTML page: what arrived, flight against ground with pictures, genes, pits, the literature, findings, alarms, methods',
  );
  return withExperiment(command)
    .option('-o, --output <file>', 'output file (default: <experiment>.html); - prints the page')
    .option('--pair <id>', 'only this pair; may be repeated', collected, [])
    .option('--channel <id>', 'only this channel; may be repeated', collected, [])
    .option(
      '--from <time>',
      "start, on the flight unit's clock: ISO 8601 with offset, or from the reference event: T+60min",
    )
    .option('--to <time>', 'end (not included)')
    .option(
      '--resolution <duration>',
      'length of a window, such as 10min or PT10M (else as fits the pictures)',
      isoTyped,
    )
    .action(async (options: ReportOptions) => {
      const context = await contextOf(options);
      const { experiment, output = `${experiment}.html` } = options;
      const page = await wholeReport(context.client, experiment, queryText(options));
      const written = await writeText(context, output, page);
      if (written !== null) context.print(written, writtenText);
    });
}

/** Part by part: the whole of many pairs would take longer than an answer may. */
export async function wholeReport(client: ApiClient, experiment: string, query: string): Promise<string> {
  const path = `${pathOf(experiment, 'report')}${query}${query === '' ? '?' : '&'}next=`;
  let page = '';
  for (let part = 1; !page.endsWith(REPORT_END); part++)
    page += await client.text(`${path}${part}`, 'text/html');
  return page;
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
