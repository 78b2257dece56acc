import type { Interval } from '../../domain/timeline/interval.ts';
import type { ChannelFacts } from '../../domain/twins/channel-facts.ts';
import type { DeltaPart } from '../../domain/twins/delta-record.ts';
import {
  type DeltaPage,
  type DeltaPageSize,
  type PairPiece,
  readChannelPairs,
  readDeltaPageHeader,
  readDeltaPageSize,
} from '../../formats/delta-page.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import type { PairsToRead } from './pairs-to-read.ts';

/** A stretch of a pair: what its channels come to, and their pairs one channel at a time. */
export interface PairStretch {
  readonly extent: DeltaPage['extent'];
  /** Null where the stretch does not have the channel, or does not say. */
  factsOf(series: string): ChannelFacts | null;
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
export async function readDeltaPage(ports: Ports, { key, version, size }: DeltaPart): Promise<KeptStretch> {
  const read = (from: number, to: number) => ports.archive.readRange({ key, version }, from, to);
  const header = await intact(key, async () => readDeltaPageHeader(read, size ?? (await sizeOf(ports, key))));
  const channelNamed = (name: string) => header.channels.find(({ series }) => series === name) ?? null;
  const pairsOf = (series: string, isWanted: (piece: PairPiece) => boolean): PairsToRead[] => {
    const channel = channelNamed(series);
    if (channel === null) return [];
    const { pieces, facts } = channel;
    return pieces.filter(isWanted).map((piece) => ({
      pairs: facts && Math.ceil(facts.pairs / pieces.length),
      read: () => intact(key, () => readChannelPairs(read, header, channel, piece)),
    }));
  };
  // All channels of a page have the same.
  const pieces = (header.channels[0]?.pieces ?? []).flatMap(({ span, extent }): KeptPiece[] => {
    if (span === null) return [];
    const isThis = (piece: PairPiece) => piece.span?.from === span.from;
    const stretch = { extent, factsOf: () => null, pairsOf: (series: string) => pairsOf(series, isThis) };
    return [{ span, stretch }];
  });
  return {
    extent: header.extent,
    factsOf: (series) => channelNamed(series)?.facts ?? null,
    pairsOf: (series) => pairsOf(series, () => true),
    pieces,
  };
}

/** Of a page that was written before sizes were kept. */
async function sizeOf(ports: Ports, key: string): Promise<DeltaPageSize> {
  const bytes = await ports.archive.size(key);
  if (bytes === null) throw new ObjectMissing(key);
  return readDeltaPageSize((from, to) => ports.archive.readRange(key, from, to), bytes);
}
