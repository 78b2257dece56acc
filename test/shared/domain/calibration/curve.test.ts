import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveOf } from '../../../../shared/domain/calibration/curve.ts';
import type { CalibrationEntry } from '../../../../shared/domain/calibration/entry.ts';

const at = (entry: CalibrationEntry, ...raw: number[]) => raw.map((one) => curveOf(entry)!.at(one));

describe('a polynomial', () => {
  it('has its lowest power first', () => {
    expect(at({ polynomial: [1, 2, 3] }, 0, 2, -1)).toEqual([1, 17, 2]);
    expect(at({ polynomial: [7] }, 0, 1e9)).toEqual([7, 7]);
    expect(at({ polynomial: [0.5, 1] }, 37.25, -0.5)).toEqual([37.75, 0]);
  });

  it('is computed by Horner in doubles: the same bits wherever it is done', () => {
    const [c0, c1, c2] = [0.02, 1.001, -3.5e-7];
    const expected = (c2 * 36.97 + c1) * 36.97 + c0;
    expect(at({ polynomial: [c0, c1, c2] }, 36.97)[0]).toBe(expected);
  });

  it('that is the identity is none at all, so that no bit changes', () => {
    expect(curveOf({ polynomial: [0, 1] })).toBe(null);
    expect(curveOf({ polynomial: [-0, 1, 0, 0] })).toBe(null);
    expect(curveOf({ polynomial: [0, 1, 1e-12] })).not.toBe(null);
    expect(curveOf({ polynomial: [0] })).not.toBe(null);
    expect(curveOf({ enumeration: { 0: 'OFF' } })).toBe(null);
  });
});

describe('a spline', () => {
  it('joins its points by straight lines and goes on along the outer ones', () => {
    const spline = {
      spline: [
        [0, -0.5],
        [100, 100.25],
      ],
    } as const;
    expect(at(spline, 0, 50, 100)).toEqual([-0.5, 49.875, 100.25]);
    expect(at(spline, -100, 200)).toEqual([-101.25, 201]);
    const [first, ...rest] = at(
      {
        spline: [
          [0, 0],
          [10, 100],
          [20, 110],
          [40, 90],
        ],
      },
      5,
      15,
      30,
      50,
    );
    expect([first, ...rest]).toEqual([50, 105, 100, 80]);
  });

  it('says from where to where it is known', () => {
    const { least, greatest } = curveOf({
      spline: [
        [4, 1],
        [20, 9],
      ],
    })!;
    expect([least, greatest]).toEqual([4, 20]);
    expect(curveOf({ polynomial: [1] })).toMatchObject({ least: -Infinity, greatest: Infinity });
  });

  it('of a definition that earlier versions took holds its points in any order', () => {
    expect(
      at(
        {
          spline: [
            [20, 9],
            [4, 1],
            [4, 7],
          ],
        },
        4,
        12,
        20,
      ),
    ).toEqual([1, 5, 9]);
  });

  it('whose points do not move leaves every number as it is', () => {
    expect(
      at(
        {
          spline: [
            [0.1, 0.1],
            [0.3, 0.3],
          ],
        },
        0.2,
        0.1,
        0.30000000000000004,
      ),
    ).toEqual([0.2, 0.1, 0.30000000000000004]);
  });

  it('goes through its points, and rises where they rise', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const ascending = fc.uniqueArray(number, { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(ascending, fc.array(number, { minLength: 30, maxLength: 30 }), (raw, results) => {
        const ys = results.toSorted((a, b) => a - b);
        const points = raw.toSorted((a, b) => a - b).map((x, i): [number, number] => [x, ys[i]!]);
        const curve = curveOf({ spline: points })!;
        for (const [x, y] of points) expect(curve.at(x)).toBe(y);
        let before = -Infinity;
        for (let i = 0; i < points.length - 1; i++) {
          const [[x0, y0], [x1, y1]] = [points[i]!, points[i + 1]!];
          for (const part of [0.1, 0.5, 0.9]) {
            const value = curve.at(x0 + part * (x1 - x0));
            expect(value).toBeGreaterThanOrEqual(Math.max(before, y0));
            expect(value).toBeLessThanOrEqual(y1);
            before = value;
          }
        }
      }),
      { seed: 8 },
    );
  });
});
