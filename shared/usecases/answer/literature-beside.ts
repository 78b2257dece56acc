/** What the literature reports beside a comparison of arms, or a gene of a contrast. */
import type { ComparisonOnWire } from '../../contract/comparisons.ts';
import type { GenesOnWire } from '../../contract/expression.ts';
import type { BesideOnWire } from '../../contract/literature.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { type Beside, besideLiterature, notLookedFor } from '../../domain/literature/beside.ts';
import { type Exposed, exposedIn } from '../../domain/literature/exposed-arm.ts';
import { officialSymbol, recordsOfGene, symbolOfRow } from '../../domain/literature/measured-names.ts';
import { reportedOf } from '../../domain/literature/reported.ts';
import type { Measured } from '../../domain/literature/verdict.ts';

/** From here on an effect is told: 5 %, as that of the intervals. */
const ALPHA = 0.05;

type Compared = Pick<
  ComparisonOnWire,
  'endpoint' | 'assay' | 'scale' | 'estimate' | 'ci95' | 'pValue' | 'equivalence'
>;

/** Null of a channel, and of arms that are both exposed or both controls: no study of gravity reports these. */
export function besideComparison(
  index: Pick<DefinitionIndex, 'arms' | 'units'>,
  contrast: { readonly a: string; readonly b: string },
  one: Compared,
): BesideOnWire | null {
  const exposed = one.assay === undefined ? null : exposedIn(index, contrast);
  if (exposed === null) return null;
  const { records, place, unknown } = reportedOf(one.endpoint);
  if (unknown !== null) return onWire(notLookedFor(unknown));
  return onWire(besideLiterature(records, exposed, measuredOf(one, exposed), place));
}

function measuredOf(
  { scale, estimate, ci95, pValue, equivalence }: Compared,
  { isSecond }: Exposed,
): Measured | null {
  if (estimate === null) return null;
  const none = scale === 'ratio' ? 1 : 0;
  const isEffect = ci95 === null ? pValue !== null && pValue <= ALPHA : ci95[0] > none || ci95[1] < none;
  return {
    sign: estimate > none === isSecond ? 'down' : 'up',
    isEffect,
    isEquivalent: equivalence?.equivalent ?? null,
  };
}

type Gene = Pick<GenesOnWire['rows'][number], 'gene' | 'symbol' | 'log2fc' | 'adjPValue' | 'equivalent'>;

/** The rows with what stands beside each; as they are where nothing does. */
export function besideGenes<G extends Gene>(
  index: Pick<DefinitionIndex, 'arms' | 'units'>,
  contrast: { readonly a: string; readonly b: string },
  rows: readonly G[],
): (G & { readonly literature?: BesideOnWire })[] {
  const exposed = exposedIn(index, contrast);
  return exposed === null ? [...rows] : rows.map((row) => ({ ...row, literature: besideGene(exposed, row) }));
}

/** By adjusted p: of hundreds of genes some stand out by chance. */
export function besideGene(exposed: Exposed, one: Gene): BesideOnWire {
  const { log2fc, adjPValue, equivalent = null } = one;
  const measured: Measured | null =
    log2fc === null || adjPValue === null
      ? null
      : {
          sign: log2fc > 0 === exposed.isSecond ? 'down' : 'up',
          ...{ isEffect: adjPValue <= ALPHA, isEquivalent: equivalent },
        };
  const symbol = symbolOfRow(one);
  if (symbol === null) return onWire(notLookedFor(`nothing says by which symbol ${one.gene} is known`));
  const beside = besideLiterature(recordsOfGene(symbol), exposed, measured);
  const official = officialSymbol(symbol);
  const isOtherName = official !== symbol.toUpperCase();
  return onWire(isOtherName ? { ...beside, sentence: `read as ${official}: ${beside.sentence}` } : beside);
}

const onWire = ({ records, studies, missions, overall, ...one }: Beside): BesideOnWire => ({
  ...{ ...one, records: [...records], studies: [...studies] },
  missions: { names: [...missions.names], untold: missions.untold },
  overall: { ...overall, studies: [...overall.studies] },
});
