import type { CountedSegment } from '../archive/spans.ts';
import { spansOf } from '../archive/spans.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { SeriesRule } from '../telemetry/rule.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';

/** Samples of a stretch by the declared rates: a day of 32 channels at 1 Hz is one. */
const MOST_SAMPLES = 3_000_000;
const MINUTES_PER_DAY = 1440;
const SECONDS_PER_MINUTE = 60;

/**
 * The stretches of time that the page of a bucket is built of, in order: parts of a day with at most three million samples
 * by the declared rates, whole minutes. They depend on the definition alone, so that one page comes of the same samples
 * however they came, unless segments hold far more than was declared: such a stretch is halved.
 */
export function stretchesOf(
  bucket: Bucket,
  series: readonly Pick<SeriesRule, 'periodSeconds'>[],
  segments: readonly CountedSegment[],
): Interval[] {
  const length = bucket.to - bucket.from;
  const samples = series.reduce(
    (sum, { periodSeconds }) => sum + length / MICROS_PER_SECOND / periodSeconds,
    0,
  );
  if (samples <= MOST_SAMPLES) return spansOf(bucket, segments);
  const seconds = partOfDay((MOST_SAMPLES / samples) * (length / MICROS_PER_SECOND));
  const step = seconds * MICROS_PER_SECOND;
  return Array.from({ length: Math.round(length / step) }, (_, i) => ({
    from: bucket.from + i * step,
    to: bucket.from + (i + 1) * step,
  })).flatMap((stretch) => spansOf(stretch, segments));
}

/** The longest whole number of minutes that divides a day and is no longer; one minute where none is. */
function partOfDay(atMost: Seconds): Seconds {
  for (let parts = 1; parts < MINUTES_PER_DAY; parts++) {
    const minutes = MINUTES_PER_DAY / parts;
    if (Number.isInteger(minutes) && minutes * SECONDS_PER_MINUTE <= atMost)
      return minutes * SECONDS_PER_MINUTE;
  }
  return SECONDS_PER_MINUTE;
}
