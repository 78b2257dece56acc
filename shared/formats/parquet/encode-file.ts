import { crc32 } from 'node:zlib';
import type { EncodedColumn } from './encode-column.ts';
import { type ChunkPlace, footer, type GroupPlace, MAGIC, type SchemaColumn } from './format.ts';

/** Bytes that wait to be laid until more come. */
const MOST_IN_PARTS = 4 * 1024 * 1024;
/** Room behind what is laid. Zeros that were never written take no memory: much of it spares copies and costs nothing. */
const ROOM = 256 * 1024 * 1024;

/**
 * Lays encoded columns out as a Parquet file, row group after row group.
 *
 * Format: between the last page and the footer stand four bytes that Parquet leaves free: the CRC-32 of the footer.
 * Pages carry their own, so every byte of the file is covered.
 */
export function encodeFile(
  columns: readonly EncodedColumn[],
  groupRows: readonly number[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const file = new FileInParts();
  file.add(columns, groupRows);
  return file.finish(metadata);
}

/** The same file of row groups that come part by part. A large one is held once, and nothing of its parts beside it. */
export class FileInParts {
  #schemas: readonly SchemaColumn[] = [];
  readonly #groups: GroupPlace[] = [];
  /** What follows the bytes that are laid. */
  #parts: Uint8Array[] = [MAGIC];
  #partBytes = MAGIC.length;
  #laid = new Uint8Array(0);
  #laidBytes = 0;

  add(columns: readonly EncodedColumn[], groupRows: readonly number[]): void {
    // Not at the end: a file of one part is as long as its array.
    if (this.#partBytes > MOST_IN_PARTS) this.#lay();
    if (this.#groups.length === 0) this.#schemas = columns.map(({ schema }) => schema);
    for (const [g, rows] of groupRows.entries()) {
      const chunks = columns.map((column) => {
        const place = placeChunk(column, g, rows, this.#laidBytes + this.#partBytes, this.#parts);
        this.#partBytes += place.compressedBytes;
        return place;
      });
      this.#groups.push({ rows, chunks });
    }
  }

  /** Bytes that Parquet does not read, behind the row groups so far; gives where they begin. */
  addAside(bytes: Uint8Array): number {
    const at = this.#laidBytes + this.#partBytes;
    this.#parts.push(bytes);
    this.#partBytes += bytes.length;
    return at;
  }

  finish(metadata: Readonly<Record<string, string>>): Uint8Array {
    const foot = footer(this.#schemas, this.#groups, metadata);
    const end = [uint32(crc32(foot)), foot, uint32(foot.length), MAGIC];
    this.#parts.push(...end);
    this.#partBytes += totalBytes(end);
    if (this.#laidBytes === 0) return concatenate(this.#parts);
    this.#lay();
    return this.#laid.subarray(0, this.#laidBytes);
  }

  #lay(): void {
    const bytes = this.#laidBytes + this.#partBytes;
    if (bytes > this.#laid.length) {
      const larger = new Uint8Array(bytes + ROOM);
      larger.set(this.#laid.subarray(0, this.#laidBytes));
      this.#laid = larger;
    }
    for (const part of this.#parts) {
      this.#laid.set(part, this.#laidBytes);
      this.#laidBytes += part.length;
    }
    this.#parts = [];
    this.#partBytes = 0;
  }
}

/** Appends a chunk's pages to the file's parts and says where they are. */
function placeChunk(
  column: EncodedColumn,
  g: number,
  rows: number,
  at: number,
  parts: Uint8Array[],
): ChunkPlace {
  const { dictionary, pages, encodings } = column.chunks[g]!;
  let uncompressedBytes = 0;
  let compressedBytes = 0;
  let dataAt = at;
  for (const page of dictionary === null ? pages : [dictionary, ...pages]) {
    parts.push(page.header, page.body);
    uncompressedBytes += page.uncompressedBytes;
    compressedBytes += page.header.length + page.body.length;
    if (page === dictionary) dataAt = at + compressedBytes;
  }
  return {
    ...column.statistics[g]!,
    column: column.schema,
    encodings,
    values: rows,
    uncompressedBytes,
    compressedBytes,
    dictionaryAt: dictionary === null ? null : at,
    dataAt,
  };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(totalBytes(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function totalBytes(parts: readonly Uint8Array[]): number {
  return parts.reduce((bytes, part) => bytes + part.length, 0);
}
