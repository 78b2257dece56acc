/** Which stack a command talks to. */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { quoted } from '../../../shared/domain/quoted.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { CliFailure } from './failure.ts';

export interface ConnectionOptions {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

export interface Connection {
  readonly url: string;
  readonly token: string;
  /** Where url and token were taken from, for sentences. */
  readonly from: string;
}

const stackFileSchema = z.object({ url: z.url(), consoleUrl: z.url(), token: z.string(), pid: z.number() });
export type StackFile = z.infer<typeof stackFileSchema>;

/** HOWSHIP_HOME or `.howship`, absolute. */
export function homeOf(environment: NodeJS.ProcessEnv, home?: string): string {
  return resolve(home ?? (environment.HOWSHIP_HOME || '.howship'));
}

/** What the stack of a home wrote when it began to serve; null where there is nothing. */
export async function readStackFile(home: string): Promise<StackFile | null> {
  const path = join(home, 'stack.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const parsed = stackFileSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new CliFailure(
    'stack.file-invalid',
    `${path} is not what a local stack writes; remove it and run: ${typedCommand('up')}`,
  );
}

/** By option, then environment, then the stack of this home. */
export async function connectionOf(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
): Promise<Connection> {
  const url = options.url ?? environment.HOWSHIP_URL;
  const token = options.token ?? environment.HOWSHIP_TOKEN;
  if (url !== undefined && url !== '')
    return { url: checkedUrl(url), token: token ?? '', from: 'from --url or HOWSHIP_URL' };
  const home = homeOf(environment);
  const stack = await readStackFile(home);
  if (stack !== null) return { url: stack.url, token: token ?? stack.token, from: join(home, 'stack.json') };
  throw new CliFailure(
    'stack.none',
    `no stack runs in ${home}; start one with "${typedCommand('up')}", or name one by --url and --token (HOWSHIP_URL, HOWSHIP_TOKEN)`,
  );
}

function checkedUrl(url: string): string {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url.replace(/\/+$/, '');
  throw new CliFailure(
    'url.invalid',
    `expected the address of a stack such as http://127.0.0.1:8080, got ${quoted(url)}`,
  );
}
