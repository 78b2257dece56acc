import { describe, expect, it } from 'vitest';
import {
  type CurvePoint,
  pictureOf,
  stepOf,
  valueTicks,
} from '../../../../../functions/web/views/alarms/curve-of.ts';

const MINUTE = 60_000;
const point = (minute: number, mean: number, other: Partial<CurvePoint> = {}): CurvePoint => ({
  ...{ t: minute * MINUTE, mean, min: mean, max: mean, isGood: true },
  ...other,
});
const asked = {
  ...{ from: 0, to: 100 * MINUTE, width: 672, height: 238, levels: [], forecast: null },
};
const own = (points: readonly CurvePoint[]) => ({ name: 'FU1 t', role: 'own' as const, points });

describe('the picture of the evidence', () => {
  it('lifts the line where samples lack, and draws one between two gaps as a dot', () => {
    const points = [0, 1, 2, 10, 20, 21].map((minute) => point(minute, 37));
    const picture = pictureOf({ ...asked, curves: [own(points)] })!;
    expect(picture.lines[0]?.path.match(/M/g)).toHaveLength(3);
    expect(picture.lines[0]?.path).toContain('M124 112L124 112');
    expect(stepOf(points)).toBe(MINUTE);
  });

  it('has room for the limit and for what is foreseen', () => {
    const picture = pictureOf({
      ...asked,
      curves: [own([point(0, 37), point(1, 37.2)])],
      levels: [{ name: 'critical limit', value: 40 }],
      forecast: {
        from: { t: MINUTE, value: 37.2 },
        to: { t: 90 * MINUTE, value: 40 },
        soonest: 80 * MINUTE,
        latest: null,
      },
    })!;
    const [level] = picture.levels;
    expect(level?.y).toBeGreaterThan(0);
    expect(level?.y).toBeLessThan(picture.bottom);
    expect(picture.forecast).toMatchObject({ soonest: 544, latest: null });
  });

  it('marks readings that are not good, and bands only windows', () => {
    const good = pictureOf({ ...asked, curves: [own([point(0, 1), point(1, 2)])] })!;
    expect([good.doubted, good.lines[0]?.band]).toEqual([[], '']);
    const points = [point(0, 1), point(1, 2, { isGood: false, min: 1, max: 3 }), point(2, 2)];
    const picture = pictureOf({ ...asked, curves: [own(points)] })!;
    expect(picture.doubted).toEqual([{ x: 70, width: 6 }]);
    expect(picture.lines[0]?.band).toMatch(/^M.*Z$/);
  });

  it('is none where no reading lies in the time: a limit alone is no evidence', () => {
    expect(pictureOf({ ...asked, curves: [own([])], levels: [{ name: 'limit', value: 1 }] })).toBeNull();
  });

  it.each([
    [36.9, 38.1, [37, 37.5, 38]],
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-0.031, 0.012, [-0.03, -0.02, -0.01, 0, 0.01]],
  ])('has round values from %d to %d', (low, high, values) => {
    expect(valueTicks(low, high).map((one) => one + 0)).toEqual(values);
  });
});
