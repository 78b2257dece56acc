/** What becomes of a home on a disk that is full, may not be written or fails: said as such, and nothing else ends for it. */
import { statfsSync } from 'node:fs';
import { LocalStackFailure } from './failure.ts';

/** Below this a disk counts as full: a table's file grows by more at once. */
const LEAST_FREE_BYTES = 1024 * 1024;

const FULL = ['ENOSPC', 'EDQUOT'];
const UNWRITABLE = ['EROFS', 'EACCES', 'EPERM'];
/** A source that may not be read is denied too, and no fault of the home's. */
const UNWRITABLE_TEXT =
  /[Rr]ead-only file system|Permission denied|Failed to (write|create)[^\n]*: (permission denied|operation not permitted)/;

/**
 * The same error, told as the disk's where it is: `home.disk-full`, `home.read-only`, `home.disk-failed`, `home.not-a-folder`,
 * `table.broken`.
 */
export function asDiskFailure(home: string, error: unknown): unknown {
  if (error instanceof LocalStackFailure) return error;
  const cause = { cause: error };
  const what = reasonOf(error);
  if (what === 'full') return new LocalStackFailure('home.disk-full', fullText(home), cause);
  if (what === 'unwritable')
    return new LocalStackFailure(
      'home.read-only',
      `${home} cannot be written: make it writable for this user, or give another HOWSHIP_HOME`,
      cause,
    );
  if (what === 'failed')
    return new LocalStackFailure(
      'home.disk-failed',
      `the disk of ${home} does not read or write: see the system's log, and copy the home to another disk`,
      cause,
    );
  if (what === 'no-folder') return new LocalStackFailure('home.not-a-folder', notAFolderText(home), cause);
  if (what === 'broken')
    return new LocalStackFailure(
      'table.broken',
      `the table's files in ${home} are damaged: move its folder dynamodb away and start again, then ./howship rebuild -e EXPERIMENT makes the table anew from its folder s3; or put a copy of the folder dynamodb in its place`,
      cause,
    );
  return error;
}

/** Errors of the system carry a code; those of LevelDB, in their cause, and of the bundler carry its text alone. */
function reasonOf(error: unknown): 'full' | 'unwritable' | 'failed' | 'no-folder' | 'broken' | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const { message } = error;
  if (FULL.includes(code) || /no space left on device|disk quota exceeded/i.test(message)) return 'full';
  // Node looks for the parent of what it may not make.
  const mayNotMake = code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir';
  if (mayNotMake || UNWRITABLE.includes(code) || UNWRITABLE_TEXT.test(message)) return 'unwritable';
  if (code === 'ENOTDIR' || (code === 'EEXIST' && 'syscall' in error && error.syscall === 'mkdir'))
    return 'no-folder';
  if (code === 'EIO' || /input\/output error/i.test(message)) return 'failed';
  const lacksFile = code === 'LEVEL_IO_ERROR' && message.includes('No such file');
  if (lacksFile || code === 'LEVEL_CORRUPTION' || /Corruption|checksum mismatch|CURRENT file/.test(message))
    return 'broken';
  return error.cause === undefined ? null : reasonOf(error.cause);
}

/** Where there is no room, the sentence that says so. */
export const fullText = (home: string): string =>
  `the disk of ${home} is full: make room, or give a HOWSHIP_HOME on another disk`;

/** Where a file stands in the place of a folder, the sentence that says so. */
export const notAFolderText = (home: string): string =>
  `expected a folder at ${home}, got a file there or in its path: move the file away, or give another HOWSHIP_HOME`;

/** Whether there is no room to write anything of use. */
export function isFull(home: string): boolean {
  const { bavail, bsize } = statfsSync(home);
  return bavail * bsize < LEAST_FREE_BYTES;
}
