import { describe, expect, it } from 'vitest';
import { bestOf, closerAround, isSharp, stepFor, wantedFor } from '../../../../functions/web/chart/levels.ts';
import { planPoints } from '../../../../shared/domain/telemetry/points.ts';

const DAY = 86_400;

describe('the length of windows', () => {
  it.each([
    ['of 90 days at 1 Hz', 90 * DAY, 1, 21_600],
    ['of a day at 1 Hz', DAY, 1, 300],
    ['of three hours at 1 Hz: the shortest that is kept', 3 * 3600, 1, 60],
    ['of 20 minutes at 1 Hz: single samples', 1200, 1, 1],
    ['of a minute at one sample in ten seconds', 60, 10, 10],
    ['of a day at one sample a minute: the shortest that is kept', DAY, 60, 960],
    ['of six weeks at one sample in five minutes', 42 * DAY, 300, 160 * 60],
    ['of 20 hours at one sample a minute: single samples', 1200 * 60, 60, 60],
    ['of 100 years', 36_500 * DAY, 60, 1095 * 80 * 60],
  ])('%s', (_, seconds, period, step) => {
    expect(stepFor(seconds, period)).toBe(step);
  });

  it.each([1, 10, 60, 120, 300, 600])(
    'is that of the answer at a sample in %d s, however long the view',
    (period) => {
      for (let length = 1300 * period; length < 365 * DAY; length *= 1.3) {
        const { from, to, step } = wantedFor({ from: 1.4e9, to: 1.4e9 + length }, period);
        const range = { from: from * 1e6, to: to * 1e6 };
        expect(planPoints(range, Math.ceil((to - from) / step) + 1, period).windowSeconds).toBe(step);
      }
    },
  );
});

describe('what is asked for', () => {
  it('reaches beyond the view by half, from whole windows to whole windows', () => {
    expect(wantedFor({ from: 10_000, to: 20_000 }, 1)).toEqual({
      ...{ from: 4980, to: 25_020, step: 60, isSamples: false },
    });
    expect(wantedFor({ from: 100, to: 200 }, 1)).toEqual({ from: 50, to: 250, step: 1, isSamples: true });
  });

  it('ahead holds every closer view at the pointer', () => {
    const view = { from: 0, to: DAY };
    const closer = closerAround(view, 50_000, 1);
    expect(closer).toEqual({ from: -22_080, to: 122_040, step: 120, isSamples: false });
    expect(closerAround({ from: 0, to: 1000 }, 500, 1)).toBeNull();
    expect(closerAround({ from: 0, to: 3600 }, 1800, 1)).toEqual({
      from: 600,
      to: 3000,
      step: 1,
      isSamples: true,
    });
  });
});

describe('what is shown of what is kept', () => {
  const patch = (from: number, to: number, step: number) => ({ from, to, step, isSamples: false });
  const [coarse, fine, part] = [patch(0, 1000, 60), patch(400, 600, 10), patch(440, 470, 1)];

  it('is what covers the view at its resolution', () => {
    expect(bestOf([coarse, fine, part], { from: 450, to: 550 }, 10)).toBe(fine);
  });

  it('is something coarser where the sharper does not cover it', () => {
    expect(bestOf([coarse, fine, part], { from: 300, to: 700 }, 10)).toBe(coarse);
  });

  it('is nothing of another time', () => {
    expect(bestOf([coarse], { from: 2000, to: 3000 }, 60)).toBeNull();
  });

  it('is sharp only at the resolution of the view and over all of it that there is', () => {
    const view = { from: 450, to: 550 };
    expect(isSharp(fine, view, 10, null)).toBe(true);
    expect(isSharp(coarse, view, 10, null)).toBe(false);
    expect(isSharp(fine, { from: 550, to: 650 }, 10, null)).toBe(false);
    expect(isSharp(fine, { from: 550, to: 650 }, 10, { from: 0, to: 600 })).toBe(true);
  });
});
