import { joinDoubles, joinFloats } from './byte-stream-split.ts';
import { NO_WORD, POWERS_OF_TEN } from './column.ts';
import { decodeDelta } from './delta.ts';
import type { SchemaColumn } from './format.ts';
import { decodeHybrid } from './hybrid.ts';
import type { OpenChunk, OpenFile } from './open-file.ts';
import { dataPages, dictionaryPage, inflate, type StoredPage } from './pages.ts';
import { unreadable } from './unreadable.ts';

/** Which rows of a row group to read: [from, to) of its `rows`. */
export interface RowRange {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

/** The numbers of a chunk's rows; NaN where a cell is null. Pages outside the range are not decompressed. */
export function decodeNumbers(
  file: OpenFile,
  column: SchemaColumn,
  chunk: OpenChunk,
  range: RowRange,
): Float64Array {
  const pages = dataPages(file, chunk, range.rows);
  const out = new Float64Array(range.to - range.from);
  for (const page of pages) {
    if (page.firstRow + page.rows <= range.from || page.firstRow >= range.to) continue;
    const inside = page.firstRow >= range.from && page.firstRow + page.rows <= range.to;
    if (inside) {
      numbersOf(page, column, chunk, out.subarray(page.firstRow - range.from));
      continue;
    }
    const whole = new Float64Array(page.rows);
    numbersOf(page, column, chunk, whole);
    copyOverlap(whole, out, page.firstRow - range.from);
  }
  return out;
}

/** The words of a chunk's rows as indices into its dictionary; NO_WORD where a cell is null. */
export function decodeWords(
  file: OpenFile,
  column: SchemaColumn,
  chunk: OpenChunk,
  range: RowRange,
): { words: readonly string[]; values: Uint8Array } {
  const pages = dataPages(file, chunk, range.rows);
  const words = wordsOf(dictionaryPage(file, chunk));
  const out = new Uint8Array(range.to - range.from);
  for (const page of pages) {
    if (page.firstRow + page.rows <= range.from || page.firstRow >= range.to) continue;
    copyOverlap(codesOf(page, column, words.length), out, page.firstRow - range.from);
  }
  return { words, values: out };
}

/** Copies what of `page`, which begins at index `at` of `out` (or before it), lies within `out`. */
function copyOverlap<T extends Float64Array | Uint8Array>(page: T, out: T, at: number): void {
  const from = Math.max(0, -at);
  const to = Math.min(page.length, out.length - at);
  out.set(page.subarray(from, to), at + from);
}

function numbersOf(page: StoredPage, column: SchemaColumn, chunk: OpenChunk, out: Float64Array): void {
  const body = inflate(page);
  if (!column.optional) {
    readNumbers(body, 0, page.rows, column, chunk, out);
    return;
  }
  const { levels, present, end } = readLevels(body, page.rows);
  readNumbers(body, end, present, column, chunk, out);
  if (present === page.rows) return;
  for (let i = page.rows - 1, next = present - 1; i >= 0; i--) {
    out[i] = levels[i] === 1 ? out[next--]! : Number.NaN;
  }
}

function readNumbers(
  body: Uint8Array,
  at: number,
  count: number,
  { physical, logical }: SchemaColumn,
  { encoding }: OpenChunk,
  out: Float64Array,
): void {
  if (encoding === 'DELTA_BINARY_PACKED') decodeDelta(body, at, count, out);
  else readFixed(body, at, count, physical, encoding, out);
  const power = logical.kind === 'decimal' ? POWERS_OF_TEN[logical.scale] : 1;
  if (power === undefined)
    throw unreadable('a decimal', `a scale of 0 to ${POWERS_OF_TEN.length - 1}`, `${power}`);
  if (power !== 1) for (let i = 0; i < count; i++) out[i] = out[i]! / power;
}

function readFixed(
  body: Uint8Array,
  at: number,
  count: number,
  physical: SchemaColumn['physical'],
  encoding: OpenChunk['encoding'],
  out: Float64Array,
): void {
  const bytes = physical === 'BOOLEAN' ? 1 / 8 : physical === 'INT32' || physical === 'FLOAT' ? 4 : 8;
  const expected = Math.ceil(count * bytes);
  if (body.length - at !== expected) {
    throw unreadable(`a page of ${physical}`, `${count} values in ${expected} bytes`, body.length - at);
  }
  if (encoding === 'BYTE_STREAM_SPLIT' && physical === 'FLOAT') joinFloats(body, at, count, out);
  else if (encoding === 'BYTE_STREAM_SPLIT' && physical === 'DOUBLE') joinDoubles(body, at, count, out);
  else if (encoding === 'PLAIN' && physical === 'BOOLEAN')
    for (let i = 0; i < count; i++) out[i] = (body[at + (i >>> 3)]! >>> (i & 7)) & 1;
  else if (encoding === 'PLAIN' && (physical === 'INT32' || physical === 'INT64'))
    readPlain(body, at, count, bytes, out);
  else throw unreadable('a column', 'an encoding that Howship writes', `${physical} in ${encoding}`);
}

function readPlain(body: Uint8Array, at: number, count: number, bytes: number, out: Float64Array): void {
  const view = new DataView(body.buffer, body.byteOffset + at);
  for (let i = 0; i < count; i++) {
    out[i] = bytes === 4 ? view.getInt32(4 * i, true) : Number(view.getBigInt64(8 * i, true));
  }
}

function codesOf(page: StoredPage, { optional }: SchemaColumn, words: number): Uint8Array {
  const body = inflate(page);
  const { levels, present, end } = optional
    ? readLevels(body, page.rows)
    : { levels: null, present: page.rows, end: 0 };
  const width = body[end] ?? 0;
  if (width < 1 || width > 8) throw unreadable('a page of words', 'indices of 1 to 8 bits', width);
  const codes = new Uint8Array(present);
  decodeHybrid(body, end + 1, body.length, width, present, codes);
  for (const code of codes)
    if (code >= words) throw unreadable('a page of words', `indices below ${words}`, code);
  if (levels === null) return codes;
  let next = 0;
  return levels.map((level) => (level === 1 ? codes[next++]! : NO_WORD));
}

function readLevels(body: Uint8Array, rows: number): { levels: Uint8Array; present: number; end: number } {
  const length = body.length < 4 ? -1 : new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  const end = 4 + length;
  if (length < 0 || end > body.length)
    throw unreadable('a page of levels', `up to ${body.length - 4} bytes`, length);
  const levels = new Uint8Array(rows);
  decodeHybrid(body, 4, end, 1, rows, levels);
  let present = 0;
  for (const level of levels) present += level;
  return { levels, present, end };
}

function wordsOf(page: StoredPage): string[] {
  const body = inflate(page);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const words: string[] = [];
  let at = 0;
  while (words.length < page.rows && at + 4 <= body.length) {
    const end = at + 4 + view.getUint32(at, true);
    words.push(new TextDecoder().decode(body.subarray(at + 4, end)));
    at = end;
  }
  if (words.length !== page.rows || at !== body.length) {
    throw unreadable(
      'a dictionary',
      `${page.rows} words in ${body.length} bytes`,
      `${words.length} in ${at}`,
    );
  }
  return words;
}
