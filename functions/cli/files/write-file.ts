import { rename, writeFile } from 'node:fs/promises';
import { CliFailure } from '../stack/failure.ts';
import { asDiskFailure } from './disk-failure.ts';
import { unwritable } from './read-text.ts';

/** Whoever finds the file finds all of it: what stood there before, or this. Fails in a sentence that names the file. */
export async function writeAll(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(`${file}.part`, content);
    await rename(`${file}.part`, file);
  } catch (error) {
    const told = asDiskFailure(error, file);
    throw told instanceof CliFailure ? told : unwritable(file, error);
  }
}
