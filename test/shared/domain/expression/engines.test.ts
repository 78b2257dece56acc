/** The engines against limma and edgeR, which the files beside the oracles name with their versions. */
import { describe, expect, it } from 'vitest';
import { type CountMatrix, libraryOf, someGenes } from '../../../../shared/domain/expression/count-matrix.ts';
import { expressedGenes } from '../../../../shared/domain/expression/expressed-genes.ts';
import { fitGenes, type LinearModel } from '../../../../shared/domain/expression/linear-model.ts';
import { logCpm } from '../../../../shared/domain/expression/log-cpm.ts';
import { type GeneTests, moderatedT } from '../../../../shared/domain/expression/moderated-t.ts';
import { trimmedMeanFactors } from '../../../../shared/domain/expression/scale-factors.ts';
import { voomWeights } from '../../../../shared/domain/expression/voom-weights.ts';
import { benjaminiHochberg } from '../../../../shared/stats/adjusted-p.ts';
import { leverages } from '../../../../shared/stats/least-squares.ts';
import { variancePrior } from '../../../../shared/stats/variance-prior.ts';
import { readOracle } from '../../../support/expression-oracle.ts';
import { farthest } from '../../../support/golden-stats.ts';
import { hasRealData } from '../../../support/real-data.ts';

/** The oracles have ten digits. */
const PRINTED = 1e-9;
const ARM = Float64Array.of(0, 0, 1);

describe.runIf(hasRealData).each(['sim_n3', 'sim_n6'])('of the batch %s', (batch) => {
  const { matrix, design, settings, results } = readOracle(batch, 'limma');
  const kept = someGenes(matrix, expressedGenes(matrix, 1 / Math.max(...leverages(design))));
  const factors = trimmedMeanFactors(kept);
  const libraries = libraryOf(kept).map((library, j) => library * factors[j]!);
  const plain = { genes: kept.genes.length, samples: kept.samples.length, weights: null };

  /** Of a column of the oracle, over all genes that are compared. */
  function apart(column: string, values: ArrayLike<number>): number {
    expect(kept.genes.every((gene) => results.has(gene))).toBe(true);
    return farthest(kept.genes.map((gene, i) => [values[i]!, Number(results.get(gene)?.[column])]));
  }

  function expectTests(model: LinearModel, tests: GeneTests, columns: Readonly<Record<string, string>>) {
    expect(model.df).toBe(kept.samples.length - 3);
    expect(apart(columns.logFC!, tests.log2fc)).toBeLessThan(PRINTED);
    expect(apart(columns.t!, tests.t)).toBeLessThan(PRINTED);
    expect(apart(columns.p!, tests.pValue)).toBeLessThan(PRINTED);
    const adjusted = benjaminiHochberg([...tests.pValue]).map((one) => one ?? Number.NaN);
    expect(apart(columns.adjusted!, adjusted)).toBeLessThan(PRINTED);
  }

  it('compares the genes that are expressed, and scales the libraries as edgeR does', () => {
    expect(kept.genes.length).toBe(settings.n_kept);
    expect([...libraryOf(kept)]).toEqual(settings.libsize);
    const expected = settings.TMM as number[];
    expect(farthest(expected.map((one, j) => [factors[j]!, one]))).toBeLessThan(1e-12);
  });

  it('agrees with limma-trend', () => {
    const model = fitGenes({ ...plain, values: logCpm(kept, libraries) }, design)!;
    const prior = variancePrior(model.variances, model.df, model.means);
    expect(farthest([[prior.df, settings['trend_df.prior'] as number]])).toBeLessThan(1e-10);
    expect(apart('trend.s2.prior', prior.variances)).toBeLessThan(PRINTED);
    const columns = { logFC: 'trend.logFC', t: 'trend.t', p: 'trend.P', adjusted: 'trend.adjP' };
    expectTests(model, moderatedT(model, prior, ARM), columns);
  });

  it('agrees with voom, and with TREAT at a fold of 1.2', () => {
    const model = fitGenes(voomWeights(kept, libraries, design)!, design)!;
    const prior = variancePrior(model.variances, model.df, null);
    expect(apart('AveExpr', model.means)).toBeLessThan(PRINTED);
    expect(apart('sigma', model.variances.map(Math.sqrt))).toBeLessThan(PRINTED);
    const columns = { logFC: 'logFC', t: 't', p: 'P.Value', adjusted: 'adj.P.Val' };
    expectTests(model, moderatedT(model, prior, ARM), columns);
    const beyond = moderatedT(model, prior, ARM, Math.log2(1.2));
    expect(apart('treat1.2.P', beyond.pValue)).toBeLessThan(PRINTED);
  });
});

describe('the engines on a few genes', () => {
  const matrix: CountMatrix = {
    genes: ['none', 'low', 'same', 'up'],
    samples: ['G1', 'G2', 'F1', 'F2'],
    counts: Float64Array.from([
      ...[0, 0, 0, 0],
      ...[1, 2, 1, 0],
      ...[1e6, 1.1e6, 0.9e6, 1e6],
      ...[1000, 1100, 4100, 3900],
    ]),
  };
  const design = [new Float64Array(4).fill(1), Float64Array.of(0, 0, 1, 1)];

  it('leave out what is hardly read', () => {
    expect(expressedGenes(matrix, 2)).toEqual([2, 3]);
  });

  it('say by how much a gene is up, and nothing without a degree of freedom', () => {
    const kept = someGenes(matrix, [2, 3]);
    const values = { genes: 2, samples: 4, values: logCpm(kept, libraryOf(kept)), weights: null };
    const model = fitGenes(values, design)!;
    const prior = variancePrior(model.variances, model.df, null);
    const { log2fc, pValue, se, t } = moderatedT(model, prior, Float64Array.of(0, 1));
    // Of the shares of the libraries, but for the prior reads.
    const expected = Math.log2(4100 / 904_100) + Math.log2(3900 / 1_003_900);
    const before = Math.log2(1000 / 1_001_000) + Math.log2(1100 / 1_101_100);
    expect(log2fc[1]).toBeCloseTo((expected - before) / 2, 2);
    expect(t[1]).toBeCloseTo(log2fc[1]! / se[1]!, 12);
    expect(pValue[1]!).toBeLessThan(pValue[0]!);
    const each = [0, 1, 2, 3].map((one) => Float64Array.from({ length: 4 }, (_, j) => (j === one ? 1 : 0)));
    expect(fitGenes(values, each)).toBeNull();
    expect(voomWeights(kept, libraryOf(kept), each)).toBeNull();
  });

  it('a change below the threshold never counts as one beyond it', () => {
    const kept = someGenes(matrix, [2, 3]);
    const values = { genes: 2, samples: 4, values: logCpm(kept, libraryOf(kept)), weights: null };
    const model = fitGenes(values, design)!;
    const prior = variancePrior(model.variances, model.df, null);
    const small = moderatedT(model, prior, Float64Array.of(0, 1), 5);
    expect(small.t[1]).toBe(0);
    expect(small.pValue[1]!).toBeGreaterThan(0.5);
  });
});
