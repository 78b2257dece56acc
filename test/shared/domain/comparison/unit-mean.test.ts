import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSamples, sumOfWindows } from '../../../../shared/domain/comparison/unit-mean.ts';
import { rollUp } from '../../../../shared/domain/telemetry/rollup.ts';
import { acquired } from '../../../../shared/domain/telemetry/selection.ts';
import { joined } from '../../../../shared/domain/timeline/interval.ts';

const SECOND = 1e6;
/** GOOD and MEASURED, UNCERTAIN, BAD, and a missing code. */
const FLAGS = [0, 0, 0, 0, 0, 0, 1, 2, 0b1010];

describe('the mean of a unit over times', () => {
  it('is that of its GOOD, MEASURED samples, one by one, whatever windows say of them (property)', () => {
    const stretch = fc.tuple(fc.nat(40_000), fc.nat(40_000)).map(([a, b]) => ({
      ...{ from: Math.min(a, b) * SECOND, to: Math.max(a, b) * SECOND },
    }));
    const stretches = fc.array(stretch, { maxLength: 3 }).map(joined);
    const samples = fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 400 }),
        value: fc.nat(1000),
        flag: fc.constantFrom(...FLAGS),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(samples, stretches, stretches, (list, times, stuck) => {
        let at = 0;
        const series = {
          times: Float64Array.from(list, ({ gap }) => (at += gap * SECOND)),
          values: Float64Array.from(list, ({ value }) => value),
          flags: Uint8Array.from(list, ({ flag }) => flag),
        };
        const rollup = rollUp(acquired(series), 3600);
        const { known, left } = sumOfWindows([rollup], times, stuck);
        addSamples(known, series, joined(left), stuck);
        const isIn = (all: typeof times, t: number) => all.some(({ from, to }) => from <= t && t < to);
        const counted = list.flatMap(({ value, flag }, i) => {
          const t = series.times[i]!;
          return flag === 0 && isIn(times, t) && !isIn(stuck, t) ? [value] : [];
        });
        expect(known.n).toBe(counted.length);
        expect(known.sum).toBeCloseTo(
          counted.reduce((sum, one) => sum + one, 0),
          6,
        );
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  it('reads nothing again where all windows are whole and GOOD', () => {
    const series = {
      times: Float64Array.from({ length: 120 }, (_, i) => i * 60 * SECOND),
      values: new Float64Array(120).fill(37),
      flags: new Uint8Array(120),
    };
    const whole = { from: 0, to: 7200 * SECOND };
    expect(sumOfWindows([rollUp(series, 3600)], [whole], [])).toEqual({
      known: { n: 120, sum: 4440 },
      left: [],
    });
  });
});
