import { describe, expect, it } from 'vitest';
import { splitByWatershed } from '../../../../../shared/domain/pit/image/watershed.ts';
import { regionWhere } from './shapes.ts';

/** Two discs of radius 12 whose centres are so far apart. */
const twins = (apart: number) =>
  regionWhere(
    30 + apart,
    31,
    (x, y) => Math.hypot(x - 14, y - 15) <= 12 || Math.hypot(x - 14 - apart, y - 15) <= 12,
  );
const RULE = { hPx: 2, neckRatio: 1, minAreaPx: 10 };

describe('the watershed of the distance', () => {
  it('cuts two discs apart in their neck, and loses no pixel', () => {
    const region = twins(21);
    const { count, parts, peakPx } = splitByWatershed(region, RULE);
    expect(count).toBe(2);
    expect(peakPx).toBeGreaterThanOrEqual(12);
    const sizes = [1, 2].map((part) => parts.filter((one) => one === part).length);
    expect(sizes[0]! + sizes[1]!).toBe(region.area);
    expect(Math.abs(sizes[0]! - sizes[1]!)).toBeLessThanOrEqual(12);
    // The cut is at the neck, in the middle between both.
    parts.forEach((part, i) => {
      const x = i % region.width;
      if (part !== 0 && Math.abs(x - 24.5) > 2)
        expect(part).toBe(x < 24.5 ? parts[15 * region.width + 14] : parts[15 * region.width + 35]);
    });
  });

  it('cuts nothing whose maxima rise less than h above the saddle, or whose neck is wide', () => {
    // Of these the saddle is 2.5 lower than both maxima.
    expect(splitByWatershed(twins(15), { ...RULE, hPx: 2 }).count).toBe(2);
    expect(splitByWatershed(twins(15), { ...RULE, hPx: 4 }).count).toBe(1);
    expect(splitByWatershed(twins(15), { ...RULE, neckRatio: 0.65 }).count).toBe(1);
    expect(splitByWatershed(twins(22), { ...RULE, neckRatio: 0.65 }).count).toBe(2);
  });

  it('cuts nothing off that is smaller than an object may be', () => {
    expect(splitByWatershed(twins(21), { ...RULE, minAreaPx: 500 }).count).toBe(1);
  });
});
