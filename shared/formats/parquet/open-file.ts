import { type ColumnChunk, type FileMetaData, parquetMetadata, type SchemaElement } from 'hyparquet';
import { checkCrc } from '../checked/checksum.ts';
import {
  ENCODING,
  type Encoding,
  type Logical,
  MAGIC,
  PHYSICAL,
  type Physical,
  type SchemaColumn,
} from './format.ts';
import { unreadable } from './unreadable.ts';

/** A Parquet file whose footer was read and found whole; its pages are still to be read. */
export interface OpenFile {
  readonly bytes: Uint8Array;
  readonly columns: readonly SchemaColumn[];
  readonly groups: readonly OpenGroup[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OpenGroup {
  readonly rows: number;
  /** In the order of the file's columns. */
  readonly chunks: readonly OpenChunk[];
}

export interface OpenChunk {
  /** The encoding of its data pages. */
  readonly encoding: Encoding;
  readonly dictionaryAt: number | null;
  readonly dataAt: number;
  readonly end: number;
}

const TAIL = 4 + MAGIC.length;

/**
 * Reads the footer of a file that `encodeFile` wrote.
 *
 * @param bytes of the file, or its last ones, with the footer's checksum and all behind it
 * @param size of the file
 * @throws BadBytes where it is damaged, cut short, or from another writer.
 */
export function openFile(bytes: Uint8Array, size = bytes.length): OpenFile {
  const footerAt = size - bytes.length + checkFooter(bytes, bytes.length === size);
  const footer = readFooter(bytes);
  const columns = footer.schema.slice(1).map(schemaColumn);
  const groups = footer.row_groups.map((group, g) => {
    if (group.columns.length !== columns.length) {
      throw unreadable(`row group ${g}`, `${columns.length} columns`, group.columns.length);
    }
    return { rows: Number(group.num_rows), chunks: group.columns.map((chunk) => openChunk(chunk, footerAt)) };
  });
  const pairs = (footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''] as const);
  return { bytes, columns, groups, metadata: Object.fromEntries(pairs) };
}

/** Checks the magic words, the footer's length and its CRC-32; gives where in the bytes the footer's checksum begins. */
function checkFooter(bytes: Uint8Array, isWhole: boolean): number {
  const first = isWhole ? MAGIC.length : 0;
  const smallest = first + 4 + TAIL;
  if (bytes.length < smallest) throw unreadable('the file', `at least ${smallest} bytes`, bytes.length);
  for (const [place, at] of [
    ...(isWhole ? ([['the first word', 0]] as const) : []),
    ['the last word', bytes.length - MAGIC.length],
  ] as const) {
    const word = bytes.subarray(at, at + MAGIC.length);
    if (!MAGIC.every((byte, i) => word[i] === byte))
      throw unreadable(place, 'PAR1', `bytes ${word.join(' ')}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(bytes.length - TAIL, true);
  const at = bytes.length - TAIL - length;
  if (at < first + 4) throw unreadable('the footer', `at most ${bytes.length - smallest} bytes`, length);
  const expected = view.getUint32(at - 4, true);
  checkCrc("the Parquet file's footer", bytes.subarray(at, at + length), expected);
  return at - 4;
}

function readFooter(bytes: Uint8Array): FileMetaData {
  try {
    return parquetMetadata(bytes, { geoparquet: false });
  } catch (error) {
    throw unreadable(
      'the footer',
      'FileMetaData',
      error instanceof Error ? error.message : String(error),
      error,
    );
  }
}

function schemaColumn(element: SchemaElement): SchemaColumn {
  const { name, type, repetition_type } = element;
  if (!isPhysical(type) || repetition_type === 'REPEATED') {
    throw unreadable(`column ${name}`, Object.keys(PHYSICAL).join(', '), `${repetition_type} ${type}`);
  }
  return { name, physical: type, logical: logicalOf(element), optional: repetition_type === 'OPTIONAL' };
}

function logicalOf({ name, logical_type: logical }: SchemaElement): Logical {
  if (logical === undefined) return { kind: 'none' };
  if (logical.type === 'STRING') return { kind: 'text' };
  if (logical.type === 'TIMESTAMP' && logical.unit === 'MICROS') return { kind: 'timestamp' };
  if (logical.type === 'DECIMAL')
    return { kind: 'decimal', scale: logical.scale, precision: logical.precision };
  throw unreadable(`column ${name}`, 'text, a timestamp in µs or a decimal', logical.type);
}

function openChunk({ meta_data: meta }: ColumnChunk, limit: number): OpenChunk {
  const encoding = meta?.encodings[0];
  if (meta === undefined || !isEncoding(encoding) || meta.codec !== 'ZSTD') {
    throw unreadable(
      'a column chunk',
      `ZSTD with one of ${Object.keys(ENCODING).join(', ')}`,
      `${meta?.codec} ${encoding}`,
    );
  }
  const dictionaryAt = meta.dictionary_page_offset === undefined ? null : Number(meta.dictionary_page_offset);
  const dataAt = Number(meta.data_page_offset);
  const end = (dictionaryAt ?? dataAt) + Number(meta.total_compressed_size);
  if (dataAt < MAGIC.length || dataAt > end || end > limit) {
    throw unreadable('a column chunk', `pages before byte ${limit}`, `${dataAt} to ${end}`);
  }
  return { encoding, dictionaryAt, dataAt, end };
}

function isPhysical(type: string | undefined): type is Physical {
  return type !== undefined && Object.hasOwn(PHYSICAL, type);
}

function isEncoding(encoding: string | undefined): encoding is Encoding {
  return encoding !== undefined && Object.hasOwn(ENCODING, encoding);
}
