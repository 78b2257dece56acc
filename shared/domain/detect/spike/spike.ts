/**
 * SPIKE (docs/design.md#spike): one to three consecutive samples far from the usual of the fifteen before the first of
 * them, and the next one back within. Whether a sample begins one depends on the eighteen samples before it and the
 * three after it only, so that a page decides all but those at its ends.
 */
import * as z from 'zod';
import { microsOf } from '../../telemetry/rule.ts';
import { MICROS_PER_DAY, type Micros, type Seconds } from '../../time.ts';
import { covers, type Interval } from '../../timeline/interval.ts';
import { MOST_A_DAY } from './most-a-day.ts';
import { BEFORE, leastSpreadOf, MIDDLE, SortedBefore, spreadOf } from './sorted-before.ts';

/** More samples far off are a step, or an excursion that lasts. */
const MOST_SAMPLES = 3;
/** Samples that are far off are so by more than as many robust deviations. */
export const DEVIATIONS = 7;
/** A robust deviation is at least as many steps of the resolution: rounding is no news. */
export const LEAST_STEPS = 2;
/** 1/Φ⁻¹(3/4): makes the median absolute deviation of normal noise its standard deviation. */
const MAD_TO_SIGMA = 1.4826;
/** A sample that lies as far off as is usual, but for rounding, is not far. */
const ROUNDING = 1e-9;
/** No window reaches across an interval longer than this. */
const LONGEST_INTERVAL_PERIODS = 3;

/** Samples before one that decide whether it begins a spike: what is usual, and whether an earlier spike shares it. */
const DECIDING = BEFORE + MOST_SAMPLES;
/** Samples at a page's end that the next page's decisions rest on, and at its beginning that wait for the page before. */
const AT_ENDS = DECIDING + MOST_SAMPLES;

/** How far before a page a spike may begin that the page decides. */
export function spikeReach(periodSeconds: Seconds): Micros {
  return AT_ENDS * LONGEST_INTERVAL_PERIODS * microsOf(periodSeconds);
}

export const samplesSchema = z.object({ times: z.array(z.number()), values: z.array(z.number()) });
type Samples = z.infer<typeof samplesSchema>;

