/** The stack of this machine, as a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { CliFailure } from './failure.ts';

const MAIN = fileURLToPath(new URL('../../../cdk/local/main.ts', import.meta.url));

const lineSchema = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true), url: z.string(), consoleUrl: z.string(), home: z.string() }),
  z.object({ ready: z.literal(false), code: z.string(), message: z.string() }),
]);

export interface LocalStack {
  readonly url: string;
  readonly consoleUrl: string;
  readonly home: string;
  /** Ends it in order; resolves when it has ended. */
  stop(): Promise<void>;
  /** Resolves to its exit code; a signal that ended it counts as 1. */
  readonly ended: Promise<number>;
}

interface StartOptions {
  readonly port?: string | undefined;
  /** Every call of a service takes as long as within AWS. */
  readonly latency?: boolean | undefined;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts the stack of a home and waits until it serves. Signals to this process are passed on to it. */
export async function startLocalStack(
  home: string,
  { port, latency }: StartOptions = {},
): Promise<LocalStack> {
  const argv = [MAIN, '--home', home];
  if (port !== undefined) argv.push('--port', port);
  if (latency) argv.push('--latency');
  // Of a group of its own: Ctrl-C reaches it once, through us, and not a second time from the terminal.
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const pass = () => child.kill('SIGTERM');
  for (const signal of SIGNALS) process.on(signal, pass);
  // However this process ends, the stack it began does not outlive it unasked.
  process.on('exit', pass);
  const ended = endOf(child).finally(() => {
    for (const signal of [...SIGNALS, 'exit'] as const) process.off(signal, pass);
  });
  const line = await Promise.race([firstLine(child.stdout), ended.then(() => null)]);
  // What it says later is nobody's; a full pipe would halt it.
  child.stdout.resume();
  const said = lineSchema.safeParse(line === null ? null : jsonOf(line));
  if (said.success && said.data.ready) {
    const { url, consoleUrl } = said.data;
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    return { url, consoleUrl, home: said.data.home, stop, ended };
  }
  child.kill('SIGTERM');
  await ended;
  if (said.success && !said.data.ready) throw new CliFailure(said.data.code, said.data.message);
  throw new CliFailure('stack.not-started', 'the local stack ended before it served; the reason is above');
}

async function endOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

async function firstLine(stdout: Readable): Promise<string | null> {
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    return line;
  }
  return null;
}
