import { Command } from 'commander';
import { type CompletenessOnWire, completenessSchema } from '../../../shared/contract/completeness.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { spanBetween } from '../../../shared/domain/words/span.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { pendingText } from '../text/pending-text.ts';
import { tableText } from '../text/table.ts';

interface CompletenessOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly channel?: string;
  readonly csv?: boolean;
}

export function completenessCommand(): Command {
  const command = new Command('completeness').description(
    'what of each channel arrived, the gaps and why they are there',
  );
  return withExperiment(command)
    .option('--unit <id>', 'one unit only')
    .option('--channel <id>', 'one channel only')
    .option('--csv', 'print the gaps as CSV, a line a channel')
    .action(async ({ experiment, unit, channel, csv, ...shared }: CompletenessOptions) => {
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'completeness');
      if (csv) {
        const asked = Object.entries({ unit, channel }).filter(
          (one): one is [string, string] => one[1] !== undefined,
        );
        for await (const part of client.csv(`${path}?${new URLSearchParams(asked)}`)) terminal.out(part);
        return;
      }
      const answer = await client.get(path, completenessSchema, { unit, channel });
      print(answer, (one) => completenessText([one]));
    });
}

/** What was asked at once or channel by channel; a gap that channels share is one line. */
export function completenessText(answers: readonly CompletenessOnWire[]): string {
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'unit' },
    { title: 'channel' },
    { title: 'received', ...right },
    { title: 'expected', ...right },
    { title: 'complete', ...right },
    { title: 'gaps', ...right },
  ];
  const series = answers.flatMap((answer) => answer.series);
  const rows = series.map(({ unit, channel, received, expected, completeness, gaps }) => [
    ...[unit, channel, String(received), String(expected)],
    ...[percentText(completeness), String(gaps)],
  ]);
  const gaps = gapLines(answers, series);
  const [first] = answers;
  const contacts = gaps.length === 0 || first === undefined ? '' : `\n${first.contacts.sentence}\n`;
  const pending = answers.reduce((sum, answer) => Math.max(sum, answer.pending), 0);
  const listed = gaps.length === 0 ? '' : `\n${gaps.join('')}`;
  return `${tableText(columns, rows)}${listed}${contacts}${pendingText(pending)}`;
}

function gapLines(answers: readonly CompletenessOnWire[], series: CompletenessOnWire['series']): string[] {
  const lines = new Map<string, { unit: string; channels: string[] }>();
  for (const { unit, channels, from, to, cause, reason, expected } of answers.flatMap((one) => one.gaps)) {
    const missing = `${countText(expected, 'sample')} of each missing`;
    const line = `gap ${unit}: ${from} to ${to} (${spanBetween(from, to)}, ${missing}), ${cause}, ${reason}: `;
    lines.set(line, { unit, channels: [...(lines.get(line)?.channels ?? []), ...channels] });
  }
  return Array.from(lines, ([line, { unit, channels }]) => {
    const all = series.filter((one) => one.unit === unit).length;
    return `${line}${channelsText(channels, all)}\n`;
  });
}

/** `all 32 channels`, or their names. */
function channelsText(channels: readonly string[], all: number): string {
  return channels.length === all && all > 3 ? `all ${all} channels` : channels.join(', ');
}
