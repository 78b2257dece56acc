/** A picture or a page of the API into a file. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sizeText } from '../../../shared/domain/words/size.ts';
import type { CommandContext } from '../stack/command-context.ts';
import { writeAll } from './write-file.ts';

export interface FileAnswer {
  readonly path: string;
  readonly accept: 'image/svg+xml';
  /** `-`: to the terminal. */
  readonly file: string;
}

export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
}

/** Whoever finds the file finds all of it. Null where it went to the terminal. */
export async function writeAnswer(
  context: CommandContext,
  { path, accept, file }: FileAnswer,
): Promise<WrittenFile | null> {
  return writeText(context, file, await context.client.text(path, accept));
}

/** The same of a text that is whole already. */
export async function writeText(
  { terminal }: Pick<CommandContext, 'terminal'>,
  file: string,
  text: string,
): Promise<WrittenFile | null> {
  if (file === '-') {
    terminal.out(text);
    return null;
  }
  await writeAll(file, text);
  return { file: resolve(file), bytes: Buffer.byteLength(text) };
}

/** Where it is, to be opened in a browser. */
export function writtenText({ file, bytes }: WrittenFile): string {
  return `${sizeText(bytes)} written: ${pathToFileURL(file)}\n`;
}
