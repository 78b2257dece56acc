import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LocalStackFailure } from './failure.ts';
import { startOfProcess } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.number().int().positive(), started: z.string(), since: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Passes before giving up; each that fails lost a race to another start. */
const ATTEMPTS = 5;

/**
 * Takes the home for this process, from a dead owner too, or refuses naming who holds it.
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
    take(path, draft, home);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readIfThere(path) === own) rmSync(path);
  };
}

/**
 * Makes `path` a link to the draft: it appears with its content in one step, so nobody reads it half written. A dead
 * owner's file is replaced by whoever holds a lock named by its content, taken in the same way; so only one process
 * replaces it, and whoever comes later with the same finding sees that the content has changed.
 */
function take(path: string, draft: string, home: string): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (linked(draft, path)) return;
    const found = readIfThere(path);
    if (found === null) continue;
    const owner = parseOwner(found);
    if (owner !== null && startOfProcess(owner.pid) === owner.started) throw held(home, owner);
    const turn = `${path}.after-${createHash('sha256').update(found).digest('hex').slice(0, 16)}`;
    take(turn, draft, home);
    try {
      if (readIfThere(path) === found) {
        rmSync(`${draft}.next`, { force: true });
        linkSync(draft, `${draft}.next`);
        renameSync(`${draft}.next`, path);
        return;
      }
    } finally {
      rmSync(turn);
    }
  }
  throw new LocalStackFailure(
    'home.locked',
    `${home}: several processes start in this home at once; start one only`,
  );
}

function held(home: string, { pid, since }: Owner): LocalStackFailure {
  return new LocalStackFailure(
    'home.locked',
    `${home} is in use by process ${pid} since ${since}: use that stack (stack.json says where it serves), stop it, or give another HOWSHIP_HOME`,
  );
}

/** The process that has the home; null where none that lives has. */
export function ownerOf(home: string): Owner | null {
  const found = readIfThere(join(home, 'lock'));
  const owner = found === null ? null : parseOwner(found);
  return owner !== null && startOfProcess(owner.pid) === owner.started ? owner : null;
}

/** Null where the file is not one of ours, whole: nobody living writes it so. */
function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
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
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
