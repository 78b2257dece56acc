/**
 * A delta page as a Parquet file: a row group a channel, or several spans of a channel with very many pairs, a row a pair.
 * What found no partner, and what each channel comes to, is in the metadata, so that a channel can be read, or only
 * judged, without the others.
 */
import { crc32 } from 'node:zlib';
import { oncePer } from '../domain/once-per.ts';
import type { Micros } from '../domain/time.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import type { CellGrid } from '../domain/twins/cell-grid.ts';
import type { ChannelFacts } from '../domain/twins/channel-facts.ts';
import { addLeftOver, type ChannelPairs, NOTHING_LEFT } from '../domain/twins/channel-pairs.ts';
import type { PairCells } from '../domain/twins/pair-cells.ts';
import { joined } from '../stats/joined.ts';
import { decodeCells, encodeCells } from './cell-bytes.ts';
import { BadBytes, orBadBytes } from './checked/bad-bytes.ts';
import { checkCrc } from './checked/checksum.ts';
import {
  type CellsPlace,
  type ChannelHeader,
  type DeltaPageMetadata,
  METADATA,
  METADATA_BYTES,
  type PairPiece,
  readMetadata,
} from './delta-page-metadata.ts';
import type { NumberColumn, TableColumn } from './parquet/column.ts';
import { type OpenFile, type OpenGroup, openFile } from './parquet/open-file.ts';
import { decodeRowGroup, TableInParts } from './parquet/table.ts';

export interface DeltaPage {
  /** First and last sample of either unit on the flight's axis, paired or not; null where there is none. */
  readonly extent: { readonly from: Micros; readonly to: Micros } | null;
  /** By series, each once. */
  readonly channels: readonly ChannelPairs[];
}

/** Where the metadata stands in the file, so that it can be read without the pairs. */
export interface DeltaPageSize {
  readonly bytes: number;
  /** The file's last bytes: cells, metadata, and the footer of Parquet with its checksum. Large cells are before them. */
  readonly footer: number;
  /** Of the metadata and its checksum, which end where the footer of Parquet begins; absent where it is in that footer. */
  readonly metadata?: number | undefined;
}

export interface EncodedDeltaPage {
  readonly bytes: Uint8Array;
  readonly size: DeltaPageSize;
}

/** Everything of a page but its pairs. */
export interface DeltaPageHeader extends DeltaPageMetadata {
  readonly size: DeltaPageSize;
  /** The file's last bytes. */
  readonly footer: Uint8Array;
}

/** The cells of a channel in their grid. */
export interface KeptCells {
  readonly grid: CellGrid;
  readonly cells: PairCells;
}

/** Gives the file's bytes in [from, to). */
type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

/** The footer's length and the magic word behind it, its checksum before it. */
const AROUND_FOOTER = 4 + 4 + 4;
const MAGIC_BYTES = 4;
const CRC_BYTES = 4;
/** Cells are read with the metadata, of all channels, since a request takes longer than these bytes do. */
const MOST_BESIDE = 256 * 1024;

/**
 * Equal pages give equal bytes. A page has one channel at least.
 *
 * @param facts of the channels, in their order; without them a reader has to read the pairs
 */
export function encodeDeltaPage(page: DeltaPage, facts: readonly ChannelFacts[] = []): EncodedDeltaPage {
  const parts = new DeltaPageInParts();
  parts.add(page, { from: -Infinity, to: Infinity });
  return parts.finish(facts);
}

/** The same of pages of spans of time, in their order: only encoded pairs are held. */
export class DeltaPageInParts {
  readonly #table = new TableInParts();
  readonly #channels = new Map<string, PairPiece[]>();
  #extent: DeltaPage['extent'] = null;
  #rowGroups = 0;

