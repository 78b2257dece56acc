import { constants, crc32, zstdCompressSync } from 'node:zlib';
import { splitDoubles, splitFloats } from './byte-stream-split.ts';
import { NO_WORD, type NumberColumn, POWERS_OF_TEN, type TextColumn, type WordColumn } from './column.ts';
import { DELTA_RANGE, deltaCapacity, encodeDelta } from './delta.ts';
import { dataPageHeader, dictionaryPageHeader, type Encoding, type Physical } from './format.ts';
import { encodeHybrid, hybridCapacity } from './hybrid.ts';
import type { Extent } from './layout.ts';
import { toStored } from './stored.ts';

/** Values a page: enough that the cost of calling the compressor vanishes, few enough to skip by. */
export const PAGE_VALUES = 65_536;
/** A text may be some kilobytes. */
const TEXTS_A_PAGE = 4096;

const ZSTD_3 = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
const INT32_RANGE = 2 ** 31;

interface Page {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly uncompressedBytes: number;
}

export interface EncodedChunk {
  readonly dictionary: Page | null;
  readonly pages: readonly Page[];
  readonly encodings: readonly Encoding[];
}

/** Room to build one page in; made once an encoding, for pages of up to `values` values. */
export class Stage {
  readonly numbers: Float64Array;
  readonly codes: Uint8Array;
  readonly body: Uint8Array;

  constructor(values: number) {
    this.numbers = new Float64Array(values);
    this.codes = new Uint8Array(values);
    this.body = new Uint8Array(4 + hybridCapacity(values) + Math.max(8 * values, deltaCapacity(values)));
  }
}

/** The pages of a chunk of numbers; null where a number does not fit the column's type (see `toStored`). */
export function encodeNumbers(
  column: NumberColumn,
  physical: Physical,
  extent: Extent,
  stage: Stage,
): EncodedChunk | null {
  const { type, values, optional } = column;
  const encoding = encodingOf(column, physical, extent);
  const pages: Page[] = [];
  for (let from = 0; from < values.length; from += PAGE_VALUES) {
    const to = Math.min(values.length, from + PAGE_VALUES);
    const present = stageNumbers(values, from, to, optional, stage);
    if (!toStored(type, stage.numbers, present)) return null;
    const at = optional ? writeLevels(stage, to - from) : 0;
    const end = writeNumbers(stage, present, physical, encoding, at);
    pages.push(dataPage(stage.body.subarray(0, end), to - from, encoding));
  }
  return { dictionary: null, pages, encodings: optional ? [encoding, 'RLE'] : [encoding] };
}

/** The pages of a chunk of words: the dictionary holds all of the type's words, in their order. */
export function encodeWords({ type, values, optional }: WordColumn, stage: Stage): EncodedChunk {
  const width = Math.max(1, 32 - Math.clz32(type.words.length - 1));
  const pages: Page[] = [];
  for (let from = 0; from < values.length; from += PAGE_VALUES) {
    const page = values.subarray(from, from + PAGE_VALUES);
    let at = 0;
    let codes = page;
    if (optional) {
      codes = page.filter((code) => code !== NO_WORD);
      for (let i = 0; i < page.length; i++) stage.codes[i] = page[i] === NO_WORD ? 0 : 1;
      at = writeLevels(stage, page.length);
    }
    stage.body[at] = width;
    const end = encodeHybrid(codes, codes.length, width, stage.body, at + 1);
    pages.push(dataPage(stage.body.subarray(0, end), page.length, 'RLE_DICTIONARY'));
  }
  return { dictionary: dictionaryPage(type.words), pages, encodings: ['RLE_DICTIONARY', 'PLAIN', 'RLE'] };
}

/** The pages of a chunk of texts, plain: the compressor finds those that repeat. */
export function encodeTexts({ values, optional }: TextColumn, stage: Stage): EncodedChunk {
  const pages: Page[] = [];
  for (let from = 0; from < values.length; from += TEXTS_A_PAGE) {
    const page = values.slice(from, from + TEXTS_A_PAGE);
    for (const [i, text] of page.entries()) stage.codes[i] = text === null ? 0 : 1;
    const levels = optional ? stage.body.subarray(0, writeLevels(stage, page.length)) : new Uint8Array(0);
    const body = Buffer.concat([levels, plainTexts(page.filter((text) => text !== null))]);
    pages.push(dataPage(body, page.length, 'PLAIN'));
  }
  return { dictionary: null, pages, encodings: optional ? ['PLAIN', 'RLE'] : ['PLAIN'] };
}

