import { describe, expect, it } from 'vitest';
import { bucketNamed } from '../../../../shared/domain/bucket/bucket.ts';
import { MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import { deltaParts } from '../../../../shared/domain/twins/delta-parts.ts';
import { rulesOf } from '../../../support/pair-rules-of.ts';

const daysOf = (channels: number, hertz: number) => {
  const rules = rulesOf(channels, hertz);
  const bucket = bucketNamed('2026-03-01', rules.flightDays);
  const parts = deltaParts(bucket, rules);
  expect(parts[0]!.from).toBe(bucket.from);
  expect(parts.at(-1)!.to).toBe(bucket.to);
  for (const [i, part] of parts.entries()) if (i > 0) expect(part.from).toBe(parts[i - 1]!.to);
  return (parts[0]!.to - parts[0]!.from) / MICROS_PER_DAY;
};

describe('the parts of a bucket', () => {
  it.each([
    ['a pair that says little', 2, 1 / 900, 30],
    ['9,000 pairs a day', 6, 1 / 60, 10],
    ['20,000 pairs a day', 13, 1 / 60, 5],
    ['46,000 pairs a day', 32, 1 / 60, 1],
    ['1 Hz of one channel, in buckets of 30 days', 1, 1, 1],
    ['1 Hz of 32 channels, in buckets of a day', 32, 1, 0.25],
    ['10 Hz of 32 channels', 32, 10, 0.25],
  ])('are as long as their pairs stay few: %s', (_, channels, hertz, days) => {
    expect(daysOf(channels, hertz)).toBe(days);
  });
});
