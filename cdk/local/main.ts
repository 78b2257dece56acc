/**
 * Runs the stack on this machine until it is told to end (SIGTERM, SIGINT). Says on its standard output one line of
 * JSON: `{"ready":true,"url":…,"consoleUrl":…,"pid":…,"home":…}` once it serves, or
 * `{"ready":false,"code":…,"message":…}` and exit code 1. All else it says goes to standard error.
 *
 *   node cdk/local/main.ts [--home <directory>] [--port <number>] [--functions <directory>] [--latency]
 *
 * --home       where everything is kept; else HOWSHIP_HOME, else .howship
 * --port       of the HTTP API, 0 for any free one; else 4697, or any free one where that is taken
 * --functions  handlers to run instead of the project's own
 * --latency    every call of a service takes as long as within AWS
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asDiskFailure } from './home/disk.ts';
import { LocalStackFailure } from './home/failure.ts';
import { startLocalStack } from './local-stack.ts';
import { synthesizedAssembly } from './plan/assembly.ts';
import { portOf } from './port-option.ts';

/** After this a stack that does not manage to end in order ends anyway; its data survives that. */
const LAST_EXIT_MS = 15_000;

function optionsOf(argv: readonly string[]) {
  const options = {
    home: { type: 'string' },
    port: { type: 'string' },
    functions: { type: 'string' },
    latency: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...argv], options });
  return {
    home: resolve(values.home ?? process.env.HOWSHIP_HOME ?? '.howship'),
    port: portOf(values.port),
    latency: values.latency,
    ...(values.functions === undefined ? {} : { functionsDirectory: resolve(values.functions) }),
  };
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const complain = (sentence: string) => console.error(`${new Date().toISOString()} ${sentence}`);
  const { home, port, latency, ...handlers } = optionsOf(process.argv.slice(2));
  const stack = await startLocalStack({
    home,
    port,
    latency,
    privateReceivers: process.env.HOWSHIP_PRIVATE_RECEIVERS,
    assembly: ({ assembly }) => synthesizedAssembly({ cache: assembly, ...handlers }),
    complain,
  });
  const end = async () => {
    setTimeout(() => process.exit(1), LAST_EXIT_MS).unref();
    await stack.close();
    process.exit(0);
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  // A full disk fails the calls that write to it. What a library throws about it besides, nobody waits for.
  process.on('uncaughtException', (thrown) => {
    const error = asDiskFailure(home, thrown);
    if (error instanceof LocalStackFailure) return complain(error.message);
    console.error(thrown);
    process.exit(1);
  });
  const { url, consoleUrl, pid } = stack.file;
  say({ ready: true, url, consoleUrl, pid, home });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof LocalStackFailure)) console.error(error);
  say({ ready: false, code: error instanceof LocalStackFailure ? error.code : 'internal', message });
  process.exit(1);
}
