import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rollup, rollUp } from '../../../shared/domain/telemetry/rollup.ts';
import { decodeRollup, encodeRollup } from '../../../shared/formats/rollup-bytes.ts';

function rolledUp(values: readonly number[], periodSeconds = 20, flags: readonly number[] = []): Rollup {
  return rollUp(
    {
      times: Float64Array.from(values, (_, i) => i * periodSeconds * 1e6),
      values: Float64Array.from(values),
      flags: Uint8Array.from(values, (_, i) => flags[i] ?? 0),
    },
    60,
  );
}

const NOTHING: Rollup = { windowSeconds: 60, index: [], n: [], min: [], mean: [], max: [], worst: [] };

describe('a rollup as bytes', () => {
  it('comes back to the bit, for any finite readings at any times and qualities', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -5000, max: 5000 }).map((n) => n / 100),
      fc.constantFrom(0, -0, 1e300, 5e-324, 2 ** 53, 0.1 + 0.2),
    );
    const samples = fc.array(
      fc.record({ value, at: fc.integer({ min: -5000, max: 5000 }), flag: fc.nat(2) }),
    );
    fc.assert(
      fc.property(samples, (drawn) => {
        const sorted = [...new Map(drawn.map((one) => [one.at, one])).values()].sort((a, b) => a.at - b.at);
        const rollup = rollUp(
          {
            times: Float64Array.from(sorted, ({ at }) => at * 1e7),
            values: Float64Array.from(sorted, (one) => one.value),
            flags: Uint8Array.from(sorted, ({ flag }) => flag),
          },
          60,
        );
        expect(decodeRollup(encodeRollup(rollup), 60)).toStrictEqual(rollup);
      }),
      { seed: 401, numRuns: 400 },
    );
  });

  it('may hold no window', () => {
    expect(decodeRollup(encodeRollup(NOTHING), 60)).toEqual(NOTHING);
  });

  it('takes about 11 bytes a window of readings with two decimals, and 3 where they stand still', () => {
    const noisy = rolledUp(
      Array.from({ length: 3000 }, (_, i) => Math.round(3700 + 40 * Math.sin(i * i)) / 100),
    );
    expect(encodeRollup(noisy).length / noisy.index.length).toBeLessThan(11.2);
    const still = rolledUp(new Array<number>(3000).fill(37));
    expect(encodeRollup(still).length / still.index.length).toBeLessThan(3);
  });

  it('is refused where it was cut short or goes on', () => {
    const bytes = encodeRollup(rolledUp([1, 2, 3, 4.5, 5, 6]));
    expect(() => decodeRollup(bytes.subarray(0, bytes.length - 1), 60)).toThrow(RangeError);
    expect(() => decodeRollup(Uint8Array.of(...bytes, 0), 60)).toThrow(/ends at byte/);
  });
});
