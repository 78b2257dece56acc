import { Command } from 'commander';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { homeOf } from '../stack/connection.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { processTerminal } from '../stack/terminal.ts';

interface UpOptions {
  readonly home?: string;
  readonly port?: string;
  readonly latency?: boolean;
}

export function upCommand(): Command {
  return new Command('up')
    .description('run the whole stack on this machine until it is stopped')
    .option('--home <directory>', 'where everything is kept (else HOWSHIP_HOME, else .howship)')
    .option('--port <number>', 'port of the API (else any free one)')
    .option('--latency', 'let every call of a service take as long as within AWS (5 to 30 ms)')
    .action(async ({ home, port, latency }: UpOptions) => {
      const terminal = processTerminal();
      terminal.note('starting the stack…\n');
      const stack = await startLocalStack(homeOf(process.env, home), { port, latency });
      terminal.out(servingText(stack));
      process.exitCode = (await stack.ended) === 0 ? 0 : 1;
    });
}

interface Serving {
  readonly url: string;
  readonly consoleUrl: string;
  readonly home: string;
}

export function servingText({ url, consoleUrl, home }: Serving): string {
  return [
    'Howship serves; Ctrl-C stops it.',
    `  API    ${url}/v1`,
    `  docs   ${consoleUrl}`,
    `  data   ${home}`,
    `  token  printed by: ${typedCommand('token')}`,
    '',
  ].join('\n');
}