/** Samples of one series in order of time. */
export interface Sampled {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export const spikeSchema = z.object({
  /** First and last sample far off, µs. */
  from: z.number(),
  to: z.number(),
  samples: z.number(),
  /** The value farthest off. */
  value: z.number(),
  /** Median and robust deviation of the samples before. */
  median: z.number(),
  deviation: z.number(),
});
export type Spike = z.infer<typeof spikeSchema>;

export const spikeFactsSchema = z.object({
  spikes: z.array(spikeSchema),
  head: samplesSchema,
  tail: samplesSchema,
});
export type SpikeFacts = z.infer<typeof spikeFactsSchema>;

/** Between two pages: the last samples, and how many spikes of the newest day were listed. */
export const spikeStateSchema = samplesSchema.extend({ day: z.number().nullable(), count: z.number() });
export type SpikeState = z.infer<typeof spikeStateSchema>;

export const SPIKE_START: SpikeState = { times: [], values: [], day: null, count: 0 };

/** A spike, and which of its UTC day it is, counted from 1. */
export interface ListedSpike extends Spike {
  readonly ofDay: number;
}

export interface SpikeRule {
  /** Disjoint, ascending; no spike that begins in one of them is told. */
  readonly settling: readonly Interval[];
  /** The smallest step that the series can show. */
  readonly resolution: number;
  readonly periodSeconds: Seconds;
}

/** What one bucket knows: the spikes that it decides by itself, and its ends for those that it does not. */
export function spikeFactsOf(samples: Sampled, rule: SpikeRule): SpikeFacts {
  const { length } = samples.times;
  return {
    spikes: listedOf(
      spikesIn(samples, DECIDING, length, rule).map(({ spike }) => spike),
      SPIKE_START,
      rule,
    ),
    head: part(samples, 0, AT_ENDS),
    tail: part(samples, length - AT_ENDS, length),
  };
}

/** Takes the facts of the next page in: the state afterwards, and the spikes that are now decided. */
export function foldSpikes(
  before: SpikeState,
  facts: SpikeFacts,
  rule: SpikeRule,
): { state: SpikeState; spikes: ListedSpike[] } {
  const joined = behind(before, facts.head);
  const known = before.times.length;
  // Those that begin so near to the page's own beginning that it could not decide them, or before it and end in it.
  const end = Math.min(known + DECIDING, joined.times.length);
  const newlyDecided = spikesIn(joined, known - MOST_SAMPLES, end, rule).filter(({ next }) => next >= known);
  const spikes = listedOf([...newlyDecided.map(({ spike }) => spike), ...facts.spikes], before, rule);
  const newest = spikes.at(-1);
  const days = newest === undefined ? before : { day: dayOf(newest), count: newest.ofDay };
  const tail = behind(before, facts.tail);
  const kept = part(tail, tail.times.length - AT_ENDS, tail.times.length);
  return { state: { ...kept, day: days.day, count: days.count }, spikes };
}

/** The first of each UTC day, after those that were listed before; in order of time. */
function listedOf(
  spikes: readonly Spike[],
  { day, count }: Pick<SpikeState, 'day' | 'count'>,
  { settling }: Pick<SpikeRule, 'settling'>,
): ListedSpike[] {
  const listed: ListedSpike[] = [];
  let [today, ofDay] = [day, count];
  for (const spike of spikes) {
    if (covers(settling, spike.from)) continue;
    if (dayOf(spike) !== today) [today, ofDay] = [dayOf(spike), 0];
    if (ofDay === MOST_A_DAY) continue;
    ofDay += 1;
    listed.push({ ...spike, ofDay });
  }
  return listed;
}

function dayOf({ from }: Spike): number {
  return Math.floor(from / MICROS_PER_DAY);
}

interface Decided {
  readonly spike: Spike;
  readonly first: number;
  /** The sample that decided it: the first one back within. */
  readonly next: number;
}

/** The spikes whose first sample has an index in [begin, end) and that the samples decide. */
function spikesIn(samples: Sampled, begin: number, end: number, rule: SpikeRule): Decided[] {
  const found: Decided[] = [];
  const least = DEVIATIONS * LEAST_STEPS * rule.resolution;
  const before = new SortedBefore(samples.values);
  // Among noise the quick way leads nowhere: it is tried again after a sample that it would have seen through.
  let isNoisy = false;
  // Those around are decided too: each takes the place of one here, or gives it up.
  const last = Math.min(end + MOST_SAMPLES, samples.times.length);
  for (let first = Math.max(BEFORE, begin - MOST_SAMPLES); first < last; first++) {
    if (!isNoisy && isNearToMost(samples.values, first, least)) continue;
    const ascending = before.of(first);
    isNoisy = Math.abs(samples.values[first]! - ascending[MIDDLE]!) > least;
    const decided = spikeFrom(samples, first, rule, ascending);
    if (decided !== null) found.push(decided);
  }
  return found.filter((one, i) => {
    const around = found.slice(Math.max(0, i - MOST_SAMPLES), i + MOST_SAMPLES + 1);
    return one.first >= begin && one.first < end && !around.some((other) => supersedes(other, one));
  });
}

/**
 * A spike's own samples spread the window of those after it, so that one of them may seem to begin another. Of spikes
 * that share samples the one that was decided first stands: what is told is never taken back.
 */
function supersedes(a: Decided, b: Decided): boolean {
  const isEarlier = a.next < b.next || (a.next === b.next && a.first < b.first);
  return isEarlier && a.next > b.first;
}

/** The spike that begins with this sample; null where none does, or the samples do not decide it. */
function spikeFrom(
  { times, values }: Sampled,
  first: number,
  rule: SpikeRule,
  ascending: Float64Array,
): Decided | null {
  const median = ascending[MIDDLE]!;
  const away = Math.abs(values[first]! - median);
  if (away <= DEVIATIONS * MAD_TO_SIGMA * leastSpreadOf(ascending)) return null;
  const deviation = Math.max(MAD_TO_SIGMA * spreadOf(ascending), LEAST_STEPS * rule.resolution);
  const farFrom = DEVIATIONS * deviation * (1 + ROUNDING);
  if (away <= farFrom) return null;
  if (Math.abs(values[first - 1]! - median) > farFrom) return null;
  let next = first + 1;
  const end = Math.min(first + MOST_SAMPLES + 1, times.length);
  while (next < end && Math.abs(values[next]! - median) > farFrom) next++;
  if (next === end) return null;
  const longest = LONGEST_INTERVAL_PERIODS * microsOf(rule.periodSeconds);
  if (!isUnbroken(times, first - BEFORE, next, longest)) return null;
  return { spike: spikeOf({ times, values }, first, next, { median, deviation }), first, next };
}

/**
 * Whether the sample cannot be far off: above the median it would lie farther than `least` above eight of the fifteen
 * at least, and so above one of any eight of them; likewise below. Most samples end here, and of noisier series most
 * end with the count of all fifteen, which takes no order either.
 */
function isNearToMost(values: ArrayLike<number>, at: number, least: number): boolean {
  return isNearToLast(values, at, least) || isAmongMost(values, at, least);
}

function isNearToLast(values: ArrayLike<number>, at: number, least: number): boolean {
  const value = values[at]!;
  for (let i = at - 1; i >= at - MIDDLE - 1; i--) if (Math.abs(value - values[i]!) > least) return false;
  return true;
}

/** Whether eight of the fifteen at least do not lie farther than `least` below it, and eight not farther above. */
function isAmongMost(values: ArrayLike<number>, at: number, least: number): boolean {
  const value = values[at]!;
  let farBelow = 0;
  let farAbove = 0;
  for (let i = at - 1; i >= at - BEFORE; i--) {
    const above = value - values[i]!;
    farBelow += Number(above > least);
    farAbove += Number(above < -least);
  }
  return farBelow <= MIDDLE && farAbove <= MIDDLE;
}

function isUnbroken(times: ArrayLike<number>, begin: number, last: number, longest: number): boolean {
  for (let i = begin + 1; i <= last; i++) if (times[i]! - times[i - 1]! > longest) return false;
  return true;
}

function spikeOf(
  { times, values }: Sampled,
  first: number,
  next: number,
  usual: Pick<Spike, 'median' | 'deviation'>,
): Spike {
  let farthest = values[first]!;
  for (let i = first + 1; i < next; i++) {
    if (Math.abs(values[i]! - usual.median) > Math.abs(farthest - usual.median)) farthest = values[i]!;
  }
  return {
    from: times[first]!,
    to: times[next - 1]!,
    samples: next - first,
    value: farthest,
    ...usual,
  };
}

function part({ times, values }: Sampled, begin: number, end: number): Samples {
  const from = Math.max(0, begin);
  const indices = Array.from({ length: Math.min(end, times.length) - from }, (_, i) => from + i);
  return { times: indices.map((i) => times[i]!), values: indices.map((i) => values[i]!) };
}

function behind(a: Samples, b: Samples): Samples {
  return { times: [...a.times, ...b.times], values: [...a.values, ...b.values] };
}
