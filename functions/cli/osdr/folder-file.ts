/** Files of a folder that others may have made: no link out of it is followed, and no pipe waited for. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { isMissing } from '../export/write-whole.ts';
import { fileFailure } from '../files/read-text.ts';
import type { HandedFile } from './manifest.ts';

/** More than any manifest, definition or text of ISA-Tab has. */
export const MOST_TEXT = 64_000_000;

/** Why the file is not read; null where it can be. */
export async function whyNotRead(folder: string, path: string, most = Infinity): Promise<string | null> {
  const place = join(folder, path);
  try {
    if (!(await isInside(folder, place))) return 'it is a link out of the folder, which is not followed';
    const standing = await stat(place);
    if (standing.isDirectory()) return 'expected a file, got a folder';
    if (!standing.isFile()) return 'expected a file, got a pipe or a device';
    return standing.size <= most
      ? null
      : `expected at most ${sizeText(most)}, got ${sizeText(standing.size)}`;
  } catch (error) {
    if (isMissing(error)) return 'it is missing';
    throw fileFailure(place, error);
  }
}

/** Also of links that lead to it. Fails where there is nothing. */
export async function isInside(folder: string, place: string): Promise<boolean> {
  const inside = relative(await realpath(folder), await realpath(place));
  return inside !== '..' && !inside.startsWith(`..${sep}`);
}

/** The text, or why it is not read. */
export async function textIn(
  folder: string,
  path: string,
  most = MOST_TEXT,
): Promise<{ readonly text: string } | { readonly why: string }> {
  const why = await whyNotRead(folder, path, most);
  return why === null ? { text: await readFile(join(folder, path), 'utf8') } : { why };
}

/** Size and digests of a file of the folder. */
export async function describeFile(folder: string, path: string): Promise<HandedFile> {
  const place = join(folder, path);
  const { size } = await stat(place);
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  for await (const chunk of createReadStream(place, { highWaterMark: 1 << 20 })) {
    sha256.update(chunk);
    md5.update(chunk);
  }
  return { path, bytes: size, sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}
