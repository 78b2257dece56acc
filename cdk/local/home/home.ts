import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import packageJson from '../../../package.json' with { type: 'json' };
import { LocalStackFailure } from './failure.ts';

/** Where everything of a local stack is kept; one process a home. */
export interface Home {
  readonly root: string;
  readonly s3: string;
  readonly dynamodb: string;
  readonly assembly: string;
  readonly logs: string;
  /** What AWS would bill by. */
  readonly usage: string;
}

/** What a program needs to know of a stack that serves; written as `stack.json`. */
export interface StackFile {
  readonly url: string;
  readonly consoleUrl: string;
  /** Carries every right on the stack. */
  readonly token: string;
  readonly pid: number;
  readonly endpoints: {
    readonly s3: string;
    readonly dynamodb: string;
    readonly sqs: string;
    readonly sns: string;
  };
  readonly region: string;
  /** Every endpoint answers only what is signed with these. */
  readonly credentials: Credentials;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** All that a home holds; drafts and turns of the lock begin with such a name and a point. */
export const HOME_ENTRIES: readonly string[] = [
  ...[
    's3',
    'dynamodb',
    'assembly',
    'logs',
    'usage.json',
    'stack.json',
    'lock',
    'objects-port',
    'secrets.json',
  ],
  'version',
];

/** Makes the directories of a home, readable by their owner only. */
export function openHome(root: string): Home {
  const home = {
    root,
    s3: join(root, 's3'),
    dynamodb: join(root, 'dynamodb'),
    assembly: join(root, 'assembly'),
    logs: join(root, 'logs'),
    usage: join(root, 'usage.json'),
  };
  mkdirSync(root, { recursive: true, mode: 0o700 });
  closeToOthers(root);
  mkdirSync(home.logs, { recursive: true });
  return home;
}

/** A home that was there may be open to others: made by hand, or copied. */
function closeToOthers(root: string): void {
  if (!isOpenToOthers(root)) return;
  try {
    chmodSync(root, 0o700);
  } catch (error) {
    throw openToOthers(root, error);
  }
  if (isOpenToOthers(root)) throw openToOthers(root);
}

export const isOpenToOthers = (root: string): boolean => (statSync(root).mode & 0o077) !== 0;

function openToOthers(root: string, cause?: unknown): LocalStackFailure {
  return new LocalStackFailure(
    'home.open-to-others',
    `expected a home that only its owner can read, got ${root}, whose rights cannot be changed: other users of this machine could read the data and the token; take a HOWSHIP_HOME that is yours, on a disk that knows rights`,
    { cause },
  );
}

/** Which version served the home last, for who looks at it with another. */
export function rememberVersion({ root }: Home): void {
  writeWhole(join(root, 'version'), packageJson.version);
}

export const readHomeVersion = (root: string): string | null => readIfThere(join(root, 'version'));

export function writeStackFile({ root }: Home, stack: StackFile): void {
  writeWhole(join(root, 'stack.json'), `${JSON.stringify(stack, null, 2)}\n`);
}

export function removeStackFile({ root }: Home): void {
  rmSync(join(root, 'stack.json'), { force: true });
}

/**
 * Where the objects of this home were served last, 0 where they never were. Links to upload name the port: one that
 * was handed out before a restart works after it only where the port is the same.
 */
export function lastObjectsPort({ root }: Home): number {
  const kept = readIfThere(join(root, 'objects-port'));
  // Of a damaged file nothing is known: links that were handed out before name another port.
  return kept === null ? 0 : (portSchema.safeParse(kept).data ?? 0);
}

export function rememberObjectsPort({ root }: Home, port: number): void {
  writeWhole(join(root, 'objects-port'), String(port));
}

const portSchema = z.coerce.number().int().min(1).max(65_535);
const secretsSchema = z.record(z.string(), z.string());

/** Gives the secret kept under a name, or generates it, once in the life of the home. */
export function rememberSecret({ root }: Home, name: string, generate: () => string): string {
  const path = join(root, 'secrets.json');
  const kept = readSecretsOf(root);
  const known = kept[name];
  if (known !== undefined) return known;
  const value = generate();
  writeWhole(path, JSON.stringify({ ...kept, [name]: value }));
  return value;
}

/** @throws LocalStackFailure `home.secrets-damaged` */
export function readSecretsOf(root: string): Record<string, string> {
  const path = join(root, 'secrets.json');
  const text = readIfThere(path);
  if (text === null) return {};
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new LocalStackFailure(
      'home.secrets-damaged',
      `${path} is not what was written: put a copy of it in its place, or move it away and start again; then tokens are made anew, and those that were handed out open nothing any more`,
      { cause: error },
    );
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A reader, or a kill at any moment, sees the old file or the new one. */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
