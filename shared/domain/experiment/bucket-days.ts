import type { BucketDays } from '../bucket/bucket.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { unitSeries } from './lookups.ts';

const SECONDS_PER_DAY = 86_400;
/** Samples a day from which on a unit is kept a day at a time (docs/design.md#buckets). */
const MANY_SAMPLES = 100_000;

/**
 * Length of a unit's buckets: one day where the declared rates of all its series give 100,000 samples a day or more,
 * else 30 days. Fails with `unit.unknown`.
 */
export function bucketDaysOf(index: DefinitionIndex, unit: string): BucketDays {
  const samples = unitSeries(index, unit).reduce((sum, { period }) => sum + SECONDS_PER_DAY / period, 0);
  return samples >= MANY_SAMPLES ? 1 : 30;
}
