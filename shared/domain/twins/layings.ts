/** What of a pair is laid side by side at once: some channels over a span of time, so that few pairs are held. */
import { type CountedSegment, MOST_READ, spansOf } from '../archive/spans.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { MICROS_PER_SECOND } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import type { PairRules } from './pair-rules.ts';

/** Pairs of several channels that are laid at once, by the declared rates: six hours of 32 at 1 Hz are a quarter of it. */
const MOST_PAIRS = 3_000_000;
/** Of a channel alone: beside these, the encoded part and the differences of six hours are held. */
const MOST_OF_ONE = 500_000;

export interface Laying {
  readonly channels: readonly UnitSeries[];
  /** In order of time. */
  readonly spans: readonly Interval[];
}

/** All channels in their order, each in one laying. Where segments hold far more than was declared, spans are halved. */
export function layingsOf(
  rules: Pick<PairRules, 'channels' | 'shiftMicros'>,
  span: Interval,
  {
    flight,
    ground,
  }: { readonly flight: readonly CountedSegment[]; readonly ground: readonly CountedSegment[] },
): Laying[] {
  const seconds = (span.to - span.from) / MICROS_PER_SECOND;
  const segments = [
    ...flight,
    ...ground.map(({ from, to, samples }) => ({
      from: from - rules.shiftMicros,
      to: to - rules.shiftMicros,
      samples,
    })),
  ];
  return channelGroups(rules.channels, MOST_PAIRS / seconds).map((channels) => {
    const most = (MOST_READ * rules.channels.length) / channels.length;
    const mostPairs = channels.length === 1 ? MOST_OF_ONE : MOST_PAIRS;
    const parts = Math.ceil((seconds * perSecond(channels)) / mostPairs);
    return { channels, spans: equalParts(span, parts).flatMap((part) => spansOf(part, segments, most)) };
  });
}

const perSecond = (channels: readonly UnitSeries[]): number =>
  channels.reduce((sum, { period }) => sum + 1 / period, 0);

/** Neighbours together as long as their pairs are few enough. */
function channelGroups(channels: readonly UnitSeries[], mostPerSecond: number): UnitSeries[][] {
  const groups: UnitSeries[][] = [];
  for (const channel of channels) {
    const group = groups.at(-1);
    if (group !== undefined && perSecond([...group, channel]) <= mostPerSecond) group.push(channel);
    else groups.push([channel]);
  }
  return groups;
}

function equalParts({ from, to }: Interval, parts: number): Interval[] {
  const border = (i: number) => from + Math.round(((to - from) * i) / parts);
  return Array.from({ length: parts }, (_, i) => ({ from: border(i), to: border(i + 1) }));
}
