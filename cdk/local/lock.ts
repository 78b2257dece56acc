import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LocalStackFailure } from './failure.ts';
import { startOfProcess } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.number().int().positive(), started: z.string(), since: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Times a dead owner's lock is cleared before giving up; each pass that fails lost a race to another start. */
const ATTEMPTS = 5;

/**
 * Takes the home for this process, from a dead owner too, or refuses naming who holds it.
 * The lock appears with its content in one step (a hard link), so nobody can read it half written.
 *
 * @returns releases the lock.
 * @throws LocalStackFailure `home.locked`
 */
export function lockHome(home: string, since: string): () => void {
  const path = join(home, 'lock');
  const started = startOfProcess(process.pid);
  if (started === null)
    throw new LocalStackFailure('home.no-identity', `process ${process.pid} does not find itself`);
  const own = JSON.stringify({ pid: process.pid, started, since } satisfies Owner);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linked(draft, path)) return () => release(path, own);
      const found = readIfThere(path);
      if (found === null) continue;
      const owner = parseOwner(found);
      if (owner !== null && startOfProcess(owner.pid) === owner.started) throw held(home, owner);
      clear(path, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new LocalStackFailure(
    'home.locked',
    `${path}: several processes start in this home at once; start one only`,
  );
}

function held(home: string, { pid, since }: Owner): LocalStackFailure {
  return new LocalStackFailure(
    'home.locked',
    `${home} is in use by process ${pid} since ${since}: use that stack (stack.json says where it serves), stop it, or give another HOWSHIP_HOME`,
  );
}

/** Null where the file is not one of ours, whole: nobody living writes it so. */
function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Moves a dead owner's lock away, and puts it back where it turns out that a living one had just taken its place. */
function clear(path: string, dead: string): void {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== dead) linked(aside, path);
  rmSync(aside);
}

function release(path: string, own: string): void {
  if (readIfThere(path) === own) rmSync(path);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
