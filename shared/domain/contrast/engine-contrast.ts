/** What one engine says of a contrast: of every gene, of the gene sets, and of all together. */
import { shrunkEffects } from '../../stats/shrunk-effects.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { CountMatrix } from '../expression/count-matrix.ts';
import { FIELD_SETS } from '../gene-set/field-sets.ts';
import type { FoundGene } from '../gene-set/find-genes.ts';
import { replicateSpread } from '../gene-set/replicate-spread.ts';
import type { SetTest } from '../gene-set/set-test.ts';
import { testSets } from '../gene-set/test-sets.ts';
import { type Design, weightsOf } from './design.ts';
import { ENGINE_VERSIONS, type EngineName, type EngineTests, type FittedEngine } from './engines.ts';
import { armMeans, type GeneTable, whyNoFold, whyNoP } from './gene-table.ts';
import type { Replicate } from './libraries.ts';
import { nullShare, type PValueShape, pValueShape } from './p-value-shape.ts';

/** What one engine says of a contrast. */
export interface EngineContrast {
  readonly engine: EngineName;
  readonly version: string;
  readonly isDefault: boolean;
  readonly priorDf: number | null;
  /** Of its statistic, the same of all genes; infinite where it is normal. */
  readonly df: number;
  /** Genes that were compared. */
  readonly tested: number;
  /** Of these with an adjusted p of .05 or less; null without p. */
  readonly significant: number | null;
  /** How many of those are expected to be none; null without p. */
  readonly expectedFalse: number | null;
  readonly nullShare: number | null;
  readonly shape: PValueShape | null;
  readonly table: GeneTable;
  readonly sets: readonly SetTest[];
}

/** False discoveries among those that are called found. */
const LEVEL = 0.05;

export interface OfContrast {
  readonly contrast: Contrast;
  readonly design: Design;
  readonly kept: readonly Replicate[];
  readonly matrix: CountMatrix;
  /** Those of the matrix, then genes that lack a value in some sample. */
  readonly rows: Pick<GeneTable, 'genes' | 'symbols'>;
  readonly levels: Float64Array;
  /** Rows of the genes that the sets are of. */
  readonly found: ReadonlyMap<string, FoundGene>;
  readonly hasP: boolean;
}

export function engineContrast(fitted: FittedEngine, of: OfContrast): Omit<EngineContrast, 'isDefault'> {
  const { engine, genes, priorDf } = fitted;
  const { contrast, design, hasP } = of;
  const tests = fitted.tests(weightsOf(design, contrast));
  const p = hasP ? tests.pValue.filter((one) => one !== null) : [];
  const significant = tests.adjusted.filter((one) => one !== null && one <= LEVEL).length;
  const share = nullShare(p);
  const table = tableOf(genes, tests, of);
  return {
    ...{ engine, version: ENGINE_VERSIONS[engine], priorDf, df: tests.df },
    tested: genes.length,
    significant: hasP ? significant : null,
    expectedFalse: hasP ? significant * LEVEL * (share ?? 1) : null,
    ...{ nullShare: share, shape: pValueShape(p), table },
    sets: setsOf(engine, tests.df, table, of),
  };
}

function tableOf(
  genes: readonly number[],
  tests: EngineTests,
  { contrast, kept, matrix, rows, levels, hasP }: OfContrast,
): GeneTable {
  const column = (values: ArrayLike<number | null>) => {
    const out = new Float64Array(rows.genes.length).fill(Number.NaN);
    genes.forEach((place, i) => {
      out[place] = values[i] ?? Number.NaN;
    });
    return out;
  };
  const none: (number | null)[] = [];
  return {
    ...{ genes: rows.genes, symbols: rows.symbols },
    log2fc: column(tests.log2fc),
    log2fcShrunk: column(hasP ? shrunkFolds(tests) : none),
    se: column(hasP ? tests.se : none),
    stat: column(hasP ? tests.stat : none),
    pValue: column(hasP ? tests.pValue : none),
    adjPValue: column(hasP ? tests.adjusted : none),
    ...armMeans(levels, kept, contrast, { compared: matrix.genes.length, all: rows.genes.length }),
  };
}

/** Of genes without a p too little is known to say how far to draw them, nor do they say anything of others. */
function shrunkFolds({ log2fc, se, pValue }: EngineTests): (number | null)[] {
  const places = pValue.flatMap((p, i) => (p !== null && se[i]! > 0 ? [i] : []));
  const of = (values: Float64Array) => Float64Array.from(places, (i) => values[i]!);
  const shrunk = shrunkEffects(of(log2fc), of(se));
  const out: (number | null)[] = pValue.map(() => null);
  places.forEach((i, k) => {
    out[i] = shrunk[k]!;
  });
  return out;
}

function setsOf(
  engine: EngineName,
  df: number,
  table: GeneTable,
  { contrast, design, levels, found, hasP }: OfContrast,
): SetTest[] {
  const { genes, log2fc, se } = table;
  const folds = {
    ...{ genes, log2fc, se, df, isOfLevels: engine === 'limma-trend' },
    whyNot: (place: number) => (hasP ? whyNoP(table, place) : whyNoFold(table, place)),
  };
  const spread = hasP ? replicateSpread(levels, design.columns, weightsOf(design, contrast)) : null;
  return testSets(FIELD_SETS, found, folds, spread);
}
