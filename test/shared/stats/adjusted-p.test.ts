import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../../shared/stats/adjusted-p.ts';
import { readGolden } from '../../support/golden-stats.ts';

type PValues = (number | null)[];
const reference = readGolden<{ p: PValues; BH: PValues; holm: PValues }>('adjusted-p.json');

function expectClose(got: PValues, expected: PValues): void {
  expect(got.length).toBe(expected.length);
  got.forEach((value, i) => {
    if (expected[i] === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected[i]!, 13);
  });
}

describe('adjusted p-values', () => {
  it('agree with R, a test that was not made among them', () => {
    expect(reference.p.length).toBe(43);
    expectClose(benjaminiHochberg(reference.p), reference.BH);
    expectClose(holm(reference.p), reference.holm);
  });

  it('are none of no tests', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(holm([null, null])).toEqual([null, null]);
  });

  it('are never below the p itself, never above 1, and keep its order; the false discovery rate is the milder', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
        const mild = benjaminiHochberg(p);
        const strict = holm(p);
        for (let i = 0; i < p.length; i++) {
          expect(mild[i]!).toBeGreaterThanOrEqual(p[i]!);
          expect(strict[i]!).toBeGreaterThanOrEqual(mild[i]! * (1 - 1e-12));
          expect(strict[i]!).toBeLessThanOrEqual(1);
          for (let j = 0; j < p.length; j++)
            if (p[i]! < p[j]!) expect(mild[i]!).toBeLessThanOrEqual(mild[j]!);
        }
      }),
      { seed: 12 },
    );
  });
});
