/** A picture or a page of the API into a file. */
import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { groupedText } from '../../../shared/domain/words/count.ts';
import type { CommandContext } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { asDiskFailure } from './disk-failure.ts';
import { fileFailure } from './read-text.ts';

export interface FileAnswer {
  readonly path: string;
  readonly accept: 'image/svg+xml' | 'text/html';
  /** `-`: to the terminal. */
  readonly file: string;
}

export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
}

/** Whoever finds the file finds all of it. Null where it went to the terminal. */
export async function writeAnswer(
  { client, terminal }: CommandContext,
  { path, accept, file }: FileAnswer,
): Promise<WrittenFile | null> {
  const text = await client.text(path, accept);
  if (file === '-') {
    terminal.out(text);
    return null;
  }
  try {
    await writeFile(`${file}.part`, text);
    await rename(`${file}.part`, file);
  } catch (error) {
    const told = asDiskFailure(error, file);
    throw told instanceof CliFailure ? told : fileFailure(file, error);
  }
  return { file: resolve(file), bytes: Buffer.byteLength(text) };
}

/** Where it is, to be opened in a browser. */
export function writtenText({ file, bytes }: WrittenFile): string {
  return `${groupedText(Math.ceil(bytes / 1000))} KB written: ${pathToFileURL(file)}\n`;
}
