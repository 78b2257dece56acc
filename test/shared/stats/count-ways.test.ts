import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choicesOutside,
  groupsOutside,
  halvedGroups,
  sumsOfChoices,
  sumsOfGroups,
} from '../../../shared/stats/count-ways.ts';
import { permuteInBlocks } from '../../../shared/stats/in-blocks.ts';
import { permuteGroups } from '../../../shared/stats/permutation.ts';

const whole = fc.integer({ min: -20, max: 20 });
const bounds = fc.record({ low: whole, high: whole });

const outsideIn = (sums: readonly number[], { low, high }: { low: number; high: number }) =>
  sums.filter((sum) => sum >= high || sum <= low).length;

describe('ways that lie outside of two bounds', () => {
  it('are those that counting one by one finds, of groups of a size', () => {
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 1, maxLength: 9 }),
        fc.nat(9),
        bounds,
        (values, most, ends) => {
          const size = Math.min(most, values.length);
          const all = subsetsOf(values)
            .filter((one) => one.length === size)
            .map((one) => one.reduce((sum, value) => sum + value, 0));
          expect([...sumsOfGroups(values, size)].sort()).toEqual(all.sort());
          expect(groupsOutside(halvedGroups(values, size), ends)).toBe(outsideIn(all, ends));
        },
      ),
    );
  });

  it('and of one number of every list', () => {
    const lists = fc.array(fc.array(whole, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(lists, bounds, (of, ends) => {
        expect(choicesOutside(of, ends)).toBe(outsideIn(sumsOfChoices(of), ends));
      }),
    );
  });

  it('are counted by the sums of halves: 2,704,156 divisions of 24 values by no more than 8,192', () => {
    const values = Array.from({ length: 24 }, (_, i) => Math.sin(i + 1));
    const groups = halvedGroups(values, 12);
    const held = groups.reduce((sum, { first, second }) => sum + first.length + second.length, 0);
    expect(held).toBe(8192);
    expect(groupsOutside(groups, { low: 0, high: 0 })).toBe(2_704_156);
  });

  it('are the same of one block as of two groups, and of a large block beside a small one', () => {
    const values = Array.from({ length: 20 }, (_, i) => Math.sin(3 * i + 1));
    const block = { a: values.slice(0, 10), b: values.slice(10) };
    const alone = permuteInBlocks([block]);
    expect(alone?.pValue).toBeCloseTo(permuteGroups(block.a, block.b)?.pValue ?? Number.NaN, 12);
    // A block of two alike values adds nothing to any way, and has two ways itself.
    expect(permuteInBlocks([block, { a: [1], b: [1] }])?.pValue).toBeCloseTo(alone?.pValue ?? Number.NaN, 12);
  });
});

function subsetsOf(values: readonly number[]): number[][] {
  const all = Array.from({ length: 2 ** values.length }, (_, way) => way);
  return all.map((way) => values.filter((_, i) => ((way >> i) & 1) === 1));
}
