import { describe, expect, it } from 'vitest';
import { cholesky, inverseOf, lnDeterminant, solveInPlace } from '../../../shared/stats/cholesky.ts';

const MATRIX = Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3);

describe('cholesky', () => {
  it('solves, inverts and knows the determinant', () => {
    const factored = cholesky(MATRIX, 3)!;
    // 4·(15 − 1) − 2·(6 − 0.6) + 0.6·(2 − 3)
    expect(lnDeterminant(factored)).toBeCloseTo(Math.log(56 - 10.8 - 0.6), 13);
    const solved = solveInPlace(factored, Float64Array.of(4 + 4 + 1.8, 2 + 10 + 3, 0.6 + 2 + 9));
    expect([...solved].map((one) => Math.round(one * 1e12) / 1e12)).toEqual([1, 2, 3]);
    const inverse = inverseOf(factored);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += MATRIX[i * 3 + k]! * inverse[k * 3 + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 13);
      }
  });

  it('is none of a matrix whose columns make up each other', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 4), 2)).toBeNull();
  });
});
