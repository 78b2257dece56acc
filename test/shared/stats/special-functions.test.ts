import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../../shared/stats/incomplete-beta.ts';
import { lnBeta } from '../../../shared/stats/ln-beta.ts';
import { lnGamma } from '../../../shared/stats/ln-gamma.ts';
import { studentTQuantile } from '../../../shared/stats/student-t.ts';

const golden = new URL('../../golden/stats/', import.meta.url);
const reference: { lnGamma: [number, number][]; t: [number, number, number][]; beta: number[][] } =
  JSON.parse(readFileSync(new URL('special-functions.json', golden), 'utf8'));
const relative = (got: number, expected: number) =>
  Math.abs(got - expected) / Math.max(Math.abs(expected), 1e-300);

describe('lnGamma', () => {
  it('agrees with R to its 15 digits', () => {
    expect(reference.lnGamma.length).toBe(12);
    for (const [x, expected] of reference.lnGamma) {
      expect(Math.abs(lnGamma(x) - expected), `at ${x}`).toBeLessThan(
        1e-14 * Math.max(1, Math.abs(expected)),
      );
    }
  });

  it('is not a number where Γ has poles', () => {
    expect(lnGamma(0)).toBeNaN();
    expect(lnGamma(-1)).toBeNaN();
  });
});

describe('lnBeta', () => {
  it('keeps its digits where one argument is a million times the other', () => {
    // B(1, b) = 1 / b.
    for (const b of [0.5, 3, 20, 1e6, 1e12]) expect(lnBeta(1, b)).toBeCloseTo(-Math.log(b), 12);
    // B(a, b) = B(a, b − 1) (b − 1) / (a + b − 1).
    expect(lnBeta(0.5, 1e6)).toBeCloseTo(lnBeta(0.5, 1e6 - 1) + Math.log((1e6 - 1) / (1e6 - 0.5)), 13);
  });
});

describe('incompleteBeta', () => {
  it('agrees with R to 1e-12 over 96 points', () => {
    expect(reference.beta.length).toBe(96);
    for (const [x, a, b, expected] of reference.beta) {
      expect(relative(incompleteBeta(x!, a!, b!), expected!), `I_${x}(${a}, ${b})`).toBeLessThan(1e-12);
    }
  });

  it('is 0 and 1 at the ends and refuses what lies beyond', () => {
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
    expect(() => incompleteBeta(1.1, 2, 3)).toThrow(/0 <= x <= 1/);
    expect(() => incompleteBeta(0.5, 0, 3)).toThrow(RangeError);
  });
});

describe('studentTQuantile', () => {
  it('agrees with R to its 15 digits', () => {
    expect(reference.t.length).toBe(8);
    for (const [df, q975, q995] of reference.t) {
      expect(relative(studentTQuantile(0.975, df), q975), `0.975, ${df}`).toBeLessThan(1e-13);
      expect(relative(studentTQuantile(0.995, df), q995), `0.995, ${df}`).toBeLessThan(1e-13);
    }
  });

  it('agrees with 40-digit arithmetic to 1e-11 from 1 to a million degrees of freedom, fractions too', () => {
    const rows = readFileSync(new URL('t-quantile.csv', golden), 'utf8').trim().split('\n').slice(1);
    expect(rows.length).toBeGreaterThan(60);
    for (const row of rows) {
      const [p, df, expected] = row.split(',').map(Number);
      expect(relative(studentTQuantile(p!, df!), expected!), row).toBeLessThan(1e-11);
    }
  });

  it('is odd about one half', () => {
    expect(studentTQuantile(0.5, 7)).toBe(0);
    expect(studentTQuantile(0.25, 7)).toBe(-studentTQuantile(0.75, 7));
  });

  it('refuses what is no probability or no degrees of freedom', () => {
    for (const [p, df] of [
      [0, 5],
      [1, 5],
      [Number.NaN, 5],
      [0.9, 0.5],
    ] as const) {
      expect(() => studentTQuantile(p, df)).toThrow(/needs/);
    }
  });
});
