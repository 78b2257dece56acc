/** What of a pair is laid side by side at once: some channels over a span of time, so that few pairs are held. */
import { type CountedSegment, MOST_READ, spansOf } from '../archive/spans.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { MICROS_PER_SECOND } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import type { PairRules } from './pair-rules.ts';

/** Pairs of several channels that are laid at once, by the declared rates: six hours of 32 at 1 Hz are a quarter of it. */
export const MOST_TOGETHER = 3_000_000;
/** Of a channel alone: beside these, the encoded part and the differences of six hours are held. */
const MOST_OF_ONE = 500_000;

/** The segments of both units, each on its own axis, with all channels that the pair has. */
interface LaidSegments {
  readonly flight: readonly CountedSegment[];
  readonly ground: readonly CountedSegment[];
}

/**
 * The spans, in order of time, in which some channels of the pair are laid side by side over `whole`. Where segments hold
 * far more than was declared, spans are halved.
 */
export function laidSpans(
  { channels: all, shiftMicros }: Pick<PairRules, 'channels' | 'shiftMicros'>,
  channels: readonly UnitSeries[],
  whole: Interval,
  { flight, ground }: LaidSegments,
): Interval[] {
  const onFlight = ({ from, to, samples }: CountedSegment) => ({
    ...{ from: from - shiftMicros, to: to - shiftMicros },
    samples,
  });
  const segments = [...flight, ...ground.map(onFlight)];
  const mostRead = (MOST_READ * all.length) / channels.length;
  const seconds = (whole.to - whole.from) / MICROS_PER_SECOND;
  const most = channels.length === 1 ? MOST_OF_ONE : MOST_TOGETHER;
  const parts = Math.ceil((seconds * pairsPerSecond(channels)) / most);
  return equalParts(whole, parts).flatMap((part) => spansOf(part, segments, mostRead));
}

/** By the declared periods. */
export const pairsPerSecond = (channels: readonly UnitSeries[]): number =>
  channels.reduce((sum, { period }) => sum + 1 / period, 0);

function equalParts({ from, to }: Interval, parts: number): Interval[] {
  const border = (i: number) => from + Math.round(((to - from) * i) / parts);
  return Array.from({ length: parts }, (_, i) => ({ from: border(i), to: border(i + 1) }));
}
