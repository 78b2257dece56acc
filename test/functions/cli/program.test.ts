import { type Command, CommanderError, type Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { howship } from '../../../functions/cli/program.ts';
import { addsUp } from '../../../functions/cli/stack/options.ts';

interface Place {
  readonly path: readonly string[];
  readonly option: Option;
}

function placesIn(command: Command, path: readonly string[] = []): Place[] {
  return [
    ...command.options.map((option) => ({ path, option })),
    ...command.commands.flatMap((one) => placesIn(one, [...path, one.name()])),
  ];
}

const places = placesIn(howship()).filter(({ option }) => option.long !== '--version');
const named = (one: Place): [string, Place] => [`${one.path.join(' ')} ${one.option.flags}`, one];

/** Two values that the option takes. */
function valuesOf({ flags, argChoices = [] }: Option): [string, string] {
  if (argChoices.length > 0) return [argChoices[0]!, argChoices[1]!];
  if (flags.includes('<duration>')) return ['PT1H', 'PT2H'];
  if (flags.includes('<fault>')) return ['drift:FU2:temperature:P1D:2', 'drift:FU1:temperature:P1D:2'];
  return ['1', '2'];
}

/** What the action of the command got, were it run with this; refused usage is thrown. */
async function optionsOf(path: readonly string[], argv: readonly string[]): Promise<Record<string, unknown>> {
  const program = howship();
  let acting = program;
  for (const name of path) acting = acting.commands.find((one) => one.name() === name)!;
  acting.configureOutput({ writeErr: () => {} });
  acting.action(() => {});
  const needed = acting.options.filter(({ mandatory, long }) => mandatory && !argv.includes(long!));
  const withExperiment = acting.options.some(({ long }) => long === '--experiment');
  await program.parseAsync([
    ...['node', 'howship', ...path, ...acting.registeredArguments.map(() => 'x')],
    ...needed.flatMap((option) => [option.long!, valuesOf(option)[0]]),
    ...(withExperiment && !argv.includes('--experiment') ? ['-e', 'osteo'] : []),
    ...argv,
  ]);
  return acting.opts();
}

describe('an answer in two forms', () => {
  const paths = places.filter(({ option }) => option.long === '--csv' && option.isBoolean());

  it('is looked at where a command prints CSV', () => {
    expect(paths.map(({ path }) => path.join(' '))).toContain('expression');
  });

  it.each(paths.map(named))('is refused: %s with --json', async (_, { path }) => {
    await expect(optionsOf(path, ['--csv', '--json'])).rejects.toThrow(
      'expected one of --csv and --json, got both',
    );
  });
});

describe('an option that is given twice', () => {
  it('is looked at for every option of every command', () => {
    expect(places.length).toBeGreaterThan(100);
  });

  const valued = places.filter(({ option }) => !option.isBoolean());

  it.each(valued.filter(({ option }) => !addsUp(option)).map(named))('is refused: %s', async (_, one) => {
    const [first, second] = valuesOf(one.option);
    const flag = one.option.long!;
    const twice = optionsOf(one.path, [flag, first, flag, second]);
    await expect(twice).rejects.toThrow(/^expected .* once, got it twice$/);
    await expect(twice).rejects.toBeInstanceOf(CommanderError);
    expect(String((await optionsOf(one.path, [flag, first]))[one.option.attributeName()])).not.toBe('');
  });

  it.each(valued.filter(({ option }) => addsUp(option)).map(named))('adds up: %s', async (_, one) => {
    const [first, second] = valuesOf(one.option);
    const flag = one.option.long!;
    const options = await optionsOf(one.path, [flag, first, flag, second]);
    expect(options[one.option.attributeName()]).toHaveLength(2);
  });

  it.each(places.filter(({ option }) => option.isBoolean()).map(named))(
    'says the same: %s',
    async (_, one) => {
      const flag = one.option.long!;
      expect(await optionsOf(one.path, [flag, flag])).toEqual(await optionsOf(one.path, [flag]));
    },
  );
});

describe('the help of a command', () => {
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  const pathOf = (command: Command): string =>
    command.parent === null ? 'howship' : `${pathOf(command.parent)} ${command.name()}`;

  it.each(all(howship()).map((one): [string, Command] => [pathOf(one), one]))(
    'fits 80 columns: %s',
    (_, one) => {
      const written: string[] = [];
      one.configureHelp({ helpWidth: 80 }).configureOutput({ writeOut: (text) => written.push(text) });
      one.outputHelp();
      expect(
        written
          .join('')
          .split('\n')
          .filter((line) => line.length > 80),
      ).toEqual([]);
    },
  );

  it('shows no empty list as a default', () => {
    for (const one of all(howship())) expect(one.helpInformation()).not.toContain('[]');
  });
});
