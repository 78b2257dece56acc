/** The file that a chamber is programmed from: the issue that it has, and the one that follows. */
import { readFile } from 'node:fs/promises';
import { fileFailure } from './read-text.ts';

/** Null where there is no such file yet. Fails where it cannot be read. */
export async function readIssueFile(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw fileFailure(file, error);
  }
}
