/** A stretch of a pair that is no whole part: laid side by side from the segments, and remembered without its pairs. */
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { once } from '../../domain/once-per.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { ChannelFactsInParts } from '../../domain/twins/channel-facts.ts';
import { addLeftOver, type LeftOver } from '../../domain/twins/channel-pairs.ts';
import { laidSpans } from '../../domain/twins/laid-spans.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { DeltaPage } from '../../formats/delta-page.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { inputsOf, inputsWithin, layPair, rangesOf } from '../pages/lay-pair.ts';
import { basisOf, differenceRule } from '../pages/lay-part.ts';
import type { PairsToRead } from '../pages/pairs-to-read.ts';
import type { PairStretch } from '../pages/read-delta-page.ts';
import { extentOf, type NamedStretch } from './cut-part.ts';

export type PairOfExperiment = Pick<LoadedExperiment, 'experiment' | 'generation' | 'revision' | 'sha256'>;

/** Of a span, with how many pairs each channel has. */
interface LaidPage extends Pick<DeltaPage, 'extent'> {
  readonly pairs: ReadonlyMap<string, number>;
}

/** What was laid, without its pairs: a phase cuts a part where it begins, and is asked for again with every question. */
interface Laid {
  readonly name: string;
  readonly spans: readonly Interval[];
  readonly pages: readonly LaidPage[];
  readonly facts: ReadonlyMap<string, ReturnType<ChannelFactsInParts['finish']>>;
  readonly leftOver: ReadonlyMap<string, LeftOver>;
  readonly inputs: readonly string[];
}

const MOST_LAID = 500;
const recent = new LruCache<Laid>(MOST_LAID, () => 1);

/**
 * The pair side by side over some time. Where that are more pairs than are laid at once they are not held: they are laid
 * again, a channel at a time, whenever they are read.
 *
 * @param all channels of the pair; those of the rules are laid
 */
export async function layStretch(
  ports: Ports,
  at: PairOfExperiment,
  rules: PairRules,
  all: PairRules['channels'],
  inside: Interval,
  heads: readonly HeadRecord[],
): Promise<NamedStretch> {
  const inputsOnce = once(() => inputsOf(ports, at, rules, inside));
  let whole: DeltaPage | null = null;
  const layOne = async (span: Interval, some: PairRules['channels']): Promise<DeltaPage> =>
    layPair(ports, { ...rules, channels: some }, span, inputsWithin(await inputsOnce(), rules, span));
  const lay = async (): Promise<Laid> => {
    const inputs = await inputsOnce();
    const spans = laidSpans({ ...rules, channels: all }, rules.channels, inside, inputs);
    const laying = new Laying(rules);
    for (const span of spans) {
      const page = await layOne(span, rules.channels);
      laying.add(page);
      if (spans.length === 1) whole = page;
    }
    const name = `${at.experiment} ${at.generation} ${rules.pair.id} ${basisOf(rules, inside, inputs)}`;
    const segments = [...inputs.flight, ...inputs.ground].map(({ key }) => key);
    return { name, spans, ...laying.finish(), inputs: segments };
  };
  const named = namedLaying(at, rules, inside, heads);
  const laid = await (named === null ? lay() : recent.getOrRead(named, lay));
  const pairsOf = (series: string): PairsToRead[] => {
    const some = rules.channels.filter((channel) => channel.series === series);
    return laid.spans.flatMap((span, i): PairsToRead[] => {
      const pairs = laid.pages[i]!.pairs.get(series);
      if (pairs === undefined) return [];
      const page = async () => whole ?? (await layOne(span, some));
      return [{ pairs, read: async () => (await page()).channels.find((one) => one.series === series)! }];
    });
  };
  return { stretch: stretchOf(laid, pairsOf), inputs: laid.inputs };
}

function stretchOf({ name, pages, facts, leftOver }: Laid, pairsOf: PairStretch['pairsOf']): PairStretch {
  return {
    name,
    extent: extentOf(pages),
    factsOf: (series) => facts.get(series) ?? null,
    leftOverOf: (series) => leftOver.get(series) ?? null,
    cellsOf: async () => null,
    pairsOf,
  };
}

/** What the channels come to, of pages of spans in their order. */
class Laying {
  readonly #facts: ReadonlyMap<string, ChannelFactsInParts>;
  readonly #leftOver = new Map<string, LeftOver>();
  readonly #pages: LaidPage[] = [];

  constructor({ channels }: PairRules) {
    this.#facts = new Map(
      channels.map((one) => [one.series, new ChannelFactsInParts(differenceRule(one), 'ENVIRONMENT')]),
    );
  }

  add({ extent, channels }: DeltaPage): void {
    const counts = channels.map(({ series, flight }): [string, number] => [series, flight.length]);
    this.#pages.push({ extent, pairs: new Map(counts) });
    for (const pairs of channels) {
      const { series, unpaired, conflicts } = pairs;
      this.#facts.get(series)?.add(pairs);
      const before = this.#leftOver.get(series);
      const own = { unpaired, conflicts };
      this.#leftOver.set(series, before === undefined ? own : addLeftOver(before, own));
    }
  }

  finish(): Pick<Laid, 'pages' | 'facts' | 'leftOver'> {
    const facts = new Map(Array.from(this.#facts, ([series, one]) => [series, one.finish()]));
    return { pages: this.#pages, facts, leftOver: this.#leftOver };
  }
}

/** Of all that decides it. Null where it depends on a receipt, which may change from one question to the next. */
function namedLaying(
  { experiment, generation, revision, sha256 }: PairOfExperiment,
  rules: PairRules,
  inside: Interval,
  heads: readonly HeadRecord[],
): string | null {
  const { flight, ground } = rangesOf(rules, inside);
  const reached = heads.filter(({ unit, bucket }) => {
    const isFlight = unit === rules.pair.flight;
    const span = bucketNamed(bucket, isFlight ? rules.flightDays : rules.groundDays);
    const range = isFlight ? flight : ground;
    return span.to > range.from && span.from < range.to;
  });
  const entries = reached.flatMap((head) => head.entries.map((entry) => ({ unit: head.unit, ...entry })));
  if (entries.some(({ visible }) => !visible)) return null;
  const channels = rules.channels.map(({ series }) => series);
  const { pair, shiftMicros, referenceAt } = rules;
  const known = [experiment, generation, revision, sha256, pair.id, shiftMicros, referenceAt];
  return digestOf([known, channels, inside.from, inside.to, entries]);
}
