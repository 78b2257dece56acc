import { describe, expect, it } from 'vitest';
import { bucketNamed } from '../../../../shared/domain/bucket/bucket.ts';
import { MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import { deltaParts } from '../../../../shared/domain/twins/delta-parts.ts';
import { rulesOf } from '../../../support/pair-rules-of.ts';

const daysOf = (channels: number, hertz: number) => {
  const rules = rulesOf(channels, hertz);
  const bucket = bucketNamed('2026-03-01', rules.flightDays);
  const parts = deltaParts(bucket, rules);
  const spans = parts.filter(({ group }) => (group ?? 1) === 1).map(({ span }) => span);
  expect(spans[0]!.from).toBe(bucket.from);
  expect(spans.at(-1)!.to).toBe(bucket.to);
  for (const [i, { from }] of spans.entries()) if (i > 0) expect(from).toBe(spans[i - 1]!.to);
  return (spans[0]!.to - spans[0]!.from) / MICROS_PER_DAY;
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

  it.each([
    ['all of them of 32 channels at 1 Hz', 32, 1, [[null, 32]]],
    [
      'a dozen of 32 channels at 10 Hz',
      32,
      10,
      [
        [1, 13],
        [2, 13],
        [3, 6],
      ],
    ],
    [
      'one of 3 channels at 500 Hz',
      3,
      500,
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ],
    ],
    ['the only one at 1 kHz', 1, 1000, [[null, 1]]],
  ])(
    'have as many channels as give three million pairs, one at the least: %s',
    (_, channels, hertz, expected) => {
      const rules = rulesOf(channels, hertz);
      const parts = deltaParts(bucketNamed('2026-03-01', rules.flightDays), rules);
      const first = parts.filter(({ span }) => span.from === parts[0]!.span.from);
      expect(first.map(({ group, channels: some }) => [group, some.length])).toEqual(expected);
      expect(first.flatMap(({ channels: some }) => some)).toEqual(rules.channels);
      expect(parts).toHaveLength(4 * first.length);
    },
  );
});
