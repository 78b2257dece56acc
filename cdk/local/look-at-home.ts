/** What a start would find in a home, without one: nothing of it is changed. */
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { asDiskFailure, fullText, isFull, notAFolderText } from './home/disk.ts';
import { LocalStackFailure } from './home/failure.ts';
import { HOME_ENTRIES, isOpenToOthers, readHomeVersion, readSecretsOf } from './home/home.ts';
import { ownerOf } from './home/lock.ts';
import { startTables } from './tables.ts';

/** As `shared/domain/doctor/look.ts` reads it. */
export interface HomeLook {
  readonly what: string;
  readonly verdict: 'OK' | 'CARE' | 'WRONG' | 'NOT_LOOKED_AT';
  readonly found: string;
  readonly mend?: string;
}

/** What else a disk must keep: a mission of weeks, and what is computed of it. */
const LEAST_ROOM_BYTES = 1024 ** 3;
const MOST_NAMED = 5;

/** Writes a file where a test wants to see a disk that is full. */
export type WriteFile = (path: string, bytes: Uint8Array) => void;

export interface LookedHome {
  readonly looks: readonly HomeLook[];
  /** Whether a stack has it now. */
  readonly isServed: boolean;
}

export async function lookAtHome(root: string, write: WriteFile = writeFileSync): Promise<LookedHome> {
  const there = thereLook(root);
  const upTo = nearest(root);
  if (there.verdict === 'WRONG' || upTo !== root) return { looks: [there, roomLook(upTo)], isServed: false };
  const owner = ownerOf(root);
  const looks = [
    ...[there, modeLook(root), writtenLook(root, write), roomLook(root)],
    ...[ownerLook(root, owner), secretsLook(root), await tableLook(root, owner !== null)],
  ];
  return { looks, isServed: owner !== null };
}

function thereLook(root: string): HomeLook {
  const what = 'home';
  const upTo = nearest(root);
  if (!statSync(upTo).isDirectory()) return wrong(what, notAFolderText(upTo));
  if (upTo !== root) return unmadeLook(root, upTo);
  try {
    return heldLook(root, readdirSync(root));
  } catch (error) {
    return wrong(what, failureOf(root, error));
  }
}

/** Of a folder that may not be entered nobody knows what is below it; no start gets there either. */
function unmadeLook(root: string, upTo: string): HomeLook {
  const what = 'home';
  try {
    accessSync(upTo, constants.W_OK | constants.X_OK);
    return { what, verdict: 'OK', found: `${root} is not there yet; the first start makes it` };
  } catch (error) {
    return wrong(what, failureOf(upTo, error));
  }
}

function heldLook(root: string, entries: readonly string[]): HomeLook {
  const what = 'home';
  const foreign = entries.filter(
    (name) => !HOME_ENTRIES.some((own) => name === own || name.startsWith(`${own}.`)),
  );
  const others = `${foreign.length} other file${foreign.length === 1 ? '' : 's'} (${foreign.slice(0, MOST_NAMED).join(', ')})`;
  if (entries.length === 0) return { what, verdict: 'OK', found: `${root} holds nothing yet` };
  if (foreign.length === 0) return { what, verdict: 'OK', found: `${root} holds ${heldIn(root)}` };
  if (foreign.length === entries.length)
    return {
      ...{ what, verdict: 'WRONG', found: `${root} is no home of Howship: it holds ${others}` },
      mend: 'give an empty folder as HOWSHIP_HOME',
    };
  return {
    ...{ what, verdict: 'CARE', found: `${root} holds ${heldIn(root)}, and ${others}` },
    mend: 'move them elsewhere: nobody looks after them there',
  };
}

function heldIn(root: string): string {
  const version = readHomeVersion(root);
  return `data of Howship, ${version === null ? 'of a version that left no name' : `last served by version ${version}`}`;
}

function modeLook(root: string): HomeLook {
  const what = 'rights of the home';
  const mode = (statSync(root).mode & 0o777).toString(8);
  if (!isOpenToOthers(root))
    return { what, verdict: 'OK', found: `${root} has the mode ${mode}: its owner only` };
  return {
    ...{
      what,
      verdict: 'CARE',
      found: `${root} has the mode ${mode}: other users of this machine can read it`,
    },
    mend: `the next start closes it; at once: chmod 700 ${root}`,
  };
}

function writtenLook(root: string, write: WriteFile): HomeLook {
  const what = 'writing';
  const path = join(root, `lock.look-${process.pid}`);
  try {
    write(path, Buffer.alloc(4096));
    return { what, verdict: 'OK', found: `a file of 4 KB was written in ${root} and removed` };
  } catch (error) {
    return wrong(what, failureOf(root, error));
  } finally {
    rmSync(path, { force: true });
  }
}

function roomLook(root: string): HomeLook {
  const what = 'disk';
  if (isFull(root)) return { ...wrong(what, fullText(root)) };
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB are free on the disk of ${root}`;
  if (free >= LEAST_ROOM_BYTES) return { what, verdict: 'OK', found };
  return { what, verdict: 'CARE', found, mend: 'make room: below 1 MB nothing is taken in any more' };
}

function ownerLook(root: string, owner: ReturnType<typeof ownerOf>): HomeLook {
  const what = 'stack of this home';
  if (owner === null) return { what, verdict: 'OK', found: `none runs in ${root}; a start may take it` };
  return { what, verdict: 'OK', found: `process ${owner.pid} has ${root} since ${owner.since}` };
}

function secretsLook(root: string): HomeLook {
  const what = 'secrets';
  try {
    const names = Object.keys(readSecretsOf(root));
    return {
      what,
      verdict: 'OK',
      found: `${names.length} secrets are kept in ${join(root, 'secrets.json')}`,
    };
  } catch (error) {
    return wrong(what, failureOf(root, error));
  }
}

/** Opens a copy: LevelDB writes into the one that it opens. Its large files never change, so that links are enough. */
async function tableLook(root: string, isHeld: boolean): Promise<HomeLook> {
  const what = 'table';
  const table = join(root, 'dynamodb');
  if (!existsSync(table)) return { what, verdict: 'OK', found: `${table} is not there yet` };
  if (isHeld)
    return {
      what,
      verdict: 'NOT_LOOKED_AT',
      found: `${table} is open in the stack that runs; ./howship verify reads it`,
    };
  let copy: string | null = null;
  try {
    copy = mkdtempSync(join(root, 'lock.look-'));
    for (const name of readdirSync(table)) {
      if (name === 'LOCK') continue;
      const [from, to] = [join(table, name), join(copy, name)];
      if (name.endsWith('.ldb')) linkSync(from, to);
      else copyFileSync(from, to);
    }
    await (await startTables(copy, [])).close();
    return {
      what,
      verdict: 'OK',
      found: `the files of ${table} open; ./howship verify reads what is in them`,
    };
  } catch (error) {
    return wrong(what, failureOf(root, error));
  } finally {
    if (copy !== null) rmSync(copy, { recursive: true, force: true });
  }
}

/** The sentence of a start says what was found, and after its colon what mends it. */
function wrong(what: string, sentence: string): HomeLook {
  const at = sentence.indexOf(': ');
  if (at < 0) return { what, verdict: 'WRONG', found: sentence };
  return { what, verdict: 'WRONG', found: sentence.slice(0, at), mend: sentence.slice(at + 2) };
}

function failureOf(root: string, error: unknown): string {
  const told = asDiskFailure(root, error);
  if (told instanceof LocalStackFailure) return told.message;
  throw error;
}

/** The path, or the part of it that is there and can be seen. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));
