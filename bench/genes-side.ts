import { type EngineName, fitEngine } from '../shared/domain/contrast/engines.ts';
import type { BenchSide } from './bench-row.ts';
import { batchOfGenes } from './sets/genes.ts';

const FIRST_AGAINST_SECOND = Float64Array.of(1, -1);

/** Seconds that an engine takes from counts to adjusted p. */
export async function engineSide(engine: EngineName, genes: number, samples: number): Promise<BenchSide> {
  const batch = batchOfGenes(genes, samples);
  return {
    async run() {
      const began = process.cpuUsage();
      const fitted = fitEngine(engine, batch);
      if (fitted === null) throw new Error('the batch could not be fitted');
      fitted.tests(FIRST_AGAINST_SECOND);
      const { user, system } = process.cpuUsage(began);
      return { value: (user + system) / 1e6 };
    },
  };
}
