/** The second engine against DESeq2 1.38.3, on both simulated batches. */
import { describe, expect, it } from 'vitest';
import type { CountMatrix } from '../../../../shared/domain/expression/count-matrix.ts';
import { cellsOf } from '../../../../shared/domain/expression/deseq/cooks-distance.ts';
import { dispersionTrend } from '../../../../shared/domain/expression/deseq/dispersion-trend.ts';
import { fitDispersions } from '../../../../shared/domain/expression/deseq/fit-dispersions.ts';
import { filterByMean } from '../../../../shared/domain/expression/deseq/independent-filter.ts';
import { fitNb, nbModel } from '../../../../shared/domain/expression/deseq/nb-glm.ts';
import { priorVariance } from '../../../../shared/domain/expression/deseq/prior-variance.ts';
import { waldTests } from '../../../../shared/domain/expression/deseq/wald-tests.ts';
import { medianOfRatios } from '../../../../shared/domain/expression/scale-factors.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { readOracle } from '../../../support/expression-oracle.ts';
import { farthest } from '../../../support/golden-stats.ts';
import { hasRealData } from '../../../support/real-data.ts';

const CONTRAST = { contrast: Float64Array.of(0, 0, 1), level: 0.1 };

/** Genes whose steps go to and fro. DESeq2 leaves them to a general optimiser, which ends some digits early; these are within 0.01. */
const LEFT_TO_OPTIMISER: Readonly<Record<string, readonly string[]>> = {
  sim_n3: [
    'SIM00213',
    'SIM00551',
    'SIM00987',
    'SIM01113',
    'SIM01119',
    'SIM01234',
    'SIM01487',
    'SIM01604',
    'SIM01922',
    'SIM01929',
    'SIM02114',
    'SIM02459',
    'SIM02555',
  ],
  sim_n6: [],
};

describe.runIf(hasRealData).each(['sim_n3', 'sim_n6'])('the DESeq2-compatible engine on %s', (batch) => {
  const { matrix, design, settings, results } = readOracle(batch, 'deseq2');
  const sizes = medianOfRatios(matrix)!;
  const model = nbModel(design, sizes);
  const dispersions = fitDispersions(matrix, model)!;
  const tests = waldTests(matrix, design, { model, dispersions }, CONTRAST);

  /** The oracle's column beside ours, of the genes that have both. */
  function pairs(column: string, ours: ArrayLike<number | null>): [number, number, string][] {
    return matrix.genes.flatMap((gene, i): [number, number, string][] => {
      const text = results.get(gene)?.[column] ?? '';
      const value = ours[i] ?? Number.NaN;
      const isNone = text === '' || text === 'NA';
      expect(Number.isNaN(value), `${gene} ${column}: ${value} against ${text}`).toBe(isNone);
      if (isNone) return [];
      if (!LEFT_TO_OPTIMISER[batch]?.includes(gene)) return [[value, Number(text), gene]];
      if (column !== 'padj') expect(Math.abs(value - Number(text)), gene).toBeLessThan(0.01);
      return [];
    });
  }

  it('scales libraries by medians of ratios, to 1e-12', () => {
    const expected = Object.values(settings.sizeFactors as Record<string, number>);
    expect(farthest(expected.map((one, j) => [sizes[j]!, one]))).toBeLessThan(1e-12);
  });

  it('finds the trend of the dispersions, its prior, and each gene by 1e-3', () => {
    const { asymptDisp, extraPois } = settings.dispFit_coefs as Record<string, number>;
    const { asymptotic, extraPoisson } = dispersions.trend;
    expect(
      farthest([
        [asymptotic, asymptDisp!],
        [extraPoisson, extraPois!],
      ]),
    ).toBeLessThan(1e-4);
    expect(farthest([[dispersions.priorVariance, settings.dispPriorVar as number]])).toBeLessThan(1e-4);
    const final = pairs('dispersion', dispersions.final);
    expect(final.length).toBeGreaterThan(2900);
    expect(farthest(final.map(([got, expected]) => [got, expected] as const))).toBeLessThan(1e-3);
  });

  it('finds fold changes and standard errors by 1e-5, and the order of p', () => {
    const [folds, errors] = [pairs('log2FC', tests.log2fc), pairs('lfcSE', tests.se)];
    // A fold of nearly 0 is as well known as one of 1.
    const apart = folds.map(([got, expected]) => Math.abs(got - expected) / Math.max(1, Math.abs(expected)));
    expect(Math.max(...apart)).toBeLessThan(1e-5);
    expect(farthest(errors.map(([got, expected]) => [got, expected] as const))).toBeLessThan(1e-5);
    const p = pairs('pvalue', tests.pValue);
    expect(
      rankCorrelation(
        p.map(([got]) => got),
        p.map(([, expected]) => expected),
      ),
    ).toBeGreaterThan(0.9999);
  });

  it('leaves out what DESeq2 leaves out, and finds as many', () => {
    pairs('padj', tests.adjusted);
    expect(tests.adjusted.filter((one) => one === null).length).toBe(settings.n_padjNA);
    expect(tests.adjusted.filter((one) => one !== null && one < 0.05).length).toBe(settings.n_sig05);
    expect(farthest([[tests.leastMean, settings.filterThreshold as number]])).toBeLessThan(1e-9);
  });
});

