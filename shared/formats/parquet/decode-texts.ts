import type { SchemaColumn } from './format.ts';
import type { OpenChunk, OpenFile } from './open-file.ts';
import { dataPages, inflate } from './pages.ts';
import { unreadable } from './unreadable.ts';

/** More than a name or a cell of a sheet has. */
const MOST_BYTES_A_TEXT = 1 << 16;

/**
 * The texts of a chunk that was written without a dictionary and holds no nulls.
 *
 * @throws BadBytes where the pages do not hold as many texts as rows
 */
export function decodeTexts(file: OpenFile, column: SchemaColumn, chunk: OpenChunk, rows: number): string[] {
  if (chunk.dictionaryAt !== null || column.optional)
    throw unreadable(`column ${column.name}`, 'texts without a dictionary', 'words or nulls');
  const decoder = new TextDecoder();
  return dataPages(file, chunk, rows, MOST_BYTES_A_TEXT).flatMap((page) => {
    const body = inflate(page);
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const texts: string[] = [];
    let at = 0;
    while (texts.length < page.rows && at + 4 <= body.length) {
      const end = at + 4 + view.getUint32(at, true);
      texts.push(decoder.decode(body.subarray(at + 4, end)));
      at = end;
    }
    if (texts.length !== page.rows || at !== body.length)
      throw unreadable('a page of texts', `${page.rows} in ${body.length} bytes`, `${texts.length} in ${at}`);
    return texts;
  });
}
