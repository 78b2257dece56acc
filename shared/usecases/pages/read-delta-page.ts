import type { ChannelFacts } from '../../domain/twins/channel-facts.ts';
import type { ChannelPairs } from '../../domain/twins/channel-pairs.ts';
import type { DeltaPart } from '../../domain/twins/delta-record.ts';
import {
  type DeltaPage,
  type DeltaPageSize,
  readChannelPairs,
  readDeltaPageHeader,
  readDeltaPageSize,
} from '../../formats/delta-page.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';

/** A stretch of a pair: what its channels come to, and their pairs one channel at a time. */
export interface PairStretch {
  readonly extent: DeltaPage['extent'];
  /** Null where the stretch does not have the channel, or does not say. */
  factsOf(series: string): ChannelFacts | null;
  /** Null where the stretch does not have the channel. */
  pairsOf(series: string): Promise<ChannelPairs | null>;
}

/** A stretch whose pairs are kept. */
export interface KeptStretch extends PairStretch {
  /** Those of `pairsOf` some at a time, in order of time, so that six hours at a high rate are not held at once. */
  pairsInParts(series: string): AsyncIterable<ChannelPairs>;
}

/** A delta page, of which only what the channels come to is read at once. Its reads fail with `Damaged`. */
export async function readDeltaPage(ports: Ports, { key, version, size }: DeltaPart): Promise<KeptStretch> {
  const read = (from: number, to: number) => ports.archive.readRange({ key, version }, from, to);
  const header = await intact(key, async () => readDeltaPageHeader(read, size ?? (await sizeOf(ports, key))));
  const channelNamed = (series: string) => header.channels.find((channel) => channel.series === series);
  const pairsOf = (series: string, rowGroups?: readonly number[]) =>
    intact(key, () => readChannelPairs(read, header, series, rowGroups));
  return {
    extent: header.extent,
    factsOf: (series) => channelNamed(series)?.facts ?? null,
    pairsOf: (series) => pairsOf(series),
    pairsInParts: async function* (series) {
      for (const rowGroup of channelNamed(series)?.rowGroups ?? []) {
        const pairs = await pairsOf(series, [rowGroup]);
        if (pairs !== null) yield pairs;
      }
    },
  };
}

/** Of a page that was written before sizes were kept. */
async function sizeOf(ports: Ports, key: string): Promise<DeltaPageSize> {
  const bytes = await ports.archive.size(key);
  if (bytes === null) throw new ObjectMissing(key);
  return readDeltaPageSize((from, to) => ports.archive.readRange(key, from, to), bytes);
}
