/** What a disk does to a file that a command writes. */
import { CliFailure } from '../stack/failure.ts';

const FULL = ['ENOSPC', 'EDQUOT'];
const UNWRITABLE = ['EROFS', 'EACCES', 'EPERM'];

/**
 * The error as what the disk did (`disk.full`, `disk.read-only`, `disk.not-a-folder`, `disk.a-folder`, `disk.failed`); any other as it is.
 *
 * @param file what was written, where the caller knows: the system names no file when a write fails
 */
export function asDiskFailure(error: unknown, file?: string): unknown {
  if (!(error instanceof Error) || error instanceof CliFailure || !('code' in error)) return error;
  const named = file ?? ('path' in error && typeof error.path === 'string' ? error.path : null);
  const sentence = sentenceOf(codeOf(error), named ?? 'the files of this command');
  return sentence === null ? error : new CliFailure(...sentence, [], { cause: error });
}

function sentenceOf(code: string, file: string): [code: string, sentence: string] | null {
  if (FULL.includes(code))
    return [
      'disk.full',
      `there is no room on the disk for ${file}: make room, then run the same command again`,
    ];
  if (UNWRITABLE.includes(code))
    return [
      'disk.read-only',
      `${file} cannot be written (${code}): make its folder writable for this user, or name another place`,
    ];
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return [
      'disk.not-a-folder',
      `${file} cannot be made (${code}): a part of that path is a file, and no folder; name another place`,
    ];
  if (code === 'EISDIR') return aFolder(file);
  if (code === 'EIO')
    return ['disk.failed', `the disk of ${file} does not read or write (EIO): see the system's log`];
  return null;
}

const aFolder = (file: string): [code: string, sentence: string] => [
  'disk.a-folder',
  `${file} cannot be written (EISDIR): a folder stands there; move it away, or name another place`,
];

/** Of what is found before anything is written over it. */
export const standsAsFolder = (file: string): CliFailure => new CliFailure(...aFolder(file));

/** Node looks for the parent of what it may not make. */
function codeOf(error: Error & { readonly code: unknown }): string {
  const mayNotMake = error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir';
  return mayNotMake ? 'EROFS' : String(error.code);
}
