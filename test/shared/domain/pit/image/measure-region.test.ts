import { describe, expect, it } from 'vitest';
import { geodesicLength } from '../../../../../shared/domain/pit/image/geodesic-length.ts';
import { measureRegion } from '../../../../../shared/domain/pit/image/measure-region.ts';
import { disc, regionWhere } from './shapes.ts';

const ratio = (got: number, expected: number) => Math.abs(got / expected - 1);

describe('what is measured on an object', () => {
  it.each([5.5, 10.5, 25.5, 60.5])('of a disc of radius %f is what geometry says', (radius) => {
    const shape = measureRegion(disc(radius));
    expect(ratio(shape.areaPx, Math.PI * radius ** 2)).toBeLessThan(0.04);
    expect(ratio(shape.perimeterPx, 2 * Math.PI * radius)).toBeLessThan(0.06);
    expect(shape.circularity).toBeGreaterThan(0.95);
    expect(shape.circularity).toBeLessThan(1.1);
    // A pixel where it ends, and 2 % of the chamfer.
    expect(Math.abs(shape.lengthPx - 2 * radius)).toBeLessThan(1 + 0.02 * 2 * radius);
    expect(ratio(shape.majorPx, 2 * Math.sqrt(shape.areaPx / Math.PI))).toBeLessThan(0.01);
    expect(ratio(shape.minorPx, shape.majorPx)).toBeLessThan(1e-9);
    expect(shape.elongation).toBeGreaterThan(0.95);
    expect(shape.elongation).toBeLessThan(1.2);
  });

  it('of a square has its corners, and its perimeter by four directions', () => {
    const shape = measureRegion(regionWhere(12, 12, (x, y) => x > 0 && x < 11 && y > 0 && y < 11));
    expect(shape).toMatchObject({ areaPx: 100, left: 1, top: 1, width: 10, height: 10, x: 5.5, y: 5.5 });
    // π/8 · (20 + 20 + 2 · 38 / √2): a square is the shape of which four directions know least.
    expect(shape.perimeterPx).toBeCloseTo((Math.PI / 8) * (40 + 76 / Math.SQRT2), 9);
  });

  it('of an ellipse has its axes, and how elongated it is', () => {
    const [a, b] = [40, 16];
    const shape = measureRegion(
      regionWhere(85, 85, (x, y) => ((x - 42) / a) ** 2 + ((y - 42) / b) ** 2 <= 1),
    );
    expect(ratio(shape.majorPx, 2 * a)).toBeLessThan(0.01);
    expect(ratio(shape.minorPx, 2 * b)).toBeLessThan(0.01);
    expect(ratio(shape.elongation, a / b)).toBeLessThan(0.04);
  });

  it('of a band that winds has the length along it, and its width', () => {
    const [radius, width] = [40, 9];
    // Three quarters of a ring.
    const ring = regionWhere(101, 101, (x, y) => {
      const isCut = x > 50 && y > 50;
      return !isCut && Math.abs(Math.hypot(x - 50, y - 50) - radius) <= (width - 1) / 2;
    });
    const shape = measureRegion(ring);
    // The shortest way keeps to the inner edge.
    const inner = 1.5 * Math.PI * (radius - (width - 1) / 2);
    expect(shape.lengthPx).toBeGreaterThan(inner);
    expect(shape.lengthPx).toBeLessThan(1.5 * Math.PI * radius * 1.05);
    expect(ratio(shape.meanWidthPx, width)).toBeLessThan(0.12);
    // The moments of a ring say nothing of it.
    expect(shape.majorPx / shape.minorPx).toBeLessThan(2);
    expect(shape.elongation).toBeGreaterThan(10);
  });

  it('is the longest of the shortest ways, also around a gap that a step must not leap over', () => {
    const comb = regionWhere(9, 7, (x, y) => (x === 1 || x === 3 ? y > 0 && y < 6 : x === 2 && y === 5));
    // Down four, over two by corners, up four.
    expect(geodesicLength(comb)).toBeCloseTo(1 + (5 * 3 + 7 * 2 + 5 * 3) / 5, 1);
  });

  it.each([0, 10, 22.5, 30, 45, 67])(
    'has the same length at %f degrees, within the error of the chamfer',
    (degrees) => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const bar = regionWhere(131, 131, (x, y) => {
        const [u, v] = [(x - 65) * cos + (y - 65) * sin, (y - 65) * cos - (x - 65) * sin];
        return Math.abs(u) <= 60 && Math.abs(v) <= 4;
      });
      expect(ratio(geodesicLength(bar), Math.hypot(121, 7))).toBeLessThan(0.03);
    },
  );
});
