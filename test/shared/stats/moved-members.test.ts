import { describe, expect, it } from 'vitest';
import { movedMembers } from '../../../shared/stats/moved-members.ts';

const SETTING = { common: 0.05, noise: 0.01, reach: 0.3, odds: 0.05 };

describe('movedMembers', () => {
  it('names the one that went', () => {
    const [first, ...others] = movedMembers([0.3, 0, 0.01], SETTING);
    expect(first).toBeGreaterThan(0.99);
    for (const other of others) expect(other).toBeLessThan(0.1);
  });

  it('names two that went the same way where the third stayed where it was', () => {
    const [one, two, three] = movedMembers([0.3, 0.31, 0], SETTING);
    expect(Math.min(one!, two!)).toBeGreaterThan(0.99);
    expect(three).toBeLessThan(0.1);
  });

  it('names two that went opposite ways', () => {
    const [one, two, three] = movedMembers([0.3, -0.3, 0], SETTING);
    expect(Math.min(one!, two!)).toBeGreaterThan(0.99);
    expect(three).toBeLessThan(0.1);
  });

  it('takes the fewest where nothing is known but differences', () => {
    const [one, two, three] = movedMembers([0.3, 0.31, 0], { ...SETTING, common: Infinity });
    expect(three).toBeGreaterThan(0.9);
    expect(Math.max(one!, two!)).toBeLessThan(0.1);
  });

  it('is undecided where what all share may have gone as far', () => {
    const [, , three] = movedMembers([0.3, 0.31, 0], { ...SETTING, common: 0.11 });
    expect(three).toBeGreaterThan(0.05);
    expect(three).toBeLessThan(0.95);
  });

  it('says the same of all of it added up for two members', () => {
    // Weighed by hand: three choices, densities of a normal in two dimensions.
    const [common, noise, reach, odds] = [1, 1, 2, 0.5];
    const density = (a: number, b: number, va: number, vb: number) => {
      const [saa, sbb, sab] = [va + common, vb + common, common];
      const determinant = saa * sbb - sab * sab;
      const square = (sbb * a * a - 2 * sab * a * b + saa * b * b) / determinant;
      return Math.exp(-square / 2) / Math.sqrt(determinant);
    };
    const [still, moved] = [noise, noise + reach * reach];
    const one = odds * density(3, 0, moved, still);
    const two = odds * density(3, 0, still, moved);
    const both = odds * odds * density(3, 0, moved, moved);
    const [a, b] = movedMembers([3, 0], { common, noise, reach, odds });
    expect(a).toBeCloseTo((one + both) / (one + two + both), 12);
    expect(b).toBeCloseTo((two + both) / (one + two + both), 12);
  });

  it('weighs many members by two at most', () => {
    const seen = Array.from({ length: 20 }, (_, i) => (i === 4 || i === 9 ? 0.3 : 0));
    const chances = movedMembers(seen, SETTING);
    for (const [i, chance] of chances.entries())
      if (i === 4 || i === 9) expect(chance).toBeGreaterThan(0.99);
      else expect(chance).toBeLessThan(0.1);
  });
});
