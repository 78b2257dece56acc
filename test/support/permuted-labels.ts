/** Permuted labels: samples of one arm are split into two groups that do not differ, so each discovery is false. */
import type { ExpressionTable } from '../../shared/domain/assay/tables.ts';
import { defaultEngine, fitEngine, type Measured } from '../../shared/domain/contrast/engines.ts';

export interface PermutedRun {
  /** Samples of the first group. */
  readonly against: readonly string[];
  readonly compared: number;
  /** Genes with an adjusted p of .05 or less. */
  readonly found: readonly string[];
  /** Share of the genes with a p below .05. */
  readonly smallP: number;
}

const LEVEL = 0.05;

/** Every pair of samples against the rest, by the default engine: for five samples all distinct splits of two against three. */
export function permutedRuns(table: ExpressionTable, samples: readonly string[]): PermutedRun[] {
  const matrix = matrixOf(table, samples);
  return samples.flatMap((one, i) =>
    samples.slice(i + 1).map((other) => {
      const against = [one, other];
      const isOne = Float64Array.from(samples, (name) => (against.includes(name) ? 1 : 0));
      return {
        against,
        ...foundIn({ scale: 'counts', matrix, columns: [isOne, isOne.map((is) => 1 - is)] }),
      };
    }),
  );
}

/** Genes with at least one read. */
function matrixOf(table: ExpressionTable, samples: readonly string[]): Measured['matrix'] {
  const { features, values } = table;
  const places = samples.map((name) => table.samples.indexOf(name));
  const readsOf = (f: number) => places.map((place) => values[f * table.samples.length + place]!);
  const read = features.flatMap((_, f) => (readsOf(f).some((reads) => reads > 0) ? [f] : []));
  return { genes: read.map((f) => features[f]!), samples, counts: Float64Array.from(read.flatMap(readsOf)) };
}

function foundIn(measured: Measured): Omit<PermutedRun, 'against'> {
  const fitted = fitEngine(defaultEngine(measured), measured);
  if (fitted === null) throw new Error('the samples cannot be compared');
  const { adjusted, pValue } = fitted.tests(Float64Array.of(1, -1));
  const found = fitted.genes.flatMap((place, i) =>
    (adjusted[i] ?? 1) <= LEVEL ? [measured.matrix.genes[place]!] : [],
  );
  const small = pValue.filter((p) => (p ?? 1) < LEVEL).length;
  return { compared: fitted.genes.length, found, smallP: small / fitted.genes.length };
}
