/** What every command that talks to a stack shares: its options, its client, its two kinds of output. */
import type { Command } from 'commander';
import type { Page } from '../text/page.ts';
import { ApiClient } from './api-client.ts';
import { type ConnectionOptions, connectionOf } from './connection.ts';
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
    .option('--url <url>', 'the stack to talk to (else HOWSHIP_URL, else the one that runs in this home)')
    .option('--token <token>', 'its bearer token (else HOWSHIP_TOKEN)')
    .option('--json', 'print the answer as JSON, for programs');
}

/** Adds the experiment that the command is about. */
export function withExperiment(command: Command): Command {
  return withStack(command).requiredOption('-e, --experiment <id>', 'the experiment');
}

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
