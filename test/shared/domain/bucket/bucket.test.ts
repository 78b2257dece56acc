import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BucketDays,
  bucketAt,
  bucketNamed,
  bucketsOver,
} from '../../../../shared/domain/bucket/bucket.ts';
import { MICROS_PER_DAY } from '../../../../shared/domain/time.ts';

const at = (text: string): number => Date.parse(text) * 1000;
const names = (from: string, to: string, days: BucketDays) =>
  [...bucketsOver(at(from), at(to), days)].map(({ name }) => name);

const anyDays = fc.constantFrom<BucketDays>(1, 30);
/** 1960 to 2100, to the microsecond. */
const anyInstant = fc.integer({ min: at('1960-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });

describe('a bucket', () => {
  it('of one day begins and ends at midnight UTC', () => {
    const day = { name: '2026-03-01', from: at('2026-03-01T00:00:00Z'), to: at('2026-03-02T00:00:00Z') };
    expect(bucketAt(day.from, 1)).toEqual(day);
    expect(bucketAt(day.to - 1, 1)).toEqual(day);
    expect(bucketAt(day.to, 1).name).toBe('2026-03-02');
  });

  it('of thirty days is counted from the epoch, not from the month or the experiment', () => {
    expect(bucketAt(0, 30)).toEqual({ name: '1970-01-01', from: 0, to: 30 * MICROS_PER_DAY });
    expect(bucketAt(at('2014-09-20T03:59:00Z'), 30).name).toBe('2014-09-07');
    expect(bucketAt(at('2014-10-07T00:00:00Z') - 1, 30).name).toBe('2014-09-07');
    expect(bucketAt(at('2014-10-07T00:00:00Z'), 30).name).toBe('2014-10-07');
  });

  it('before the epoch is as any other', () => {
    expect(bucketAt(-1, 1)).toEqual({ name: '1969-12-31', from: -MICROS_PER_DAY, to: 0 });
    expect(bucketAt(-1, 30).name).toBe('1969-12-02');
  });

  it('holds its instant, is found by its name, and its name sorts as time does', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, anyDays, (one, other, days) => {
        const bucket = bucketAt(one, days);
        expect(bucket.from <= one && one < bucket.to).toBe(true);
        expect(bucket.to - bucket.from).toBe(days * MICROS_PER_DAY);
        expect(bucketNamed(bucket.name, days)).toEqual(bucket);
        const later = bucketAt(other, days);
        expect(Math.sign(later.from - bucket.from)).toBe(
          Number(later.name > bucket.name) - Number(later.name < bucket.name),
        );
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('is not found by what is no date', () => {
    for (const name of ['', 'monday', '2014-13-01', '2014-09-07T00:00:00Z']) {
      expect(() => bucketNamed(name, 1), name).toThrow(
        /a bucket is named by its first day \(2014-09-04\), not/,
      );
    }
  });
});

describe('the buckets over a range', () => {
  it('are all that [from, to) touches, in order', () => {
    expect(names('2026-03-01T23:00:00Z', '2026-03-03T01:00:00Z', 1)).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
    ]);
    expect(names('2014-09-20T00:00:00Z', '2014-11-06T00:00:00Z', 30)).toEqual(['2014-09-07', '2014-10-07']);
  });

  it('leave out the one that only begins where the range ends', () => {
    expect(names('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', 1)).toEqual(['2026-03-01']);
  });

  it('are none of a range that ends before it begins', () => {
    expect(names('2026-03-03T00:00:00Z', '2026-03-01T00:00:00Z', 1)).toEqual([]);
  });

  it('cover it without gap or overlap', () => {
    fc.assert(
      fc.property(
        anyInstant,
        fc.integer({ min: 1, max: 200 * MICROS_PER_DAY }),
        anyDays,
        (from, length, days) => {
          const buckets = [...bucketsOver(from, from + length, days)];
          expect(buckets[0]!.from).toBeLessThanOrEqual(from);
          expect(buckets.at(-1)!.from).toBeLessThan(from + length);
          expect(buckets.at(-1)!.to).toBeGreaterThanOrEqual(from + length);
          for (const [i, { from: begin }] of buckets.slice(1).entries()) expect(begin).toBe(buckets[i]!.to);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });
});
