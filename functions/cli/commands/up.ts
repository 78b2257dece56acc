import { Command } from 'commander';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { ApiClient } from '../stack/api-client.ts';
import { homeOf, readStackFile } from '../stack/connection.ts';
import { followMessages, type Listener } from '../stack/follow-messages.ts';
import { startLocalStack } from '../stack/local-stack.ts';
import { processTerminal, type Terminal } from '../stack/terminal.ts';
import { messageText } from '../text/messages-text.ts';

interface UpOptions {
  readonly home?: string;
  readonly port?: string;
  readonly latency?: boolean;
}

export function upCommand(): Command {
  return new Command('up')
    .description('run the whole stack on this machine until it is stopped')
    .option('--home <directory>', 'where everything is kept (default: HOWSHIP_HOME, else .howship)')
    .option(
      '--port <number>',
      'port of the API; 0: any free port (default: 4697, or any free port if it is taken)',
    )
    .option('--latency', 'delay every call of a service as AWS does (5 to 30 ms)')
    .action(async ({ home, port, latency }: UpOptions) => {
      const terminal = processTerminal();
      terminal.note('starting the stack…\n');
      const stack = await startLocalStack(homeOf(process.env, home), { port, latency });
      terminal.out(await servingText(stack));
      const quit = new AbortController();
      const following = followMessages(
        await clientOf(stack.home),
        new Date().toISOString(),
        listenerIn(terminal),
        quit,
      );
      process.exitCode = (await stack.ended) === 0 ? 0 : 1;
      quit.abort();
      await following;
    });
}

/** Of the stack that has just begun to serve in the home. */
async function clientOf(home: string): Promise<ApiClient> {
  const file = await readStackFile(home);
  return new ApiClient({ url: file?.url ?? '', token: file?.token ?? '', from: home });
}

/** Messages are what a person at this terminal would get. */
function listenerIn(terminal: Terminal): Listener {
  return {
    say: (message) =>
      terminal.say(`\n${message.sentAt ?? message.at} ${message.route}: ${messageText(message)}`),
    complain: (sentence) => terminal.say(`${sentence}\n`),
  };
}

interface Serving {
  readonly url: string;
  readonly consoleUrl: string;
  readonly home: string;
}

/** With an address that opens the console at once: what stands behind `#` is never sent, and the page takes it out. */
export async function servingText({ url, consoleUrl, home }: Serving): Promise<string> {
  const token = (await readStackFile(home))?.token;
  const opened = token === undefined ? consoleUrl : `${consoleUrl}#token=${encodeURIComponent(token)}`;
  return [
    'Howship serves; Ctrl-C stops it.',
    `  console  ${opened}`,
    `  API      ${url}/v1, described at ${url}/docs`,
    `  data     ${home}`,
    `  token    in the address of the console, and printed by: ${typedCommand('token')}`,
    '',
  ].join('\n');
}
