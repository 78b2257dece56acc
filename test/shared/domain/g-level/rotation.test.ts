import { describe, expect, it } from 'vitest';
import { rotationG } from '../../../../shared/domain/g-level/rotation.ts';

describe('the g-level of a centrifuge', () => {
  it('is the relative centrifugal force of the textbooks: 1.118e-5 · r[cm] · rpm²', () => {
    const { atCells } = rotationG({ rpm: 77, radiusMm: 150, depthMm: 0 });
    expect(atCells).toBeCloseTo(1.118e-5 * 15 * 77 ** 2, 3);
  });

  it('falls towards the axis, by the same share of g as of the radius', () => {
    const { atCells, atTop, perMm, gradient } = rotationG({ rpm: 100, radiusMm: 90, depthMm: 9 });
    expect(gradient).toBe(0.1);
    expect(atTop / atCells).toBeCloseTo(0.9, 12);
    expect(atCells - atTop).toBeCloseTo(9 * perMm, 12);
  });

  it('of none that turns is 0, and either direction is the same', () => {
    expect(rotationG({ rpm: 0, radiusMm: 90, depthMm: 9 }).atCells).toBe(0);
    expect(rotationG({ rpm: -50, radiusMm: 90, depthMm: 9 })).toEqual(
      rotationG({ rpm: 50, radiusMm: 90, depthMm: 9 }),
    );
  });

  it.each([
    [{ rpm: 50, radiusMm: 0, depthMm: 0 }],
    [{ rpm: 50, radiusMm: 10, depthMm: 11 }],
    [{ rpm: Number.NaN, radiusMm: 10, depthMm: 1 }],
  ])('without a radius, or deeper than it, is refused: %o', (rotation) => {
    expect(() => rotationG(rotation)).toThrow('expected a radius above 0 mm and a depth from 0 mm to it');
  });
});
