/** Time cut into spans of which each holds a bounded number of samples: what is read at once. */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';

/** Samples that are read at once, about. A day of 32 channels at 1 Hz is one span, also where it was sent twice. */
export const MOST_READ = 8_000_000;
/** No span is shorter, whatever it holds: a channel has 256 samples of one time at most. */
const SHORTEST = MICROS_PER_SECOND;

export interface CountedSegment {
  /** First and last sample. */
  readonly from: Micros;
  readonly to: Micros;
  /** Taken as none where it is not known: segments of before this was kept are few. */
  readonly samples?: number | undefined;
}

/**
 * Halves the interval until each part holds `most` samples or fewer, if those of each segment are spread evenly. The
 * spans follow one another and cover the interval.
 */
export function spansOf(whole: Interval, segments: readonly CountedSegment[], most = MOST_READ): Interval[] {
  const near = segments.filter(({ from, to }) => to >= whole.from && from < whole.to);
  const length = whole.to - whole.from;
  const samples = near.reduce((sum, segment) => sum + samplesIn(segment, whole), 0);
  if (samples <= most || length < 2 * SHORTEST) return [{ from: whole.from, to: whole.to }];
  const middle = whole.from + Math.floor(length / 2);
  return [
    ...spansOf({ from: whole.from, to: middle }, near, most),
    ...spansOf({ from: middle, to: whole.to }, near, most),
  ];
}

function samplesIn({ from, to, samples = 0 }: CountedSegment, whole: Interval): number {
  const inside = Math.min(to + 1, whole.to) - Math.max(from, whole.from);
  return samples * (inside / (to + 1 - from));
}

/**
 * The spans that all samples of some segments are read in; null stands for all of them at once, where they are few: what
 * is read whole can be kept.
 */
export function spansOfAll(segments: readonly CountedSegment[], most = MOST_READ): (Interval | null)[] {
  if (segments.length === 0) return [];
  const from = segments.reduce((first, segment) => Math.min(first, segment.from), Number.POSITIVE_INFINITY);
  const to = segments.reduce((last, segment) => Math.max(last, segment.to), Number.NEGATIVE_INFINITY) + 1;
  const spans = spansOf({ from, to }, segments, most);
  return spans.length === 1 ? [null] : spans;
}
