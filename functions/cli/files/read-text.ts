import { readFile } from 'node:fs/promises';
import { CliFailure } from '../stack/failure.ts';

/** A file as UTF-8 text. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw fileFailure(file, error);
  }
}

/** Why a file cannot be read, in a sentence. */
export function fileFailure(file: string, error: unknown): CliFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CliFailure('file.unreadable', `${file} cannot be read: ${reason}`, [], { cause: error });
}
