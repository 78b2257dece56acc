import { zstdDecompressSync } from 'node:zlib';
import type { PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { checkCrc } from '../checked/checksum.ts';
import type { OpenChunk, OpenFile } from './open-file.ts';
import { unreadable } from './unreadable.ts';

/** A page as it stands in the file. */
export interface StoredPage {
  readonly firstRow: number;
  readonly rows: number;
  readonly packed: Uint8Array;
  readonly bytes: number;
  readonly crc: number;
}

/** Twice what any encoding of a number here takes: more is no page of ours, and may be a bomb. */
const MOST_BYTES_A_VALUE = 16;

/** No page holds more values, whatever its header says. */
const MOST_VALUES = 1 << 20;

/**
 * The data pages of a chunk in their order; only headers are read.
 *
 * @param mostBytes that a value may take unpacked
 *
 * @throws BadBytes where a header is not what the footer promised, or the rows do not add up.
 */
export function dataPages(
  { bytes }: OpenFile,
  chunk: OpenChunk,
  rows: number,
  mostBytes = MOST_BYTES_A_VALUE,
): StoredPage[] {
  const pages: StoredPage[] = [];
  let at = chunk.dataAt;
  let firstRow = 0;
  while (at < chunk.end) {
    const { header, bodyAt } = readHeader(bytes, at, chunk.end);
    const page = header.data_page_header;
    if (header.type !== 'DATA_PAGE' || page?.encoding !== chunk.encoding) {
      throw unreadable(
        `the page at byte ${at}`,
        `a DATA_PAGE in ${chunk.encoding}`,
        `${header.type} ${page?.encoding}`,
      );
    }
    const { num_values: values } = page;
    pages.push(storedPage(bytes, header, { at: bodyAt, end: chunk.end, rows: values, firstRow, mostBytes }));
    firstRow += page.num_values;
    at = bodyAt + header.compressed_page_size;
  }
  if (firstRow !== rows) throw unreadable(`the chunk at byte ${chunk.dataAt}`, `${rows} rows`, firstRow);
  return pages;
}

/** The dictionary page of a chunk; its `rows` are its words. */
export function dictionaryPage({ bytes }: OpenFile, chunk: OpenChunk): StoredPage {
  const at = chunk.dictionaryAt;
  if (at === null) throw unreadable(`the chunk at byte ${chunk.dataAt}`, 'a dictionary', 'none');
  const { header, bodyAt } = readHeader(bytes, at, chunk.dataAt);
  const words = header.dictionary_page_header?.num_values;
  if (header.type !== 'DICTIONARY_PAGE' || words === undefined) {
    throw unreadable(`the page at byte ${at}`, 'a DICTIONARY_PAGE', `${header.type}`);
  }
  const place = { at: bodyAt, end: chunk.dataAt, rows: words, firstRow: 0, mostBytes: MOST_BYTES_A_VALUE };
  return storedPage(bytes, header, place);
}

/** The body of a page, its checksum checked and decompressed. */
export function inflate({ packed, bytes, crc }: StoredPage): Uint8Array {
  checkCrc('a page of the Parquet file', packed, crc);
  const body = decompress(packed, bytes);
  if (body.length !== bytes) throw unreadable('a page', `${bytes} bytes decompressed`, body.length);
  return body;
}

function decompress(packed: Uint8Array, bytes: number): Uint8Array {
  try {
    return zstdDecompressSync(packed, {
      chunkSize: Math.max(64, bytes),
      maxOutputLength: Math.max(1, bytes),
    });
  } catch (error) {
    throw unreadable(
      'a page',
      `${bytes} bytes of zstd`,
      error instanceof Error ? error.message : String(error),
      error,
    );
  }
}

function readHeader(bytes: Uint8Array, at: number, end: number): { header: PageHeader; bodyAt: number } {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset + at, end - at), offset: 0 };
  try {
    const header = parquetHeader(reader);
    return { header, bodyAt: at + reader.offset };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw unreadable(`the page at byte ${at}`, 'a page header', message, error);
  }
}

interface PagePlace {
  readonly at: number;
  /** No byte of the page lies behind it. */
  readonly end: number;
  readonly rows: number;
  readonly firstRow: number;
  readonly mostBytes: number;
}

function storedPage(
  bytes: Uint8Array,
  { uncompressed_page_size: size, compressed_page_size: packedSize, crc }: PageHeader,
  { at, end, rows, firstRow, mostBytes }: PagePlace,
): StoredPage {
  const whole = [rows, size, packedSize, crc].every(Number.isInteger);
  if (!whole || rows < 0 || rows > MOST_VALUES || packedSize < 0 || at + packedSize > end) {
    throw unreadable(
      `the page at byte ${at}`,
      `up to ${MOST_VALUES} values in ${end - at} bytes`,
      `${rows} in ${packedSize}`,
    );
  }
  if (size < 0 || size > mostBytes * rows + 1024)
    throw unreadable(`the page at byte ${at}`, `${rows} values`, `${size} bytes`);
  return { firstRow, rows, packed: bytes.subarray(at, at + packedSize), bytes: size, crc: (crc ?? 0) >>> 0 };
}
