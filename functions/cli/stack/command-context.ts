/** What every command that talks to a stack shares: its options, its client, its two kinds of output. */
import type { Command } from 'commander';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Page } from '../text/page.ts';
import { ApiClient } from './api-client.ts';
import { type ConnectionOptions, connectionOf } from './connection.ts';
import { CliFailure } from './failure.ts';
import { processTerminal, type Terminal } from './terminal.ts';

export interface SharedOptions extends ConnectionOptions {
  readonly json?: boolean | undefined;
}

export interface CommandContext {
  readonly client: ApiClient;
  readonly terminal: Terminal;
  /** Prints an answer: as it came for programs, else as people read it on this page. */
  print<T>(answer: T, text: (answer: T, page: Page) => string): void;
}

/** Adds --url, --token and --json. */
export function withStack(command: Command): Command {
  return command
    .option(
      '--url <url>',
      'address of the stack (default: HOWSHIP_URL, else the local stack of HOWSHIP_HOME)',
    )
    .option('--token <token>', 'token of that stack (default: HOWSHIP_TOKEN)')
    .option('--json', 'print the answer as JSON, for programs');
}

export interface ExperimentOptions extends SharedOptions {
  readonly experiment: string;
}

/** Adds the experiment that the command is about; where it is not named, its action gets the only one there is. */
export function withExperiment(command: Command): Command {
  return withStack(command)
    .option('-e, --experiment <id>', 'the experiment; not needed if there is only one')
    .hook('preAction', async (_, acting) => {
      const options = acting.opts<Partial<ExperimentOptions>>();
      if (options.experiment === undefined)
        acting.setOptionValue('experiment', await onlyExperiment(options, acting));
    });
}

/** The id of the one experiment; of several none is guessed. */
export async function onlyExperiment(options: SharedOptions, command: Command): Promise<string> {
  const { client } = await contextOf(options);
  const {
    experiments: sound,
    damaged = [],
    lost = [],
  } = await client.get('/v1/experiments', experimentsSchema);
  // One that is damaged or lost is named too: to verify or rebuild it is what is typed next.
  const experiments = [...sound, ...damaged, ...lost.map((id) => ({ id }))];
  const [first] = experiments;
  if (first === undefined) {
    const advice = `put a definition in force: ${typedCommand('experiment apply <file>')}`;
    throw new CliFailure('experiment.none', `there is no experiment yet; ${advice}`);
  }
  if (experiments.length === 1) return first.id;
  const names = listText(
    experiments.map(({ id }) => id),
    ', ',
    MOST_NAMED,
  );
  return command.error(`expected -e with one of the ${experiments.length} experiments, got none: ${names}`);
}

const MOST_NAMED = 20;

export async function contextOf(options: SharedOptions): Promise<CommandContext> {
  const terminal = processTerminal();
  return {
    client: new ApiClient(await connectionOf(options, process.env)),
    terminal,
    print: (answer, text) =>
      options.json ? terminal.out(`${JSON.stringify(answer)}\n`) : terminal.say(text(answer, terminal.page)),
  };
}

/** `/v1/experiments/osteo/deltas` and the like. */
export function pathOf(experiment: string, ...rest: readonly string[]): string {
  return ['/v1/experiments', ...[experiment, ...rest].map(encodeURIComponent)].join('/');
}
