import { headKey } from '../../domain/bucket/head.ts';
import type { Key } from '../../domain/kind.ts';

export interface BucketAddress {
  readonly experiment: string;
  readonly generation: number;
  readonly unit: string;
  readonly bucket: string;
}

export const headKeyOf = ({ experiment, generation, unit, bucket }: BucketAddress): Key =>
  headKey(experiment, generation, unit, bucket);
