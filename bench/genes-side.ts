import { fitEngine } from '../shared/domain/contrast/engines.ts';
import type { BenchSide } from './bench-row.ts';
import { batchOfGenes } from './sets/genes.ts';

const FIRST_AGAINST_SECOND = Float64Array.of(1, -1);

/** Seconds for limma-trend from counts to adjusted p. */
export async function limmaTrend(genes: number, samples: number): Promise<BenchSide> {
  const batch = batchOfGenes(genes, samples);
  return {
    async run() {
      const began = performance.now();
      const fitted = fitEngine('limma-trend', batch);
      if (fitted === null) throw new Error('the batch could not be fitted');
      const { adjusted } = fitted.tests(FIRST_AGAINST_SECOND);
      return { value: (performance.now() - began) / 1000, check: adjusted.length };
    },
  };
}
