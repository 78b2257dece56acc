import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliFailure } from '../stack/failure.ts';
import { fileFailure } from './read-text.ts';
import type { SeenFile } from './watched-folders.ts';

/** A look reads the whole folder; one that holds more is no place into which files come. */
const MOST_FILES = 10_000;

/** Files of a folder, by name; what begins with a point is of programs that write into it (`.flight.csv.part`). */
export async function lookInto(folder: string): Promise<SeenFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileFailure(folder, error);
  });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  if (names.length > MOST_FILES)
    throw new CliFailure(
      'watch.too-many-files',
      `expected at most ${MOST_FILES} files in ${folder}, got ${names.length}: move those that are in to another folder`,
    );
  const seen = await Promise.all(names.toSorted().map((name) => seenFile(join(folder, name))));
  return seen.filter((file) => file !== null);
}

async function seenFile(path: string): Promise<SeenFile | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, bytes: size, modifiedMs: mtimeMs };
  } catch (error) {
    // It was taken away since its folder was read.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw fileFailure(path, error);
  }
}
