import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panned, pinched, wheelFactor, zoomed } from '../../../../functions/web/chart/view.ts';

const bounds = { whole: { from: 0, to: 1000 }, least: 10 };

describe('a view', () => {
  it('is zoomed around a place that stays where it is', () => {
    expect(zoomed({ from: 0, to: 1000 }, 0.5, 250, bounds)).toEqual({ from: 125, to: 625 });
  });

  it('is never shorter than what can be seen, nor longer than all there is', () => {
    expect(zoomed({ from: 100, to: 120 }, 0.1, 110, bounds)).toEqual({ from: 105, to: 115 });
    expect(zoomed({ from: 100, to: 900 }, 8, 500, bounds)).toEqual({ from: 0, to: 1000 });
  });

  it('is moved to the ends and not beyond', () => {
    expect(panned({ from: 100, to: 200 }, 0.5, bounds)).toEqual({ from: 150, to: 250 });
    expect(panned({ from: 100, to: 200 }, -5, bounds)).toEqual({ from: 0, to: 100 });
  });

  it('keeps what two fingers hold under them', () => {
    const before = { from: 0, to: 1000 };
    // The fingers at 400 and 600 go apart to 0.2 and 0.8 of the width.
    const after = pinched(before, [0.4, 0.6], [0.2, 0.8], bounds);
    const under = (share: number) => after.from + share * (after.to - after.from);
    expect(under(0.2)).toBeCloseTo(400, 6);
    expect(under(0.8)).toBeCloseTo(600, 6);
  });

  it('stays within all there is, whatever is done to it', () => {
    const place = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.double({ min: 0.01, max: 50, noNaN: true }), place, (a, b, factor, at) => {
        const view = { from: Math.min(a, b), to: Math.max(a, b) };
        const { from, to } = panned(zoomed(view, factor, at, bounds), factor - 1, bounds);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(1000 + 1e-9);
        expect(to - from).toBeGreaterThanOrEqual(10 - 1e-9);
      }),
    );
  });

  it('goes a fifth closer by a notch of a wheel, and back by another', () => {
    expect(wheelFactor(-100)).toBeCloseTo(0.8, 12);
    expect(wheelFactor(100)).toBeCloseTo(1.25, 12);
    expect(wheelFactor(-1e9)).toBeCloseTo(0.64, 12);
  });
});
