/** Reads a delta page in part: its end with metadata and cells, then the pairs of a channel (`delta-page.ts`). */
import type { ChannelPairs } from '../domain/twins/channel-pairs.ts';
import { joined } from '../stats/joined.ts';
import { decodeCells } from './cell-bytes.ts';
import { BadBytes, orBadBytes } from './checked/bad-bytes.ts';
import { checkCrc, withoutCrc } from './checked/checksum.ts';
import type { DeltaPageSize, KeptCells } from './delta-page.ts';
import {
  type CellsPlace,
  type ChannelHeader,
  type DeltaPageMetadata,
  METADATA,
  METADATA_BYTES,
  type PairPiece,
  readMetadata,
} from './delta-page-metadata.ts';
import type { TableColumn } from './parquet/column.ts';
import { type OpenFile, type OpenGroup, openFile } from './parquet/open-file.ts';
import { decodeRowGroup } from './parquet/table.ts';

/** Everything of a page but its pairs. */
export interface DeltaPageHeader extends DeltaPageMetadata {
  readonly size: DeltaPageSize;
  /** The file's last bytes. */
  readonly footer: Uint8Array;
}

/** Gives the file's bytes in [from, to). */
type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

/** The footer's length and the magic word behind it, its checksum before it. */
const AROUND_FOOTER = 4 + 4 + 4;
const MAGIC_BYTES = 4;
/** The size of a page of which only the number of bytes is known. Fails with `BadBytes`. */
export async function readDeltaPageSize(read: ReadRange, bytes: number): Promise<DeltaPageSize> {
  const footer = footerBytes(await read(bytes - AROUND_FOOTER, bytes));
  const parquet = await readFooter(read, { bytes, footer });
  const metadata = orBadBytes('the delta page', () => openFile(parquet, bytes)).metadata[METADATA_BYTES];
  if (metadata === undefined) return { bytes, footer };
  return { bytes, footer: footer + Number(metadata), metadata: Number(metadata) };
}

/** @param end the file's last bytes */
function footerBytes(end: Uint8Array): number {
  return orBadBytes('the end of the delta page', () => {
    const view = new DataView(end.buffer, end.byteOffset, end.byteLength);
    return view.getUint32(end.length - MAGIC_BYTES - 4, true) + AROUND_FOOTER;
  });
}

/** Fails with `BadBytes`. */
export async function readDeltaPageHeader(read: ReadRange, size: DeltaPageSize): Promise<DeltaPageHeader> {
  const footer = await readFooter(read, size);
  return { ...orBadBytes('the delta page', () => metadataOf(size, footer)), size, footer };
}

async function readFooter(read: ReadRange, { bytes, footer }: DeltaPageSize): Promise<Uint8Array> {
  if (footer > bytes) throw new BadBytes("the delta page's footer", `${bytes} bytes at most`, footer);
  return read(bytes - footer, bytes);
}

/** Where the pairs of a page are. */
export type OpenPairs = Pick<OpenFile, 'columns' | 'groups' | 'metadata'>;

/** Fails with `BadBytes`. */
export const openPairs = ({ size, footer }: Pick<DeltaPageHeader, 'size' | 'footer'>): OpenPairs =>
  orBadBytes('the delta page', () => {
    const { bytes: _, ...open } = openFile(footer, size.bytes);
    return open;
  });

/**
 * The pairs of one channel of a page, and nothing of the others. Fails with `BadBytes`.
 *
 * @param piece of them; all where absent
 */
export async function readChannelPairs(
  read: ReadRange,
  page: OpenPairs,
  { series, pieces, ...all }: ChannelHeader,
  piece?: PairPiece,
): Promise<ChannelPairs> {
  const rowGroups: TableColumn[][] = [];
  for (const { rowGroup } of piece === undefined ? pieces : [piece])
    rowGroups.push(await readRowGroup(read, page, page.groups[rowGroup]!));
  const { unpaired, conflicts } = piece ?? all;
  return { series, unpaired, conflicts, ...pairsOf(rowGroups) };
}

/** Of its bytes alone: an array as long as the file, however empty, is memory that the collector counts. */
async function readRowGroup(read: ReadRange, page: OpenPairs, { rows, chunks }: OpenGroup) {
  const from = Math.min(...chunks.map(({ dictionaryAt, dataAt }) => dictionaryAt ?? dataAt));
  const to = Math.max(...chunks.map(({ end }) => end));
  const bytes = from < to ? await read(from, to) : new Uint8Array(0);
  const moved = chunks.map(({ encoding, dictionaryAt, dataAt, end }) => ({
    encoding,
    dictionaryAt: dictionaryAt === null ? null : dictionaryAt - from,
    dataAt: dataAt - from,
    end: end - from,
  }));
  return orBadBytes('the delta page', () => decodeRowGroup({ ...page, bytes }, { rows, chunks: moved }));
}

/** Cells that a page keeps. Fails with `BadBytes`. */
export async function readCells(
  read: ReadRange,
  { size, footer }: Pick<DeltaPageHeader, 'size' | 'footer'>,
  { at, bytes, crc, origin, length }: CellsPlace,
): Promise<KeptCells> {
  if (at + bytes > size.bytes) throw new BadBytes('the cells', `bytes before ${size.bytes}`, at + bytes);
  const inFooter = at - (size.bytes - footer.length);
  const packed = inFooter >= 0 ? footer.subarray(inFooter, inFooter + bytes) : await read(at, at + bytes);
  checkCrc('the cells', packed, crc);
  return { grid: { origin, length }, cells: decodeCells(packed) };
}

function metadataOf(size: DeltaPageSize, footer: Uint8Array): DeltaPageMetadata {
  if (size.metadata === undefined) {
    const { metadata, groups } = openFile(footer, size.bytes);
    return readMetadata(metadata[METADATA], (rowGroup) => groups[rowGroup]!.rows);
  }
  const end = footer.length - footerBytes(footer);
  const bytes = footer.subarray(Math.max(0, end - size.metadata), end);
  const text = Buffer.from(withoutCrc('the metadata of the delta page', bytes)).toString();
  return readMetadata(text, (rowGroup) => {
    throw new Error(`the metadata does not say how many pairs row group ${rowGroup} has`);
  });
}

function pairsOf(
  rowGroups: readonly (readonly TableColumn[])[],
): Omit<ChannelPairs, 'series' | 'unpaired' | 'conflicts'> {
  const numbers = (name: string): Float64Array => {
    const parts = rowGroups.map((columns) => numbersNamed(columns, name));
    return parts.length === 1 ? parts[0]! : joined(parts);
  };
  return {
    flightTimes: numbers('flightTime'),
    groundTimes: numbers('groundTime'),
    flight: numbers('flight'),
    ground: numbers('ground'),
    flightFlags: new Uint8Array(numbers('flightFlags')),
    groundFlags: new Uint8Array(numbers('groundFlags')),
  };
}

function numbersNamed(columns: readonly TableColumn[], name: string): Float64Array {
  const column = columns.find((one) => one.name === name);
  if (column === undefined || !(column.values instanceof Float64Array)) {
    throw new Error(`the delta page has no numbers called ${name}`);
  }
  return column.values;
}
