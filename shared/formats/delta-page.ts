/**
 * A delta page as a Parquet file: a row group a channel, or several spans of a channel with very many pairs, a row a pair.
 * What found no partner, and what each channel comes to, is in the metadata, so that a channel can be read, or only
 * judged, without the others. It is read by `delta-page-reading.ts`.
 */
import { crc32 } from 'node:zlib';
import { oncePer } from '../domain/once-per.ts';
import type { Micros } from '../domain/time.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import type { CellGrid } from '../domain/twins/cell-grid.ts';
import type { ChannelFacts } from '../domain/twins/channel-facts.ts';
import { addLeftOver, type ChannelPairs, NOTHING_LEFT } from '../domain/twins/channel-pairs.ts';
import type { PairCells } from '../domain/twins/pair-cells.ts';
import { encodeCells } from './cell-bytes.ts';
import { withCrc } from './checked/checksum.ts';
import { type CellsPlace, METADATA_BYTES, type PairPiece } from './delta-page-metadata.ts';
import type { NumberColumn, TableColumn } from './parquet/column.ts';
import { TableInParts } from './parquet/table.ts';

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

/** The cells of a channel in their grid. */
export interface KeptCells {
  readonly grid: CellGrid;
  readonly cells: PairCells;
}

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
