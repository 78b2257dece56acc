import { ThriftStruct } from './thrift.ts';

/*
 * The part of Apache Parquet's parquet.thrift that Howship writes: numbers of types, encodings and codecs, and the
 * structs of page headers and footer. Field ids are the definition's.
 */
export const PHYSICAL = { BOOLEAN: 0, INT32: 1, INT64: 2, FLOAT: 4, DOUBLE: 5, BYTE_ARRAY: 6 } as const;
export type Physical = keyof typeof PHYSICAL;

export const ENCODING = {
  PLAIN: 0,
  RLE: 3,
  DELTA_BINARY_PACKED: 5,
  RLE_DICTIONARY: 8,
  BYTE_STREAM_SPLIT: 9,
} as const;
export type Encoding = keyof typeof ENCODING;

/** "PAR1", the first and last bytes of a file. */
export const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

const ZSTD = 6;
const REQUIRED = 0;
const OPTIONAL = 1;
const CONVERTED = { UTF8: 0, DECIMAL: 5, TIMESTAMP_MICROS: 10 } as const;

/** How the file annotates a physical type. */
export type Logical =
  | { readonly kind: 'none' }
  | { readonly kind: 'text' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'decimal'; readonly scale: number; readonly precision: number };

export interface SchemaColumn {
  readonly name: string;
  readonly physical: Physical;
  readonly logical: Logical;
  readonly optional: boolean;
}

export interface ChunkPlace {
  readonly column: SchemaColumn;
  readonly encodings: readonly Encoding[];
  readonly values: number;
  /** Bytes with page headers, before and after compression. */
  readonly uncompressedBytes: number;
  readonly compressedBytes: number;
  readonly dictionaryAt: number | null;
  readonly dataAt: number;
  readonly nulls: number;
  /** Least and greatest value, plain encoded; null where there is none. */
  readonly range: { readonly least: Uint8Array; readonly greatest: Uint8Array } | null;
}

export interface GroupPlace {
  readonly rows: number;
  readonly chunks: readonly ChunkPlace[];
}

/** Header of a data page of version 1. `crc` is over the compressed bytes, as a signed 32-bit number. */
export function dataPageHeader(
  uncompressed: number,
  compressed: number,
  crc: number,
  values: number,
  encoding: Encoding,
) {
  const page = new ThriftStruct()
    .i32(1, values)
    .i32(2, ENCODING[encoding])
    .i32(3, ENCODING.RLE)
    .i32(4, ENCODING.RLE);
  return new ThriftStruct()
    .i32(1, 0)
    .i32(2, uncompressed)
    .i32(3, compressed)
    .i32(4, crc)
    .struct(5, page)
    .finish();
}

export function dictionaryPageHeader(uncompressed: number, compressed: number, crc: number, values: number) {
  const page = new ThriftStruct().i32(1, values).i32(2, ENCODING.PLAIN);
  return new ThriftStruct()
    .i32(1, 2)
    .i32(2, uncompressed)
    .i32(3, compressed)
    .i32(4, crc)
    .struct(7, page)
    .finish();
}

/** The footer's FileMetaData. */
export function footer(
  columns: readonly SchemaColumn[],
  groups: readonly GroupPlace[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const root = new ThriftStruct().text(4, 'schema').i32(5, columns.length);
  const pairs = Object.keys(metadata).sort();
  return new ThriftStruct()
    .i32(1, 2)
    .structs(2, [root, ...columns.map(schemaElement)])
    .i64(
      3,
      groups.reduce((rows, group) => rows + group.rows, 0),
    )
    .structs(4, groups.map(rowGroup))
    .structs(
      5,
      pairs.map((key) => new ThriftStruct().text(1, key).text(2, metadata[key]!)),
    )
    .text(6, 'howship')
    .structs(
      7,
      columns.map(() => new ThriftStruct().struct(1, new ThriftStruct())),
    )
    .finish();
}

function schemaElement({ name, physical, logical, optional }: SchemaColumn): ThriftStruct {
  const element = new ThriftStruct()
    .i32(1, PHYSICAL[physical])
    .i32(3, optional ? OPTIONAL : REQUIRED)
    .text(4, name);
  switch (logical.kind) {
    case 'none':
      return element;
    case 'text':
      return element.i32(6, CONVERTED.UTF8).struct(10, new ThriftStruct().struct(1, new ThriftStruct()));
    case 'timestamp': {
      const micros = new ThriftStruct().struct(2, new ThriftStruct());
      const timestamp = new ThriftStruct().bool(1, true).struct(2, micros);
      return element.i32(6, CONVERTED.TIMESTAMP_MICROS).struct(10, new ThriftStruct().struct(8, timestamp));
    }
    case 'decimal': {
      const { scale, precision } = logical;
      const decimal = new ThriftStruct().i32(1, scale).i32(2, precision);
      return element
        .i32(6, CONVERTED.DECIMAL)
        .i32(7, scale)
        .i32(8, precision)
        .struct(10, new ThriftStruct().struct(5, decimal));
    }
  }
}

function rowGroup({ rows, chunks }: GroupPlace): ThriftStruct {
  return new ThriftStruct()
    .structs(1, chunks.map(columnChunk))
    .i64(
      2,
      chunks.reduce((bytes, chunk) => bytes + chunk.uncompressedBytes, 0),
    )
    .i64(3, rows);
}

function columnChunk(chunk: ChunkPlace): ThriftStruct {
  const start = chunk.dictionaryAt ?? chunk.dataAt;
  const statistics = new ThriftStruct().i64(3, chunk.nulls);
  if (chunk.range !== null) statistics.binary(5, chunk.range.greatest).binary(6, chunk.range.least);
  const meta = new ThriftStruct()
    .i32(1, PHYSICAL[chunk.column.physical])
    .i32s(
      2,
      chunk.encodings.map((encoding) => ENCODING[encoding]),
    )
    .texts(3, [chunk.column.name])
    .i32(4, ZSTD)
    .i64(5, chunk.values)
    .i64(6, chunk.uncompressedBytes)
    .i64(7, chunk.compressedBytes)
    .i64(9, chunk.dataAt);
  if (chunk.dictionaryAt !== null) meta.i64(11, chunk.dictionaryAt);
  return new ThriftStruct().i64(2, start).struct(3, meta.struct(12, statistics));
}
