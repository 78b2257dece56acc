/** The engines by which genes are compared, each fitted once to all arms of an assay (docs/adr/0050-genes-by-moderated-t.md). */
import { benjaminiHochberg } from '../../stats/adjusted-p.ts';
import { factor, leverages } from '../../stats/least-squares.ts';
import { variancePrior } from '../../stats/variance-prior.ts';
import type { ExpressionScale } from '../assay/tables.ts';
import { type CountMatrix, libraryOf, someGenes } from '../expression/count-matrix.ts';
import { fitDispersions } from '../expression/deseq/fit-dispersions.ts';
import { nbModel } from '../expression/deseq/nb-glm.ts';
import { waldTests } from '../expression/deseq/wald-tests.ts';
import { expressedGenes } from '../expression/expressed-genes.ts';
import { fitGenes, type GeneValues, type LinearModel } from '../expression/linear-model.ts';
import { logCpm } from '../expression/log-cpm.ts';
import { moderatedT } from '../expression/moderated-t.ts';
import { medianOfRatios, trimmedMeanFactors } from '../expression/scale-factors.ts';
import { voomWeights } from '../expression/voom-weights.ts';

export const ENGINES = ['limma-trend', 'voom', 'deseq2'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Changes with what an engine makes of the same counts. */
export const ENGINE_VERSIONS: Readonly<Record<EngineName, string>> = {
  'limma-trend': 'limma-trend/1',
  voom: 'voom/1',
  deseq2: 'deseq2/1',
};

/** Columns of a matrix, one a replicate. */
export interface Measured {
  readonly scale: ExpressionScale;
  readonly matrix: CountMatrix;
  readonly columns: readonly Float64Array[];
}

/** Tests of a contrast, one a gene that is compared. */
export interface EngineTests {
  readonly log2fc: Float64Array;
  readonly se: Float64Array;
  /** t, or z where the engine is deseq2. */
  readonly stat: Float64Array;
  readonly pValue: readonly (number | null)[];
  readonly adjusted: readonly (number | null)[];
  /** Degrees of freedom of the statistic; infinite of z. */
  readonly df: number;
}

export interface FittedEngine {
  readonly engine: EngineName;
  /** Places of the genes that are compared; the others are read too rarely. */
  readonly genes: readonly number[];
  /** Degrees of freedom that all genes lend each; null of deseq2. */
  readonly priorDf: number | null;
  /** @param weights of the design's columns */
  tests(weights: Float64Array): EngineTests;
}

/** Libraries that differ more than so many times need weights. */
const MOST_APART = 3;

/** limma-trend, or voom where libraries differ more than threefold. */
export function defaultEngine({ scale, matrix }: Measured): EngineName {
  if (scale !== 'counts') return 'limma-trend';
  const libraries = libraryOf(matrix);
  return Math.max(...libraries) > MOST_APART * Math.min(...libraries) ? 'voom' : 'limma-trend';
}

/** Fewer genes know nothing of each other's variance. */
const LEAST_GENES = 3;

/** Null where the design leaves no degree of freedom, too few genes are read, or dispersions have no trend. */
export function fitEngine(engine: EngineName, measured: Measured): FittedEngine | null {
  if (engine === 'deseq2') return fitDeseq(measured);
  const { scale, matrix, columns } = measured;
  const genes =
    scale === 'counts'
      ? expressedGenes(matrix, 1 / Math.max(...leverages(columns)))
      : matrix.genes.map((_, place) => place);
  if (genes.length < LEAST_GENES) return null;
  const kept = someGenes(matrix, genes);
  const values = valuesOf(engine, scale, kept, columns);
  const model = values === null ? null : fitGenes(values, columns);
  if (model === null) return null;
  return { engine, genes, ...moderated(model, engine === 'voom' ? null : model.means) };
}

/** Reads of each sample, scaled by the trimmed mean of its genes. */
export function scaledLibraries(matrix: CountMatrix): Float64Array {
  const factors = trimmedMeanFactors(matrix);
  return libraryOf(matrix).map((library, j) => library * factors[j]!);
}

function valuesOf(
  engine: EngineName,
  scale: ExpressionScale,
  kept: CountMatrix,
  columns: readonly Float64Array[],
): GeneValues | null {
  const plain = { genes: kept.genes.length, samples: kept.samples.length, weights: null };
  if (scale === 'log2') return { ...plain, values: kept.counts };
  const libraries = scaledLibraries(kept);
  if (engine === 'voom') return voomWeights(kept, libraries, columns);
  return { ...plain, values: logCpm(kept, libraries) };
}

/** @param trend what the variances follow; null where weights see to that */
function moderated(model: LinearModel, trend: Float64Array | null): Pick<FittedEngine, 'priorDf' | 'tests'> {
  const prior = variancePrior(model.variances, model.df, trend);
  return {
    priorDf: prior.df,
    tests: (weights) => {
      const kept = Float64Array.from(model.kept, (place) => weights[place]!);
      const { log2fc, se, t, pValue, df } = moderatedT(model, prior, kept);
      const known = [...pValue];
      return { log2fc, se, stat: t, pValue: known, adjusted: benjaminiHochberg(known), df };
    },
  };
}

/** At which GeneLab and DESeq2 count what is found. */
const LEVEL = 0.05;

/** Counts that reads were shared out to are rounded, as everybody does who gives them to DESeq2. */
function fitDeseq({ scale, matrix, columns }: Measured): FittedEngine | null {
  // Columns that others make up would leave nothing to divide by.
  const { kept } = factor(columns);
  const own = kept.map((place) => columns[place]!);
  if (scale !== 'counts' || matrix.samples.length - own.length < 1) return null;
  const whole: CountMatrix = { ...matrix, counts: matrix.counts.map(Math.round) };
  const sizes = medianOfRatios(whole);
  if (sizes === null) return null;
  const model = nbModel(own, sizes);
  const dispersions = fitDispersions(whole, model);
  if (dispersions === null) return null;
  return {
    engine: 'deseq2',
    genes: matrix.genes.map((_, place) => place),
    priorDf: null,
    tests: (weights) => {
      const contrast = Float64Array.from(kept, (place) => weights[place]!);
      const { log2fc, se, z, pValue, adjusted } = waldTests(
        whole,
        own,
        { model, dispersions },
        { contrast, level: LEVEL },
      );
      return { log2fc, se, stat: z, pValue, adjusted, df: Number.POSITIVE_INFINITY };
    },
  };
}
