/** Where a range cuts a part of a pair, or the part is damaged: its pieces that are whole, and laid anew what is cut. */
import type { Interval } from '../../domain/timeline/interval.ts';
import { ChannelFactsInParts } from '../../domain/twins/channel-facts.ts';
import { laidSpans } from '../../domain/twins/laid-spans.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { DeltaPage } from '../../formats/delta-page.ts';
import type { Ports } from '../../ports.ts';
import { inputsOf, inputsWithin, layPair, type PairAddress, type PairInputs } from '../pages/lay-pair.ts';
import { differenceRule } from '../pages/lay-part.ts';
import type { PairsToRead } from '../pages/pairs-to-read.ts';
import type { KeptPiece, PairStretch } from '../pages/read-delta-page.ts';

/** A stretch, and the names of what it is read from. */
export interface NamedStretch {
  readonly stretch: PairStretch;
  readonly inputs: readonly string[];
}

/** What lies in some time of the channels of these rules. */
export type LayOver = (inside: Interval) => Promise<NamedStretch>;

/** Some of the kept pieces of a part, and laid anew what the range has of others. */
export async function cutPart(
  pieces: readonly KeptPiece[],
  name: string,
  inside: Interval,
  layOver: LayOver,
): Promise<NamedStretch> {
  const parts: NamedStretch[] = [];
  for (const { span, stretch } of pieces) {
    const own = { from: Math.max(span.from, inside.from), to: Math.min(span.to, inside.to) };
    if (own.from >= own.to) continue;
    const isWhole = own.from === span.from && own.to === span.to;
    parts.push(isWhole ? { stretch, inputs: [name] } : await layOver(own));
  }
  const stretches = parts.map(({ stretch }) => stretch);
  const stretch = {
    extent: extentOf(stretches),
    factsOf: () => null,
    pairsOf: (series: string) => stretches.flatMap((one) => one.pairsOf(series)),
  };
  return { stretch, inputs: [...new Set(parts.flatMap(({ inputs }) => inputs))] };
}

/**
 * The pair side by side over some time. Where that are more pairs than are laid at once they are not held: they are laid
 * again, a channel at a time, whenever they are read.
 *
 * @param all channels of the pair; those of the rules are laid
 */
export async function layStretch(
  ports: Ports,
  at: PairAddress,
  rules: PairRules,
  all: PairRules['channels'],
  inside: Interval,
): Promise<NamedStretch> {
  const inputs = await inputsOf(ports, at, rules, inside);
  const spans = laidSpans({ ...rules, channels: all }, rules.channels, inside, inputs);
  const stretch = await laidStretch(ports, rules, spans, inputs);
  return { stretch, inputs: [...inputs.flight, ...inputs.ground].map(({ key }) => key) };
}

async function laidStretch(
  ports: Ports,
  rules: PairRules,
  spans: readonly Interval[],
  inputs: PairInputs,
): Promise<PairStretch> {
  const { channels } = rules;
  const facts = channels.map((channel) => new ChannelFactsInParts(differenceRule(channel)));
  const layOne = (span: Interval, some: PairRules['channels']): Promise<DeltaPage> =>
    layPair(ports, { ...rules, channels: some }, span, inputsWithin(inputs, rules, span));
  const pages: Pick<DeltaPage, 'extent'>[] = [];
  let whole: DeltaPage | null = null;
  for (const span of spans) {
    const page = await layOne(span, channels);
    for (const [i, pairs] of page.channels.entries()) facts[i]!.add(pairs);
    pages.push({ extent: page.extent });
    if (spans.length === 1) whole = page;
  }
  const finished = new Map(facts.map((one, i) => [channels[i]!.series, one.finish()]));
  return {
    extent: extentOf(pages),
    factsOf: (series) => finished.get(series) ?? null,
    pairsOf: (series) => {
      const some = channels.filter((channel) => channel.series === series);
      const known = finished.get(series);
      if (known === undefined) return [];
      return spans.map((span): PairsToRead => {
        const read = async () => whole ?? (await layOne(span, some));
        return {
          pairs: Math.ceil(known.pairs / spans.length),
          read: async () => (await read()).channels.find((one) => one.series === series)!,
        };
      });
    },
  };
}

/** First and last sample of either unit over all of them; null where there is none. */
export function extentOf(pages: readonly Pick<PairStretch, 'extent'>[]): PairStretch['extent'] {
  const extents = pages.flatMap(({ extent }) => (extent === null ? [] : [extent]));
  if (extents.length === 0) return null;
  return {
    from: Math.min(...extents.map((extent) => extent.from)),
    to: Math.max(...extents.map((extent) => extent.to)),
  };
}
