import { Refusal } from '../../domain/refusal.ts';

/** The receipt names every bucket it touches, and an item of the table holds 400 KB. */
const MOST_BUCKETS = 2000;

export function refuseTooManyBuckets(buckets: number): void {
  if (buckets <= MOST_BUCKETS) return;
  throw new Refusal(
    'too-large',
    'downlink.too-many-buckets',
    `the file touches ${buckets} stretches of storage (a day or 30 days of a unit), one downlink at most ${MOST_BUCKETS}: cut it by time into pieces, each with the header`,
  );
}
