import { describe, expect, it } from 'vitest';
import { referenceStabilities } from '../../../../shared/domain/qpcr/reference-stability.ts';

describe('referenceStabilities', () => {
  it('is 0 of genes that move together, and the mean spread beside the others of one that does not', () => {
    const [a, b, c] = referenceStabilities([
      [10, 5, 3],
      [11, 6, 5],
      [9, 4, 1],
    ])!;
    // c goes up by 1 where the others stand: a standard deviation of 1 beside each.
    expect(a).toBeCloseTo(0.5, 12);
    expect(b).toBeCloseTo(0.5, 12);
    expect(c).toBeCloseTo(1, 12);
  });

  it('is not told of one reference, of one unit, or of none', () => {
    expect(referenceStabilities([[1], [2]])).toBeNull();
    expect(referenceStabilities([[1, 2]])).toBeNull();
    expect(referenceStabilities([])).toBeNull();
  });
});
