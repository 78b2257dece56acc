import { describe, expect, it } from 'vitest';
import { noncentralityOf, noncentralT } from '../../../shared/stats/noncentral-t.ts';
import { normalTail } from '../../../shared/stats/normal-tail.ts';
import { studentTOutside } from '../../../shared/stats/student-t.ts';

describe('noncentralT', () => {
  it("is Student's without a shift", () => {
    for (const t of [0, 0.3, 2, 9])
      expect(noncentralT(t, 5, 0)).toBeCloseTo(1 - studentTOutside(t, 5) / 2, 14);
  });

  it('is the normal tail at 0, and mirrors', () => {
    expect(noncentralT(0, 4, 1.3)).toBeCloseTo(normalTail(1.3), 14);
    expect(noncentralT(-2, 4, 1.3)).toBeCloseTo(1 - noncentralT(2, 4, -1.3), 14);
  });

  it('agrees with the integral over the spread that t is divided by', () => {
    // P = ∫ Φ(t s − δ) f(s) ds, where df · s² is χ² of df degrees of freedom.
    for (const [t, df, shift] of [
      [1, 4, 1],
      [3, 10, 2.5],
      [-0.7, 3, 0.4],
      [12, 6, 9],
    ] as const) {
      let sum = 0;
      let weight = 0;
      const step = 1e-4;
      for (let s = step / 2; s < 6; s += step) {
        const density = s ** (df - 1) * Math.exp((-df * s * s) / 2);
        sum += (1 - normalTail(t * s - shift)) * density;
        weight += density;
      }
      expect(noncentralT(t, df, shift)).toBeCloseTo(sum / weight, 9);
    }
  });

  it('is turned back by its shift', () => {
    for (const p of [0.025, 0.5, 0.975]) {
      const shift = noncentralityOf(2.2, 7, p)!;
      expect(noncentralT(2.2, 7, shift)).toBeCloseTo(p, 12);
    }
  });

  it('goes over from the sum to the integral without a step, and on as far as anybody asks', () => {
    for (const t of [30, 37, 45]) expect(noncentralT(t, 6, 37)).toBeCloseTo(noncentralT(t, 6, 37.0000001), 7);
    for (const t of [-40, 1000, 61_237]) {
      const shift = noncentralityOf(t, 4, 0.975);
      expect(noncentralT(t, 4, shift)).toBeCloseTo(0.975, 10);
      expect(shift).toBeLessThan(t);
    }
    expect(noncentralT(50, 4, -40)).toBe(1);
  });
});
