import { Command } from 'commander';
import { type LinesOnWire, linesSchema } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { findDownlink } from '../stack/find-downlink.ts';

interface LinesOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly with?: string;
  readonly limit?: string;
}

export function linesCommand(): Command {
  const command = new Command('lines')
    .argument(
      '<downlink>',
      'its id, the beginning of it, the name of its file, or its number in the report (F17)',
    )
    .description('show the lines of the file that a number came from');
  return withExperiment(command)
    .option('--unit <id>', 'samples of this unit; needs --channel')
    .option('--channel <id>', 'samples of this channel, or channel@sensor; needs --unit')
    .option('--from <time>', 'start, ISO 8601 with offset')
    .option('--to <time>', 'end (not included)')
    .option('--with <text>', 'instead of --unit and --channel: lines with this text, such as a gene')
    .option('--limit <number>', 'how many lines are shown, at most 1000 (default: 20)')
    .action(async (downlink: string, options: LinesOptions) => {
      const { experiment, unit, channel, from, to, with: text, limit } = options;
      const { client, print } = await contextOf(options);
      const id = await findDownlink(client, experiment, downlink, { byNumber: true });
      const query = { unit, channel, from, to, with: text, limit };
      print(await client.get(`${pathOf(experiment, 'downlinks', id)}/lines`, linesSchema, query), linesText);
    });
}

/** Which of the cells of the line the number is, since a line may hold several alike. */
const cellText = ({ column, value }: { readonly column: string; readonly value: number }): string =>
  `${column} = ${value} | `;

/** As grep prints them, with what was looked through above them. */
export function linesText({ fileName, sha256, read, found, first, last, lines }: LinesOnWire): string {
  const digest = sha256 === undefined ? '' : `, sha256 ${sha256}`;
  const where =
    first === null || last === null
      ? `none of ${countText(read, 'line')}`
      : `${countText(found, 'line')} of ${groupedText(read)}, the first ${groupedText(first)}, the last ${groupedText(last)}`;
  const rest = found - lines.length;
  const more = rest > 0 ? `and ${countText(rest, 'more line')} (--limit)\n` : '';
  const shown = lines.map(
    ({ line, at, cells = [], text }) =>
      `${line}: ${at === undefined ? '' : `${typedIso(at)} `}${cells.map(cellText).join('')}${text}\n`,
  );
  return `${fileName}${digest}\n${where}\n${shown.join('')}${more}`;
}
