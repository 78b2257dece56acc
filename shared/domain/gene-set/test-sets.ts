/** What a contrast says of each gene set: the mean of its genes' folds, with an error that knows that they go together. */
import { benjaminiHochberg } from '../../stats/adjusted-p.ts';
import { normalQuantile } from '../../stats/normal-quantile.ts';
import { normalTail } from '../../stats/normal-tail.ts';
import { studentTOutside, studentTQuantile } from '../../stats/student-t.ts';
import { listText } from '../words/list.ts';
import type { GeneSet } from './field-sets.ts';
import { type FoundGene, NOT_FOUND } from './find-genes.ts';
import {
  meanCorrelation,
  type ReplicateSpread,
  type SumVariance,
  varianceBetweenReplicates,
  varianceOfErrors,
} from './replicate-spread.ts';
import type { GeneOfSet, SetTest } from './set-test.ts';

/** What an engine says of the genes of a contrast, by their places. */
export interface FoldsOfGenes {
  readonly genes: readonly string[];
  readonly log2fc: Float64Array;
  readonly se: Float64Array;
  /** Degrees of freedom of a single gene's test; infinite of a normal one. */
  readonly df: number;
  /** Whether folds are differences of mean levels, so that all that is known of their error is how levels scatter. */
  readonly isOfLevels: boolean;
  /** Why the gene counts in no set; null where it does. */
  whyNot(place: number): string | null;
}

/** @param spread null where there is no p */
export function testSets(
  sets: readonly GeneSet[],
  found: ReadonlyMap<string, FoundGene>,
  folds: FoldsOfGenes,
  spread: ReplicateSpread | null,
): SetTest[] {
  const tests = sets.map((set) => testSet(set, found, folds, spread));
  const adjusted = benjaminiHochberg(tests.map(({ pValue }) => pValue));
  return tests.map((test, i) => ({ ...test, adjPValue: adjusted[i] ?? null }));
}

function testSet(
  { id, title, over, under }: GeneSet,
  found: ReadonlyMap<string, FoundGene>,
  folds: FoldsOfGenes,
  spread: ReplicateSpread | null,
): SetTest {
  const genes = [...over, ...under].map((name) => geneOf(name, found.get(name), folds));
  const tested = genes.flatMap(({ name, state }, i) => {
    const place = found.get(name)?.place ?? null;
    return state !== 'tested' || place === null ? [] : [{ place, isUnder: i >= over.length }];
  });
  const kind = under.length === 0 ? 'mean' : 'ratio';
  const told = { set: id, title, kind, genes, tested: tested.length, ...NOTHING } as const;
  const lacking = genes.filter(({ state }) => state !== 'tested');
  if (tested.length === 0 || (kind === 'ratio' && lacking.length > 0))
    return { ...told, reason: lackingText(kind, lacking) };
  const weighted = tested.map(({ place, isUnder }) => ({
    place,
    weight: isUnder ? -1 : 1 / tested.filter((one) => !one.isUnder).length,
  }));
  const log2fc = weighted.reduce((sum, { place, weight }) => sum + weight * folds.log2fc[place]!, 0);
  if (spread === null) return { ...told, log2fc, reason: TOO_FEW_UNITS };
  return { ...told, log2fc, ...testOf(log2fc, weighted, folds, spread) };
}

const NOTHING = {
  ...{ log2fc: null, se: null, df: null, ci95: null, stat: null, pValue: null, adjPValue: null },
  ...{ correlation: null, inflation: null },
};
const TOO_FEW_UNITS = 'no p: fewer than 2 units in an arm';
const NO_SCATTER = 'no p: its genes are the same in all units of an arm';

function lackingText(kind: SetTest['kind'], lacking: readonly GeneOfSet[]): string {
  const named = lacking.map(({ name, reason }) => `${name}: ${reason}`);
  const what = kind === 'ratio' ? 'a ratio needs both genes' : 'none of its genes was compared';
  return `${what}; ${listText(named, '; ', 12)}`;
}

function geneOf(name: string, found: FoundGene | undefined, { genes, whyNot }: FoldsOfGenes): GeneOfSet {
  if (found === undefined || found.place === null)
    return { name, gene: null, matched: null, state: 'not-found', reason: found?.reason ?? NOT_FOUND };
  const { place, matched } = found;
  const reason = whyNot(place);
  const row = { name, gene: genes[place]!, matched };
  return reason === null ? { ...row, state: 'tested' } : { ...row, state: 'not-tested', reason };
}

type Tested = Pick<SetTest, 'se' | 'df' | 'ci95' | 'stat' | 'pValue' | 'correlation' | 'inflation'>;

function testOf(
  log2fc: number,
  weighted: readonly { readonly place: number; readonly weight: number }[],
  folds: FoldsOfGenes,
  spread: ReplicateSpread,
): Tested | { readonly reason: string } {
  const [first, ...others] = weighted;
  // One gene is as well known alone as in a set.
  if (first !== undefined && others.length === 0)
    return { ...inference(log2fc, folds.se[first.place]!, folds.df), correlation: null, inflation: 1 };
  const summands = weighted.map(({ place, weight }) => ({
    ...{ weight, se: folds.se[place]!, left: spread.leftOf(place) },
  }));
  const { variance, inflation } = varianceOf(summands, folds, spread);
  if (!(variance > 0)) return { reason: NO_SCATTER };
  return {
    ...inference(log2fc, Math.sqrt(variance), spread.df),
    ...{ correlation: meanCorrelation(summands), inflation },
  };
}

/** Folds that are not those of the levels may be known worse than these scatter: the larger of both. */
function varianceOf(
  summands: Parameters<typeof varianceOfErrors>[0],
  { isOfLevels }: FoldsOfGenes,
  spread: ReplicateSpread,
): SumVariance {
  const between = varianceBetweenReplicates(summands, spread);
  if (isOfLevels) return between;
  const ofErrors = varianceOfErrors(summands);
  return ofErrors.variance > between.variance ? ofErrors : between;
}

/** A 95 % interval has so much below its upper end. */
const UPPER = 0.975;

function inference(log2fc: number, se: number, df: number): Omit<Tested, 'correlation' | 'inflation'> {
  const stat = log2fc / se;
  const isNormal = df === Number.POSITIVE_INFINITY;
  const half = se * (isNormal ? normalQuantile(UPPER) : studentTQuantile(UPPER, df));
  return {
    ...{ se, df: isNormal ? null : df, ci95: [log2fc - half, log2fc + half], stat },
    pValue: isNormal ? 2 * normalTail(Math.abs(stat)) : studentTOutside(Math.abs(stat), df),
  };
}
