import { describe, expect, it } from 'vitest';
import { drawUnitDots, type UnitDots } from '../../../../shared/formats/svg/unit-dots.ts';

const dots = (changes: Partial<UnitDots> = {}): UnitDots => ({
  ...{ title: 'pits of slides', unit: '/mm²' },
  arms: [
    {
      ...{ arm: 'flight', isExposed: true, below: 0, missing: 0 },
      units: [
        { unit: 'F1', value: 40 },
        { unit: 'F2', value: 10 },
        { unit: 'F3', value: 40 },
      ],
    },
    { arm: 'ground', isExposed: false, below: 0, missing: 2, units: [{ unit: 'G1', value: 0 }] },
  ],
  ...changes,
});
const placesIn = (markup: string) =>
  [...markup.matchAll(/<circle [^>]*cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe('drawUnitDots', () => {
  it('draws a dot a unit, equal values beside each other, and counts those without a value', () => {
    const { markup } = drawUnitDots(dots())!;
    const places = placesIn(markup);
    expect(places).toHaveLength(4);
    expect(new Set(places.map(([x, y]) => `${x} ${y}`)).size).toBe(4);
    // Higher on the page is more; zero is a reading.
    const [f1, f2, f3, g1] = places.map(([, y]) => y!);
    expect(f1).toBe(f3);
    expect(f1).toBeLessThan(f2!);
    expect(f2).toBeLessThan(g1!);
    expect(markup).toContain('<title>G1: 0</title>');
    expect(markup).toContain('n 1, 2 without');
    expect(markup).toContain('aria-label="pits of slides. flight: 40, 10, 40; ground: 0"');
  });

  it('counts a unit below detection in n, as its p does, and draws no dot of it', () => {
    const units = [{ unit: 'G1', value: 2 }];
    const arms = [{ arm: 'ground', isExposed: false, below: 1, missing: 1, units }];
    const { markup } = drawUnitDots(dots({ arms }))!;
    expect(placesIn(markup)).toHaveLength(1);
    expect(markup).toContain('n 2, 1 below, 1 without');
  });

  it('keeps every dot within the picture, whatever the values', () => {
    for (const value of [-1e300, -5, 0, 1e-300, 3, 1e300]) {
      const arms = [{ arm: 'a', isExposed: true, below: 0, missing: 0, units: [{ unit: 'u', value }] }];
      for (const [x, y] of placesIn(drawUnitDots(dots({ arms }))!.markup))
        expect([x! > 52 && x! < 252, y! >= 40 && y! <= 150]).toEqual([true, true]);
    }
  });

  it('draws nothing where no unit has a value, and keeps names text', () => {
    const arms = [{ arm: 'a', isExposed: true, below: 0, missing: 3, units: [] }];
    expect(drawUnitDots(dots({ arms }))).toBeNull();
    expect(drawUnitDots(dots({ title: '<b>"x"</b>' }))?.markup).not.toContain('<b>');
  });
});
