import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CliFailure } from '../stack/failure.ts';

/** A file as UTF-8 text. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw fileFailure(file, error);
  }
}

/** Why a file cannot be written, in a sentence. */
export function unwritable(file: string, error: unknown): CliFailure {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const folder = dirname(resolve(file));
  const reasons = new Map<unknown, string>([
    ['ENOENT', `there is no folder ${folder}: make it, or name another place`],
    ['ENOTDIR', `${folder} is no folder: name another place`],
    ['EISDIR', 'it is a folder: name a file in it'],
  ]);
  const reason = reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
  return new CliFailure('file.unwritable', `${file} cannot be written: ${reason}`, [], { cause: error });
}

/** Why a file cannot be read, in a sentence. */
export function fileFailure(file: string, error: unknown): CliFailure {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const reasons = new Map<unknown, string>([
    ['ENOENT', 'there is no such file: check its name and folder'],
    ['ENOTDIR', `${dirname(resolve(file))} is no folder: check the path`],
    ['EISDIR', 'it is a folder: name a file in it'],
    ['EACCES', 'you may not read it: change its rights'],
  ]);
  const reason = reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
  return new CliFailure('file.unreadable', `${file} cannot be read: ${reason}`, [], { cause: error });
}
