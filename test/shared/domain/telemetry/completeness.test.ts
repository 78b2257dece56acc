import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completenessOf, receptionOf } from '../../../../shared/domain/telemetry/completeness.ts';

const seconds = (...times: number[]) => Float64Array.from(times, (t) => t * 1e6);

function completeness(periodSeconds: number, ...buckets: Float64Array[]) {
  const receptions = buckets.map((times) => receptionOf(times, periodSeconds)).filter((one) => one !== null);
  return completenessOf(receptions, periodSeconds);
}

describe('completeness', () => {
  it('expects what a steady period would have brought between the samples', () => {
    expect(completeness(10, seconds(0, 10, 20, 40, 50))).toEqual({
      received: 5,
      expected: 6,
      completeness: 5 / 6,
      gaps: [],
    });
  });

  it('calls an interval a gap only beyond three periods', () => {
    expect(completeness(10, seconds(0, 30, 60.000001)).gaps).toEqual([
      { from: 30e6, to: 60_000_001, expected: 2 },
    ]);
  });

  it('counts short intervals too, so that jitter cancels', () => {
    expect(completeness(10, seconds(0, 16, 20, 30)).expected).toBe(4);
  });

  it('finds the gap that lies across buckets', () => {
    expect(completeness(10, seconds(0, 10), seconds(90, 100))).toEqual({
      received: 4,
      expected: 11,
      completeness: 4 / 11,
      gaps: [{ from: 10e6, to: 90e6, expected: 7 }],
    });
  });

  it('is null where nothing was received', () => {
    expect(completeness(10, seconds())).toEqual({ received: 0, expected: 0, completeness: null, gaps: [] });
  });

  it('is the same however the samples are cut into buckets', () => {
    const intervals = fc.array(fc.oneof(fc.constant(10), fc.integer({ min: 1, max: 80 })), {
      minLength: 1,
      maxLength: 60,
    });
    const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 6 });
    fc.assert(
      fc.property(intervals, cuts, (steps, at) => {
        let now = 0;
        const times = steps.map((step) => {
          now += step;
          return now;
        });
        const borders = [0, ...at.toSorted((a, b) => a - b), times.length];
        const buckets = borders.slice(1).map((end, i) => seconds(...times.slice(borders[i], end)));
        expect(completeness(10, ...buckets)).toEqual(completeness(10, seconds(...times)));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
