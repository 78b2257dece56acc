/** The command line as a person runs it: a process of its own. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../functions/cli/main.ts');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `howship …`; the environment holds nothing of howship but what is given. */
export function howship(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HOWSHIP_'));
  const env = { ...Object.fromEntries(inherited), ...environment };
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...argv], { env, maxBuffer: 64 << 20 }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}