/** Delta coding needs differences that stay within the physical type and within whole doubles; plain does not. */
function encodingOf({ type }: NumberColumn, physical: Physical, { range }: Extent): Encoding {
  if (physical === 'FLOAT' || physical === 'DOUBLE') return 'BYTE_STREAM_SPLIT';
  if (physical === 'BOOLEAN') return 'PLAIN';
  if (range === null) return 'DELTA_BINARY_PACKED';
  const power = type.kind === 'decimal' ? POWERS_OF_TEN[type.scale]! : 1;
  const limit = physical === 'INT32' ? INT32_RANGE : DELTA_RANGE;
  const span = Math.round(range.greatest * power) - Math.round(range.least * power);
  return span < limit ? 'DELTA_BINARY_PACKED' : 'PLAIN';
}

/** Stages the numbers that are there, and for an optional column the level of each cell; gives how many are there. */
function stageNumbers(
  values: Float64Array,
  from: number,
  to: number,
  optional: boolean,
  stage: Stage,
): number {
  const { numbers, codes } = stage;
  if (!optional) {
    numbers.set(values.subarray(from, to));
    return to - from;
  }
  let present = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    const there = Number.isNaN(value) ? 0 : 1;
    codes[i - from] = there;
    numbers[present] = value;
    present += there;
  }
  return present;
}

/** Writes the staged definition levels behind their length; gives the offset behind them. */
function writeLevels({ codes, body }: Stage, count: number): number {
  const end = encodeHybrid(codes, count, 1, body, 4);
  new DataView(body.buffer).setUint32(0, end - 4, true);
  return end;
}

function writeNumbers(
  stage: Stage,
  count: number,
  physical: Physical,
  encoding: Encoding,
  at: number,
): number {
  const { numbers, body } = stage;
  if (physical === 'FLOAT') return splitFloats(new Float32Array(numbers.subarray(0, count)), count, body, at);
  if (physical === 'DOUBLE') return splitDoubles(numbers, count, body, at);
  if (encoding === 'DELTA_BINARY_PACKED') return encodeDelta(numbers, count, body, at);
  if (physical === 'BOOLEAN') return writeBits(numbers, count, body, at);
  return writePlain(numbers, count, physical, body, at);
}

function writePlain(
  numbers: Float64Array,
  count: number,
  physical: Physical,
  body: Uint8Array,
  at: number,
): number {
  const view = new DataView(body.buffer, at);
  const bytes = physical === 'INT32' ? 4 : 8;
  for (let i = 0; i < count; i++) {
    if (bytes === 4) view.setInt32(4 * i, numbers[i]!, true);
    else view.setBigInt64(8 * i, BigInt(numbers[i]!), true);
  }
  return at + bytes * count;
}

/** The first in the lowest bit of the first byte. */
function writeBits(numbers: Float64Array, count: number, body: Uint8Array, at: number): number {
  const end = at + Math.ceil(count / 8);
  body.fill(0, at, end);
  for (let i = 0; i < count; i++) if (numbers[i] === 1) body[at + (i >>> 3)]! |= 1 << (i & 7);
  return end;
}

function dataPage(body: Uint8Array, values: number, encoding: Encoding): Page {
  const packed = zstdCompressSync(body, ZSTD_3);
  const header = dataPageHeader(body.length, packed.length, crc32(packed) | 0, values, encoding);
  return { header, body: packed, uncompressedBytes: header.length + body.length };
}

function dictionaryPage(words: readonly string[]): Page {
  const body = plainTexts(words);
  const packed = zstdCompressSync(body, ZSTD_3);
  const header = dictionaryPageHeader(body.length, packed.length, crc32(packed) | 0, words.length);
  return { header, body: packed, uncompressedBytes: header.length + body.length };
}

function plainTexts(words: readonly string[]): Uint8Array {
  const texts = words.map((word) => new TextEncoder().encode(word));
  const body = new Uint8Array(texts.reduce((bytes, text) => bytes + 4 + text.length, 0));
  let at = 0;
  for (const text of texts) {
    new DataView(body.buffer).setUint32(at, text.length, true);
    body.set(text, at + 4);
    at += 4 + text.length;
  }
  return body;
}
