import { Command } from 'commander';
import { complianceSchema, conductSchema } from '../../../shared/contract/conduct.ts';
import { ISSUE_COLUMNS, issueRows } from '../../../shared/formats/control-run/issue-table.ts';
import { readIssueFile } from '../files/issue-file.ts';
import { writeAll } from '../files/write-file.ts';
import {
  type CommandContext,
  contextOf,
  pathOf,
  type SharedOptions,
  withExperiment,
} from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { collected } from '../stack/options.ts';
import { isoTyped } from '../stack/typed-duration.ts';
import { complianceText, conductText } from '../text/conduct-text.ts';
import { csvLines } from '../text/csv-lines.ts';

interface ConductOptions extends SharedOptions {
  readonly experiment: string;
  readonly ground: string;
  readonly pair?: string;
  readonly delay?: string;
  readonly blocks?: string;
  readonly channel: readonly string[];
  readonly deadband: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly hold?: boolean;
  readonly replayLimits?: boolean;
  readonly csv?: string;
  readonly compliance?: boolean;
}

export function conductCommand(): Command {
  const command = new Command('conduct').description(
    'ground control run: set-points and steps taken from the flight unit, and how well the ground unit followed them',
  );
  return withExperiment(command)
    .requiredOption('--ground <unit>', 'the ground unit')
    .option('--pair <id>', 'which pair, where the ground unit belongs to several')
    .option(
      '--delay <duration>',
      'how much later the ground runs, such as 24h or P1D (else the planned delay)',
      isoTyped,
    )
    .option(
      '--blocks <duration>',
      'a set-point is the median of a block of this length (10 min or 3 periods)',
      isoTyped,
    )
    .option('--channel <id>', 'a channel that the ground controls; may be repeated (else all)', collected, [])
    .option(
      '--deadband <channel:value>',
      'how far readings may be from a set-point; may be repeated',
      collected,
      [],
    )
    .option('--from <time>', "start, on the flight unit's clock: ISO 8601 with offset, or T+60min")
    .option('--to <time>', 'end (not included)')
    .option('--hold', 'keep the last set-point where the flight gives none: your decision')
    .option('--replay-limits', 'make set-points of readings beyond limits too: your decision')
    .option(
      '--csv <file>',
      'write the set-points to this file; an existing file counts as the issue before; - prints them',
    )
    .option('--compliance', 'as planned against as run: lateness of steps, deviation from set-points')
    .action(async (options: ConductOptions) => {
      const context = await contextOf(options);
      await (options.compliance ? showCompliance(context, options) : showIssue(context, options));
    });
}

async function showCompliance({ client, print, terminal }: CommandContext, options: ConductOptions) {
  const path = `${pathOf(options.experiment, 'conduct', 'compliance')}?${queryOf(options)}`;
  if (options.csv === undefined) {
    print(await client.get(path, complianceSchema), complianceText);
    return;
  }
  const table = (await Array.fromAsync(client.csv(path))).join('');
  if (options.csv === '-') terminal.out(table);
  else await writeTable(options.csv, table);
}

/** Never over the issue that a chamber is programmed from. */
async function writeTable(file: string, table: string) {
  const standing = await readIssueFile(file);
  if (standing?.startsWith(ISSUE_COLUMNS.join(','))) {
    throw new CliFailure(
      'file.other',
      `${file} is an issue of a control run: give another name for the compliance`,
    );
  }
  await writeAll(file, table);
}

async function showIssue({ client, print, terminal }: CommandContext, options: ConductOptions) {
  const { experiment, csv: file } = options;
  const path = `${pathOf(experiment, 'conduct')}?${queryOf(options)}`;
  const before = file === undefined || file === '-' ? null : await readIssueFile(file);
  const issue =
    before === null
      ? await client.get(path, conductSchema)
      : await client.again('POST', path, { type: 'text/csv', body: before }, conductSchema);
  const table = () => csvLines([ISSUE_COLUMNS, ...issueRows(issue)]);
  if (file === '-') {
    terminal.out(table());
    return;
  }
  if (file !== undefined) await writeAll(file, table());
  print(issue, conductText);
}

function queryOf(options: ConductOptions): URLSearchParams {
  const { ground, pair, delay, blocks, from, to, channel, deadband } = options;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ground, pair, delay, blocks, from, to })) {
    if (value !== undefined) query.set(name, value);
  }
  for (const one of channel) query.append('channel', one);
  for (const one of deadband) query.append('deadband', one);
  if (options.hold) query.set('gaps', 'hold');
  if (options.replayLimits) query.set('limits', 'replay');
  return query;
}
