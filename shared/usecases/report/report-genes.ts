/** Of each contrast the genes that a report shows: those of the smallest p, and those that somebody asks about beforehand. */
import type { ContrastOnWire, ContrastsOnWire, GenesOnWire } from '../../contract/expression.ts';
import type { Ports } from '../../ports.ts';
import { queryGenes } from '../answer/query-genes.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** Contrasts of which genes are shown, and genes of each. */
const MOST_CONTRASTS = 12;
export const MOST_GENES = 20;

export interface ReportedGenes {
  readonly assay: string;
  readonly contrast: string;
  /** Of the smallest p. */
  readonly rows: GenesOnWire['rows'];
  /** Whatever their p, those of the gene sets of the field and of primary questions that are not among these. */
  readonly markers: GenesOnWire['rows'];
  /** Genes with an adjusted p of .05 or less; null where there is no p. */
  readonly found: number | null;
  /** Genes that were compared. */
  readonly tested: number | null;
}

export interface GenesShown {
  readonly topGenes: readonly ReportedGenes[];
  /** Contrasts that were compared, and of whose genes there is no room. */
  readonly untold: ContrastsOnWire['contrasts'];
}

/** Contrasts that could not be compared have none. */
export async function reportGenes(
  ports: Ports,
  { experiment, definition }: Pick<LoadedExperiment, 'experiment' | 'definition'>,
  { contrasts }: ContrastsOnWire,
): Promise<GenesShown> {
  const compared = contrasts.filter(({ refused, engine }) => refused === undefined && engine !== null);
  const shown: ReportedGenes[] = [];
  for (const one of compared.slice(0, MOST_CONTRASTS)) {
    const { assay, id, significant: found, tested } = one;
    const query = { assay, sort: 'pValue', limit: MOST_GENES, skip: 0 } as const;
    const { genes } = await queryGenes(ports, experiment, id, query);
    const gene = markersOf(one, definition.analysis?.primary ?? []);
    const asked = { ...query, gene, limit: gene.length };
    const rows = gene.length === 0 ? [] : (await queryGenes(ports, experiment, id, asked)).genes.rows;
    const markers = rows.filter((row) => !genes.rows.some((top) => top.gene === row.gene));
    shown.push({ assay, contrast: id, rows: genes.rows, markers, found, tested });
  }
  return { topGenes: shown, untold: compared.slice(MOST_CONTRASTS) };
}

type Primary = NonNullable<LoadedExperiment['definition']['analysis']>['primary'];

/** Names of rows, and of primary questions that may be of a gene. */
function markersOf({ id, geneSets }: ContrastOnWire, primary: Primary): string[] {
  const ofSets = (geneSets?.tests ?? []).flatMap(({ genes }) => genes.flatMap(({ gene }) => gene ?? []));
  const asked = primary.flatMap((one) =>
    'contrast' in one && one.contrast !== undefined && one.contrast !== id ? [] : [one.endpoint],
  );
  return [...new Set([...asked, ...ofSets])];
}