  add({ extent, channels }: DeltaPage, span: Interval): void {
    // Channels that share their flags share their numbers too: equal arrays are encoded once.
    const numbersOf = oncePer((flags: Uint8Array) => new Float64Array(flags));
    this.#table.add(channels.map((pairs) => columnsOf(pairs, numbersOf)));
    this.#extent = spanning(this.#extent, extent);
    for (const { series, flight, unpaired, conflicts } of channels) {
      const piece = { rowGroup: this.#rowGroups++, pairs: flight.length, span, extent, unpaired, conflicts };
      this.#channels.set(series, [...(this.#channels.get(series) ?? []), piece]);
    }
  }

  /** @param facts and cells of the channels, in their order; channels whose pairs are few have no cells */
  finish(facts: readonly ChannelFacts[], cells: readonly (KeptCells | null)[] = []): EncodedDeltaPage {
    const cellsAt = this.#table.addAside(new Uint8Array(0));
    const channels = Array.from(this.#channels, ([series, pieces], i) => ({
      ...{ series, ...pieces.reduce(addLeftOver, NOTHING_LEFT), facts: finite(facts[i]) },
      cells: this.#keep(cells[i] ?? null),
      pairs: pieces.map(({ pairs }) => pairs),
      ...(pieces.length > 1 && {
        rowGroups: pieces.map(({ rowGroup }) => rowGroup),
        pieces: pieces.map(({ rowGroup: _, pairs: __, ...piece }) => piece),
      }),
    }));
    const metadata = withCrc(Buffer.from(JSON.stringify({ extent: this.#extent, channels })));
    const metadataAt = this.#table.addAside(metadata);
    const bytes = this.#table.finish({ [METADATA_BYTES]: String(metadata.length) });
    const footerAt = metadataAt - cellsAt <= MOST_BESIDE ? cellsAt : metadataAt;
    return {
      bytes,
      size: { bytes: bytes.length, footer: bytes.length - footerAt, metadata: metadata.length },
    };
  }

  #keep(kept: KeptCells | null): CellsPlace | null {
    if (kept === null) return null;
    const bytes = encodeCells(kept.cells);
    const { origin, length } = kept.grid;
    return { origin, length, at: this.#table.addAside(bytes), bytes: bytes.length, crc: crc32(bytes) };
  }
}

function spanning(a: DeltaPage['extent'], b: DeltaPage['extent']): DeltaPage['extent'] {
  if (a === null || b === null) return a ?? b;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** JSON has no infinities; two of the largest doubles differ by one. */
function finite(facts: ChannelFacts | undefined): ChannelFacts | null {
  if (facts === undefined) return null;
  const { mean, head, tail, longest, heaviest } = facts.good?.differences ?? {};
  const excursions = [head, tail, longest, heaviest].flatMap((one) => [one?.worst, one?.dose]);
  const medians = facts.good?.blocks?.map((block) => block.median) ?? [];
  const numbers = [mean, ...excursions, ...medians];
  return numbers.every((value) => value === null || value === undefined || Number.isFinite(value))
    ? facts
    : { ...facts, good: null };
}

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
  const text = Buffer.from(checkedOf('the metadata of the delta page', bytes)).toString();
  return readMetadata(text, (rowGroup) => {
    throw new Error(`the metadata does not say how many pairs row group ${rowGroup} has`);
  });
}

/** Its CRC-32, then the bytes. */
function withCrc(bytes: Uint8Array): Uint8Array {
  const out = Buffer.alloc(CRC_BYTES + bytes.length);
  out.writeUInt32LE(crc32(bytes));
  out.set(bytes, CRC_BYTES);
  return out;
}

/** What `withCrc` was given. Fails with `BadBytes`. */
function checkedOf(where: string, bytes: Uint8Array): Uint8Array {
  const content = bytes.subarray(CRC_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkCrc(where, content, view.getUint32(0, true));
  return content;
}

function columnsOf(pairs: ChannelPairs, numbersOf: (flags: Uint8Array) => Float64Array): TableColumn[] {
  const column = (
    name: string,
    kind: 'timestamp' | 'float64' | 'int32',
    values: Float64Array,
  ): NumberColumn => ({
    name,
    type: { kind },
    values,
    optional: false,
  });
  return [
    column('flightTime', 'timestamp', pairs.flightTimes),
    column('groundTime', 'timestamp', pairs.groundTimes),
    column('flight', 'float64', pairs.flight),
    column('ground', 'float64', pairs.ground),
    column('flightFlags', 'int32', numbersOf(pairs.flightFlags)),
    column('groundFlags', 'int32', numbersOf(pairs.groundFlags)),
  ];
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
