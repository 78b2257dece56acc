import { describe, expect, it } from 'vitest';
import type { CountMatrix } from '../../../../shared/domain/expression/count-matrix.ts';
import { medianOfRatios, trimmedMeanFactors } from '../../../../shared/domain/expression/scale-factors.ts';
import { farthest, readGolden } from '../../../support/golden-stats.ts';

const reference = readGolden<{ counts: number[][]; medianOfRatios: number[]; TMM: number[] }>(
  'scale-factors.json',
);
const matrixOf = (counts: readonly number[][]): CountMatrix => ({
  genes: counts.map((_, i) => `gene ${i}`),
  samples: counts[0]!.map((_, j) => `sample ${j}`),
  counts: Float64Array.from(counts.flat()),
});
const pairs = (got: Float64Array | null, expected: readonly number[]) =>
  expected.map((one, j) => [got?.[j] ?? Number.NaN, one] as const);

describe('scale factors', () => {
  const matrix = matrixOf(reference.counts);

  it('agree with edgeR and DESeq2 to 1e-12', () => {
    expect(farthest(pairs(trimmedMeanFactors(matrix), reference.TMM))).toBeLessThan(1e-12);
    expect(farthest(pairs(medianOfRatios(matrix), reference.medianOfRatios))).toBeLessThan(1e-12);
  });

  it('are 1 where libraries differ in size alone', () => {
    const genes = [3, 50, 700, 20].map((count) => [count, 10 * count, 4 * count]);
    expect([...trimmedMeanFactors(matrixOf(genes))]).toEqual([1, 1, 1]);
  });

  it('are none by ratios where no gene was read in every sample', () => {
    expect(
      medianOfRatios(
        matrixOf([
          [0, 4],
          [3, 0],
        ]),
      ),
    ).toBeNull();
  });

  it('are 1 where two samples have no gene in common', () => {
    const factors = trimmedMeanFactors(
      matrixOf([
        [0, 4],
        [3, 0],
      ]),
    );
    expect([...factors]).toEqual([1, 1]);
  });
});
