import { Command, CommanderError, Option } from 'commander';
import { expect, it } from 'vitest';
import { numberOf } from '../../../../functions/cli/stack/options.ts';
import { explainUsage } from '../../../../functions/cli/stack/usage.ts';

async function usageOf(argv: readonly string[]): Promise<unknown> {
  const list = new Command('list')
    .argument('<file>')
    .argument('[kind]')
    .requiredOption('--unit <id>')
    .option('--csv')
    .addOption(new Option('--json').conflicts('csv'))
    .addOption(new Option('--state <state>').choices(['A', 'B']))
    .option(
      '--count <n>',
      '',
      numberOf((n) => n > 0, 'a number above 0'),
    )
    .action(() => undefined);
  const group = new Command('alarms').addCommand(list);
  const program = new Command('./howship').addCommand(group);
  for (const one of [program, group, list]) {
    one.configureOutput({ outputError: () => undefined, writeErr: () => undefined });
    explainUsage(one);
  }
  return program.parseAsync(['node', 'howship', ...argv]).then(
    () => 'done',
    (error: unknown) => (error instanceof CommanderError ? error.message : error),
  );
}

const SEE = 'see ./howship alarms list --help';
it.each([
  [['alarm'], 'expected a command after ./howship, got "alarm"; did you mean alarms?'],
  [['alarms', 'zzz'], 'expected a command after ./howship alarms, got "zzz"; see ./howship alarms --help'],
  [
    ['alarms', 'list', 'f', '--unit', 'a', '--jsn'],
    'expected an option of ./howship alarms list, got --jsn; did you mean --json?',
  ],
  [['alarms', 'list', '--unit', 'a'], `expected <file> after ./howship alarms list, got none; ${SEE}`],
  [['alarms', 'list', 'f'], `expected --unit <id>, got none; ${SEE}`],
  [['alarms', 'list', 'f', '--unit'], `expected a value in --unit <id>, got none; ${SEE}`],
  [
    ['alarms', 'list', 'f', 'k', 'x', 'y', '--unit', 'a'],
    `expected at most 2 arguments after ./howship alarms list, got f, k, x, y; ${SEE}`,
  ],
  [['alarms', 'list', 'f', '--unit', 'a', '--csv', '--json'], 'expected one of --json and --csv, got both'],
  [['alarms', 'list', 'f', '--unit', 'a', '--state', 'C'], '--state <state>: expected one of A, B, got "C"'],
  [
    ['alarms', 'list', 'f', '--unit', 'a', '--count', "it's"],
    '--count <n>: expected a number above 0, got "it\'s"',
  ],
] as const)('%j is refused: %s', async (argv, sentence) => {
  expect(await usageOf(argv)).toBe(sentence);
});
