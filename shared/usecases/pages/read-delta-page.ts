import { LruCache } from '../../domain/lru-cache.ts';
import { once } from '../../domain/once-per.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { ChannelFacts } from '../../domain/twins/channel-facts.ts';
import type { LeftOver } from '../../domain/twins/channel-pairs.ts';
import type { DeltaPart } from '../../domain/twins/delta-record.ts';
import type { DeltaPage, DeltaPageSize, KeptCells } from '../../formats/delta-page.ts';
import type { ChannelHeader, PairPiece } from '../../formats/delta-page-metadata.ts';
import {
  type DeltaPageHeader,
  openPairs,
  readCells,
  readChannelPairs,
  readDeltaPageHeader,
  readDeltaPageSize,
} from '../../formats/delta-page-reading.ts';
import { ObjectMissing, type ObjectStore, type Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import type { PairsToRead } from './pairs-to-read.ts';

/** A stretch of a pair: what its channels come to, and their pairs one channel at a time. */
export interface PairStretch {
  /** Of the very pairs that it has; null where nothing names them. */
  readonly name: string | null;
  readonly extent: DeltaPage['extent'];
  /** Null where the stretch does not have the channel, or does not say. */
  factsOf(series: string): ChannelFacts | null;
  /** What is in no pair; null where the stretch does not have the channel. */
  leftOverOf(series: string): LeftOver | null;
  /** Null where the stretch keeps no cells of the channel. */
  cellsOf(series: string): Promise<KeptCells | null>;
  /** In order of time; none where the stretch does not have the channel. What found no partner is that of each. */
  pairsOf(series: string): readonly PairsToRead[];
}

/** A stretch whose pairs are kept. */
export interface KeptStretch extends PairStretch {
  /** Spans of it that can be read alone, in order of time; none where it is read at once. */
  readonly pieces: readonly KeptPiece[];
}

export interface KeptPiece {
  readonly span: Interval;
  readonly stretch: PairStretch;
}

/** A delta page, of which only what the channels come to is read at once. Its reads fail with `Damaged`. */
export async function readDeltaPage(ports: Ports, part: DeltaPart): Promise<KeptStretch> {
  const { key, version } = part;
  const name = `${key} ${part.digest}`;
  const read = (from: number, to: number) => ports.archive.readRange({ key, version }, from, to);
  const header = await headersOf(ports.archive).getOrRead(name, () =>
    intact(key, async () =>
      keptHeader(await readDeltaPageHeader(read, part.size ?? (await sizeOf(ports, key)))),
    ),
  );
  // Of all channels and their pieces: a footer of many row groups takes longer to read than the pairs of one.
  const pairsOnce = once(() => intact(key, async () => openPairs(header)));
  const pairsOf = (series: string, isWanted: (piece: PairPiece) => boolean): PairsToRead[] => {
    const channel = header.channels.get(series);
    if (channel === undefined) return [];
    return channel.pieces.filter(isWanted).map((piece) => ({
      pairs: piece.pairs,
      read: async () => {
        const page = await pairsOnce();
        return intact(key, () => readChannelPairs(read, page, channel, piece));
      },
    }));
  };
  const cellsOf = async (series: string) => {
    const place = header.channels.get(series)?.cells ?? null;
    if (place === null) return null;
    return intact(key, () => readCells(read, header, place));
  };
  return {
    name,
    extent: header.extent,
    factsOf: (series) => header.channels.get(series)?.facts ?? null,
    leftOverOf: (series) => header.channels.get(series) ?? null,
    cellsOf,
    pairsOf: (series) => pairsOf(series, () => true),
    pieces: piecesOf(name, header, pairsOf),
  };
}

function piecesOf(
  name: string,
  { channels }: KeptHeader,
  pairsOf: (series: string, isWanted: (piece: PairPiece) => boolean) => PairsToRead[],
): KeptPiece[] {
  // All channels of a page have the same.
  const [first] = channels.values();
  return (first?.pieces ?? []).flatMap(({ span, extent }): KeptPiece[] => {
    if (span === null) return [];
    const isThis = (piece: PairPiece) => piece.span?.from === span.from;
    const stretch: PairStretch = {
      name: `${name} ${span.from}`,
      extent,
      factsOf: () => null,
      leftOverOf: (series) => channels.get(series)?.pieces.find(isThis) ?? null,
      cellsOf: async () => null,
      pairsOf: (series) => pairsOf(series, isThis),
    };
    return [{ span, stretch }];
  });
}

interface KeptHeader extends Pick<DeltaPageHeader, 'extent' | 'size' | 'footer'> {
  readonly channels: ReadonlyMap<string, ChannelHeader>;
}

const keptHeader = ({ channels, ...rest }: DeltaPageHeader): KeptHeader => ({
  ...rest,
  channels: new Map(channels.map((one) => [one.series, one])),
});

/** Bytes as they are written: 90 days of 32 channels at 1 Hz, with their cells. */
const MOST_HEADERS = 72 * 1024 * 1024;
/** What pages say is asked for with every question over their time, and never changes: the digest names it. */
const headersBy = new WeakMap<ObjectStore, LruCache<KeptHeader>>();

function headersOf(archive: ObjectStore): LruCache<KeptHeader> {
  const known = headersBy.get(archive);
  if (known !== undefined) return known;
  const headers = new LruCache<KeptHeader>(MOST_HEADERS, ({ size }) => size.footer);
  headersBy.set(archive, headers);
  return headers;
}

/** Of a page that was written before sizes were kept. */
async function sizeOf(ports: Ports, key: string): Promise<DeltaPageSize> {
  const bytes = await ports.archive.size(key);
  if (bytes === null) throw new ObjectMissing(key);
  return readDeltaPageSize((from, to) => ports.archive.readRange(key, from, to), bytes);
}
