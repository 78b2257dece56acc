import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Block,
  differenceInBlocks,
  freedomInBlocks,
  permuteInBlocks,
  smallestInBlocks,
} from '../../../shared/stats/in-blocks.ts';
import {
  coefficients,
  effectsInPlace,
  factor,
  unscaledVariance,
} from '../../../shared/stats/least-squares.ts';
import { permuteGroups, permuteSigns } from '../../../shared/stats/permutation.ts';

const value = fc.integer({ min: -1000, max: 1000 });
const values = fc.array(value, { maxLength: 4 });
const blocksOf = fc.array(fc.record({ a: values, b: values }), { minLength: 1, maxLength: 4 });

/** The same model as columns: a mean a block, and the group. */
function byLeastSquares(blocks: readonly Block[]) {
  const rows = blocks.flatMap(({ a, b }, block) => [
    ...a.map((one) => ({ block, group: 1, one })),
    ...b.map((one) => ({ block, group: 0, one })),
  ]);
  const present = [...new Set(rows.map(({ block }) => block))];
  const columns = [
    ...present.map((block) => Float64Array.from(rows, (row) => Number(row.block === block))),
    Float64Array.from(rows, ({ group }) => group),
  ];
  const factored = factor(columns);
  const effects = effectsInPlace(
    factored,
    Float64Array.from(rows, ({ one }) => one),
  );
  const rank = factored.kept.length;
  const weights = Float64Array.from(factored.kept, (place) => Number(place === columns.length - 1));
  const left = effects.slice(rank).reduce((sum, one) => sum + one * one, 0);
  return {
    isTold: factored.kept.includes(columns.length - 1),
    difference: coefficients(factored, effects)[rank - 1]!,
    df: rows.length - rank,
    se: Math.sqrt((left / (rows.length - rank)) * unscaledVariance(factored, weights)),
  };
}

describe('two groups within blocks', () => {
  it('are the least squares of a mean a block and the group', () => {
    fc.assert(
      fc.property(blocksOf, (blocks) => {
        fc.pre(blocks.some(({ a, b }) => a.length + b.length > 0));
        const told = differenceInBlocks(blocks);
        const same = byLeastSquares(blocks);
        expect(told.difference !== null).toBe(same.isTold);
        if (told.difference === null) return;
        expect(told.difference).toBeCloseTo(same.difference, 7);
        expect(told.known === null).toBe(same.df < 1 || same.se < 1e-9);
        if (told.known === null) return;
        expect(told.known.df).toBe(same.df);
        expect(told.known.se).toBeCloseTo(same.se, 7);
        // One estimand: the t of the effect size is the t of the difference.
        const { d, toShift } = told.standardized!;
        expect(d * toShift).toBeCloseTo(told.known.difference / told.known.se, 6);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  it('of one value each in every block are the paired t test', () => {
    // Differences 1, 2, 3: mean 2, standard error 1 / √3.
    const { known } = differenceInBlocks([
      { a: [11], b: [10] },
      { a: [13], b: [11] },
      { a: [17], b: [14] },
    ]);
    expect(known?.difference).toBeCloseTo(2, 13);
    expect(known?.se).toBeCloseTo(1 / Math.sqrt(3), 13);
    expect(known?.df).toBe(2);
  });

  it('leave out of the difference what is a block’s own', () => {
    const blocks = [
      { a: [1, 2], b: [4] },
      { a: [3], b: [5, 9] },
    ];
    const moved = [blocks[0]!, { a: [103], b: [105, 109] }];
    expect(differenceInBlocks(moved).known?.se).toBeCloseTo(differenceInBlocks(blocks).known!.se, 10);
  });

  it('say nothing of blocks with one group each', () => {
    const blocks = [
      { a: [1, 2], b: [] },
      { a: [], b: [3, 4] },
    ];
    expect(differenceInBlocks(blocks).difference).toBeNull();
    expect(permuteInBlocks(blocks)).toBeNull();
  });
});

describe('the exact test within blocks', () => {
  it('is that of groups in one block, and that of signs of one value each', () => {
    const pairs = fc.array(fc.record({ a: value, b: value }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(values, values, pairs, (a, b, twins) => {
        expect(permuteInBlocks([{ a, b }])).toEqual(permuteGroups(a, b));
        const blocks = twins.map((one) => ({ a: [one.a], b: [one.b] }));
        expect(permuteInBlocks(blocks)).toEqual(permuteSigns(twins.map((one) => one.a - one.b)));
      }),
      { seed: 20261129, numRuns: 200 },
    );
  });

  it('says the smallest p that the blocks can show', () => {
    const blocks = [
      { a: [10, 11], b: [1] },
      { a: [20], b: [2, 3] },
    ];
    expect(permuteInBlocks(blocks)).toEqual({ pValue: 1 / 9, smallestAttainable: 1 / 9 });
  });

  it('say by their sizes alone what freedom and which smallest p their values have', () => {
    fc.assert(
      fc.property(blocksOf, (blocks) => {
        const sizes = blocks.map(({ a, b }) => ({ a: a.length, b: b.length }));
        const { standardized } = differenceInBlocks(blocks);
        const freedom = freedomInBlocks(sizes);
        if (standardized !== null)
          expect(freedom).toEqual({ df: standardized.df, toShift: standardized.toShift });
        const permuted = permuteInBlocks(blocks);
        if (permuted !== null) expect(smallestInBlocks(sizes)).toBe(permuted.smallestAttainable);
      }),
    );
    expect(smallestInBlocks([{ a: 3, b: 0 }])).toBeNull();
    expect(freedomInBlocks([{ a: 1, b: 1 }])).toBeNull();
  });
});
