import { crc32 } from 'node:zlib';
import type { EncodedColumn } from './encode-column.ts';
import { type ChunkPlace, footer, type GroupPlace, MAGIC } from './format.ts';

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
  const parts: Uint8Array[] = [MAGIC];
  let at = MAGIC.length;
  const groups = groupRows.map((rows, g): GroupPlace => {
    const chunks = columns.map((column) => {
      const place = placeChunk(column, g, rows, at, parts);
      at += place.compressedBytes;
      return place;
    });
    return { rows, chunks };
  });
  const foot = footer(
    columns.map(({ schema }) => schema),
    groups,
    metadata,
  );
  parts.push(uint32(crc32(foot)), foot, uint32(foot.length), MAGIC);
  return concatenate(parts);
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
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
