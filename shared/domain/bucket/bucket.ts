/**
 * A bucket is the unit of storage and recomputation of one unit: one UTC day or 30 days, both counted from the
 * epoch. It is named by the date it begins on (`2014-09-04`), so that names sort as time does.
 */
import { MICROS_PER_DAY, type Micros } from '../time.ts';

export type BucketDays = 1 | 30;

export interface Bucket {
  readonly name: string;
  /** Inclusive. */
  readonly from: Micros;
  /** Exclusive. */
  readonly to: Micros;
}

export function bucketAt(at: Micros, days: BucketDays): Bucket {
  const span = days * MICROS_PER_DAY;
  const from = Math.floor(at / span) * span;
  return { name: new Date(from / 1000).toISOString().slice(0, 10), from, to: from + span };
}

/** The bucket of that name. Fails where the name is no date. */
export function bucketNamed(name: string, days: BucketDays): Bucket {
  const millis = Date.parse(`${name}T00:00:00Z`);
  if (Number.isNaN(millis))
    throw new RangeError(`a bucket is named by its first day (2014-09-04), not "${name}"`);
  return bucketAt(millis * 1000, days);
}

/** Buckets that [from, to) touches, in order; none where it is empty. */
export function* bucketsOver(from: Micros, to: Micros, days: BucketDays): Generator<Bucket> {
  if (!(from < to)) return;
  for (let bucket = bucketAt(from, days); bucket.from < to; bucket = bucketAt(bucket.to, days)) yield bucket;
}
