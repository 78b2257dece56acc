import { Command } from 'commander';
import { type CompletenessOnWire, completenessSchema } from '../../../shared/contract/completeness.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../command-context.ts';
import { definitionOf, unitChannels } from '../definition.ts';
import { countText, lengthText, percentText } from '../number-text.ts';
import { pendingText } from '../pending-text.ts';
import { tableText } from '../table.ts';

interface CompletenessOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly channel?: string;
}

export function completenessCommand(): Command {
  const command = new Command('completeness').description('what of each channel arrived, and the gaps');
  return withExperiment(command)
    .option('--unit <id>', 'one unit only')
    .option('--channel <id>', 'one channel only')
    .action(async ({ experiment, unit, channel, ...shared }: CompletenessOptions) => {
      const { client, print } = await contextOf(shared);
      const asked =
        unit !== undefined && channel !== undefined
          ? [{ unit, channel }]
          : unitChannels(await definitionOf(client, experiment), { unit, channel });
      const answers: CompletenessOnWire[] = [];
      for (const one of asked) {
        answers.push(await client.get(pathOf(experiment, 'completeness'), completenessSchema, one));
      }
      print({ completeness: answers }, (answer) => completenessText(answer.completeness));
    });
}

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
  const rows = answers.map(({ unit, channel, received, expected, completeness, gaps }) => [
    ...[unit, channel, String(received), String(expected)],
    ...[percentText(completeness), String(gaps.length)],
  ]);
  const gaps = gapLines(answers);
  const pending = answers.reduce((sum, answer) => Math.max(sum, answer.pending), 0);
  return `${tableText(columns, rows)}${gaps.length === 0 ? '' : `\n${gaps.join('')}`}${pendingText(pending)}`;
}

/** A line a gap; channels of a unit that are silent together share it. */
function gapLines(answers: readonly CompletenessOnWire[]): string[] {
  const channels = new Map<string, string[]>();
  for (const { unit, channel, gaps } of answers) {
    for (const { from, to, cause, expected } of gaps) {
      const length = lengthText((Date.parse(to) - Date.parse(from)) / 1000);
      const missing = `${countText(expected, 'sample')} of each missing`;
      const line = `gap ${unit}: ${from} to ${to} (${length}, ${missing}, cause ${cause}): `;
      channels.set(line, [...(channels.get(line) ?? []), channel]);
    }
  }
  return Array.from(channels, ([line, names]) => `${line}${names.join(', ')}\n`);
}
