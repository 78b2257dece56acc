import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_MICROS } from '../../../../../shared/domain/detect/drift/block.ts';
import { blocksOf, meansOf } from '../../../../../shared/domain/detect/drift/block-facts.ts';

const MINUTE = 60_000_000;
/** A whole number of days since 1970. */
const T0 = 20_000 * 1440 * MINUTE;
const FIRST = T0 / BLOCK_MICROS;
const span = (from: number, to: number) => ({ from: T0 + from * MINUTE, to: T0 + to * MINUTE });

/** A reading in each of the minutes. */
function readings(minutes: readonly number[], value: (minute: number) => number) {
  const times = Float64Array.from(minutes, (minute) => T0 + minute * MINUTE);
  return { times, values: Float64Array.from(minutes, value) };
}

describe('the means of ten minutes', () => {
  it('are of three readings at least, and survive JSON', () => {
    const samples = readings([0, 1, 2, 10, 11, 20, 25, 29, 40], (minute) => minute / 10);
    const facts = blocksOf(samples, { step: 0.1 }, span(0, 1440));
    const means = meansOf([JSON.parse(JSON.stringify(facts))]);
    expect([...means.keys()]).toEqual([FIRST, FIRST + 2]);
    expect(means.get(FIRST)).toBeCloseTo(0.1, 9);
    expect(means.get(FIRST + 2)).toBeCloseTo(2.467, 9);
  });

  it('are none where nothing was read', () => {
    expect(
      blocksOf(
        readings([], () => 0),
        { step: null },
        span(0, 1440),
      ),
    ).toBeNull();
    expect(meansOf([]).size).toBe(0);
  });

  it('count 0 as a reading, and need no resolution', () => {
    const facts = blocksOf(
      readings([0, 1, 2], () => 0),
      { step: null },
      span(0, 1440),
    );
    expect(meansOf([facts!])).toEqual(new Map([[FIRST, 0]]));
  });

  it('are the same whatever stretches the samples are cut into', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 239 }), { maxLength: 5 });
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 239 }), { maxLength: 200 });
    const step = fc.constantFrom(0.01, 0.1, null);
    fc.assert(
      fc.property(cuts, minutes, step, (between, taken, resolution) => {
        const sorted = taken.toSorted((a, b) => a - b);
        const value = (minute: number) => 37 + Math.round(Math.sin(minute) * 100) / 100;
        const whole = blocksOf(readings(sorted, value), { step: resolution }, span(0, 240));
        const ends = [0, ...between.toSorted((a, b) => a - b), 240];
        const parts = ends.slice(1).flatMap((to, i) => {
          const within = sorted.filter((minute) => minute >= ends[i]! && minute < to);
          return blocksOf(readings(within, value), { step: resolution }, span(ends[i]!, to)) ?? [];
        });
        const sortedMap = (means: ReadonlyMap<number, number>) => [...means].sort(([a], [b]) => a - b);
        expect(sortedMap(meansOf(parts))).toEqual(sortedMap(meansOf(whole === null ? [] : [whole])));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
