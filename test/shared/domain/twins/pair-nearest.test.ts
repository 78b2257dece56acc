import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairNearest } from '../../../../shared/domain/twins/pair-nearest.ts';
import { pairIndices } from '../../../../shared/domain/twins/pair-stretches.ts';

type Pairs = [flight: number, ground: number][];

const paired = (flight: readonly number[], ground: readonly number[], tolerance: number): Pairs => {
  const pairs = pairIndices(pairNearest(Float64Array.from(flight), Float64Array.from(ground), tolerance));
  return Array.from(pairs.flight, (i, k) => [i, pairs.ground[k]!]);
};

/** The definition, sample against sample: what each side wants, and the pairs that want each other. */
function byDefinition(flight: readonly number[], ground: readonly number[], tolerance: number): Pairs {
  const nearest = (at: number, others: readonly number[]) => {
    const least = Math.min(...others.map((other) => Math.abs(at - other)));
    return [...others.keys()].filter((k) => Math.abs(at - others[k]!) === least);
  };
  const flightWants = flight.map((at) => nearest(at, ground)[0]);
  const groundWants = ground.map((at) => {
    const [earlier, later] = nearest(at, flight);
    if (later === undefined) return earlier;
    return nearest(flight[later]!, ground).length === 2 ? later : earlier;
  });
  return flightWants.flatMap((j, i): Pairs => {
    const isPair = j !== undefined && groundWants[j] === i && Math.abs(flight[i]! - ground[j]!) <= tolerance;
    return isPair ? [[i, j]] : [];
  });
}

const times = fc.uniqueArray(fc.nat(60), { maxLength: 25 }).map((values) => values.toSorted((a, b) => a - b));

describe('pairNearest', () => {
  it('pairs what is nearest to each other, each sample once', () => {
    expect(paired([0, 10, 20], [1, 9, 22], 5)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(paired([0, 10], [4, 5, 6, 11], 9)).toEqual([
      [0, 0],
      [1, 3],
    ]);
  });

  it('takes a distance that equals the tolerance, and none beyond', () => {
    expect(paired([0], [5], 5)).toEqual([[0, 0]]);
    expect(paired([0], [6], 5)).toEqual([]);
    expect(paired([3], [3], 0)).toEqual([[0, 0]]);
  });

  it('gives a tie to the earlier sample, on either side', () => {
    expect(paired([5], [0, 10], 9)).toEqual([[0, 0]]);
    expect(paired([0, 10], [5], 9)).toEqual([[0, 0]]);
  });

  it('pairs two series that lie half a period apart, but for one sample of each', () => {
    const flight = Array.from({ length: 1000 }, (_, i) => 10 * i);
    const pairsAt = (shift: number) =>
      paired(
        flight,
        flight.map((at) => at + shift),
        5,
      ).length;
    expect([4, 5, -5, -4].map(pairsAt)).toEqual([1000, 999, 999, 1000]);
  });

  it('pairs nothing with nothing', () => {
    expect(paired([], [1, 2], 5)).toEqual([]);
    expect(paired([1, 2], [], 5)).toEqual([]);
  });

  it('equals its definition on any two series', () => {
    fc.assert(
      fc.property(times, times, fc.nat(20), (flight, ground, tolerance) => {
        expect(paired(flight, ground, tolerance)).toEqual(byDefinition(flight, ground, tolerance));
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('leaves no sample nearer to a paired one than its partner, and pairs in order', () => {
    fc.assert(
      fc.property(times, times, fc.nat(20), (flight, ground, tolerance) => {
        const pairs = paired(flight, ground, tolerance);
        pairs.forEach(([i, j], k) => {
          const apart = Math.abs(flight[i]! - ground[j]!);
          expect(apart).toBeLessThanOrEqual(tolerance);
          expect(ground.every((at) => Math.abs(at - flight[i]!) >= apart)).toBe(true);
          expect(flight.every((at) => Math.abs(at - ground[j]!) >= apart)).toBe(true);
          if (k > 0) expect(i > pairs[k - 1]![0] && j > pairs[k - 1]![1]).toBe(true);
        });
      }),
      { seed: 8, numRuns: 1000 },
    );
  });

  it('pairs a long series as its groups pair alone, wherever its loop starts anew', () => {
    fc.assert(
      fc.property(times, times, fc.nat(20), (flight, ground, tolerance) => {
        const apart = 1000;
        const groups = 1 + Math.ceil(10_000 / Math.max(1, flight.length + ground.length));
        const repeated = (values: readonly number[]) =>
          Array.from({ length: groups }, (_, k) => values.map((at) => at + k * apart)).flat();
        const alone = byDefinition(flight, ground, tolerance);
        const expected = Array.from({ length: groups }, (_, k) =>
          alone.map(([i, j]) => [i + k * flight.length, j + k * ground.length]),
        ).flat();
        expect(paired(repeated(flight), repeated(ground), tolerance)).toEqual(expected);
      }),
      { seed: 9, numRuns: 25 },
    );
  });

  it('takes seconds, not minutes, for two million samples', () => {
    const flight = Float64Array.from({ length: 1_000_000 }, (_, i) => 1e15 + i * 1e6 + ((i * 7919) % 4000));
    const ground = flight.map((at, i) => at + ((i * 104_729) % 3000));
    const pairs = pairIndices(pairNearest(flight, ground, 500_000));
    expect(pairs.flight.length).toBe(flight.length);
    expect(pairs.flight.every((i, k) => i === k && pairs.ground[k] === k)).toBe(true);
  }, 10_000);
});