function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) => {
    const order = values.map((_, i) => i).sort((x, y) => values[x]! - values[y]!);
    const rank = new Float64Array(values.length);
    order.forEach((i, place) => {
      rank[i] = place;
    });
    return rank;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const n = x.length;
  return 1 - (6 * x.reduce((sum, one, i) => sum + (one - y[i]!) ** 2, 0)) / (n * (n * n - 1));
}

describe('parts of the engine', () => {
  const ones = new Float64Array(6).fill(1);
  const arm = Float64Array.of(0, 0, 0, 1, 1, 1);
  const model = nbModel([ones, arm], ones);

  it('fit a gene that one arm lacks, at a finite fold', () => {
    const { coefficients, means } = fitNb(Float64Array.of(40, 50, 60, 0, 0, 0), 0.1, model);
    expect(Number.isFinite(coefficients[1])).toBe(true);
    expect(coefficients[1]!).toBeLessThan(-4);
    expect(means[0]).toBeCloseTo(50, 3);
  });

  it('fit the mean of each arm, to and fro or not', () => {
    for (const dispersion of [1e-8, 0.1, 3, 10]) {
      const { coefficients } = fitNb(Float64Array.of(5, 9, 4000, 20, 30, 1), dispersion, model);
      // But for what the ridge takes.
      expect(coefficients[0]).toBeCloseTo(Math.log(4014 / 3), 3);
      expect(coefficients[0]! + coefficients[1]!).toBeCloseTo(Math.log(17), 3);
    }
  });

  it('know the cells of a design', () => {
    expect(cellsOf([ones, arm])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  it('make no trend of dispersions that have none', () => {
    expect(dispersionTrend(Float64Array.of(10, 100, 1000), Float64Array.of(0.001, 0.1, 5))).toBeNull();
  });

  it('find the variance of dispersions from few degrees of freedom', () => {
    const { normal } = randomStream(3, 'prior');
    const chiSquare = () => normal() ** 2 + normal() ** 2 + normal() ** 2;
    const apart = Float64Array.from({ length: 20_000 }, () => Math.log(chiSquare() / 3) + normal());
    expect(priorVariance(apart, 1, 3)).toBeGreaterThan(0.9);
    expect(priorVariance(apart, 1, 3)).toBeLessThan(1.1);
    expect(priorVariance(new Float64Array(0), 0, 3)).toBe(0.25);
    expect(priorVariance(apart, 2, 8)).toBeCloseTo(4 - (Math.PI ** 2 / 6 - 1 - 1 / 4 - 1 / 9), 12);
  });

  it('filter nothing where there is next to nothing to find', () => {
    const means = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    const { adjusted, leastMean } = filterByMean(
      Array.from(means, () => 0.5),
      means,
      0.1,
    );
    expect(leastMean).toBe(1);
    expect(adjusted.every((one) => one === 0.5)).toBe(true);
  });

  it('give no p to a gene that was never read', () => {
    const matrix: CountMatrix = {
      genes: ['none', ...Array.from({ length: 60 }, (_, i) => `g${i}`)],
      samples: ['1', '2', '3', '4', '5', '6'],
      counts: countsOf(60),
    };
    const design = [ones, arm];
    const dispersions = fitDispersions(matrix, model)!;
    const { pValue, log2fc } = waldTests(
      matrix,
      design,
      { model, dispersions },
      { contrast: Float64Array.of(0, 1), level: 0.1 },
    );
    expect(pValue[0]).toBeNull();
    expect(log2fc[0]).toBeNaN();
    expect(pValue.slice(1).every((one) => one !== null && one >= 0 && one <= 1)).toBe(true);
  });
});

/** Counts of a gene that was never read, and of others around 20 to 2,000. */
function countsOf(genes: number): Float64Array {
  const { normal } = randomStream(5, 'genes');
  const all = Array.from({ length: genes }, (_, gene) => {
    const mean = 20 * 100 ** (gene / genes);
    return Array.from({ length: 6 }, () =>
      Math.round(mean * Math.exp(Math.sqrt(0.05 + 3 / mean) * normal())),
    );
  });
  return Float64Array.from([...new Array(6).fill(0), ...all.flat()]);
}
