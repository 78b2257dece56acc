/** Folds that are shrunken, beside the truth of simulated batches and beside what DESeq2 makes of them. */
import { describe, expect, it } from 'vitest';
import type { RegisteredSample } from '../../../../shared/domain/assay/sample-register.ts';
import { compareGenes } from '../../../../shared/domain/contrast/compare-genes.ts';
import { readOracle, readTruth } from '../../../support/expression-oracle.ts';
import { hasRealData } from '../../../support/real-data.ts';

function comparedOracle(batch: string) {
  const { matrix, design, results } = readOracle(batch, 'deseq2');
  const [, second, flight] = design;
  const register = matrix.samples.map(
    (name, j): RegisteredSample => ({
      ...{
        name,
        unit: name,
        arm: flight![j] === 1 ? 'flight' : 'ground',
        donor: null,
        covariates: {},
        handling: {},
      },
      batch: { lane: second![j] === 1 ? 'b2' : 'b1' },
    }),
  );
  const { genes: features, samples, counts: values } = matrix;
  const { contrasts } = compareGenes(
    {
      ...{ table: 'expression', scale: 'counts', feature: 'gene', features, samples, values },
      ...{ symbols: null, classes: null },
    },
    register,
    {
      contrasts: [{ a: 'flight', b: 'ground' }],
      design: { batch: ['lane'], covariates: [], paired: false },
    },
  );
  const [contrast] = contrasts;
  if (contrast === undefined || 'refused' in contrast) throw new Error('expected a contrast');
  return { engines: contrast.engines, results };
}

/** Root mean square distance from the truth, over the genes that have both. */
function distance(values: ArrayLike<number>, truth: readonly number[], places: readonly number[]): number {
  const squares = places.map((place) => (values[place]! - truth[place]!) ** 2);
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / places.length);
}

describe.runIf(hasRealData).each(['sim_n3', 'sim_n6'])('a fold of the batch %s that is shrunken', (batch) => {
  const { engines, results } = comparedOracle(batch);
  const truths = readTruth(batch);

  it.each(engines.map((one) => [one.engine, one] as const))(
    'by %s is nearer to the truth by a third or more, and than the normal prior of DESeq2',
    (_, { table }) => {
      const truth = table.genes.map((gene) => truths.get(gene)!);
      const places = table.genes.flatMap((_gene, place) =>
        Number.isNaN(table.pValue[place]!) ? [] : [place],
      );
      const normal = table.genes.map((gene) => Number(results.get(gene)?.lfc_shrunkNormal));
      const shrunk = distance(table.log2fcShrunk, truth, places);
      expect(shrunk).toBeLessThan((2 / 3) * distance(table.log2fc, truth, places) + 1e-9);
      expect(shrunk).toBeLessThan(distance(normal, truth, places));
    },
  );
});
