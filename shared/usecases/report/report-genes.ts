/** Of each contrast the genes that a report shows: those of the smallest p. */
import type { ContrastsOnWire, GenesOnWire } from '../../contract/expression.ts';
import type { Ports } from '../../ports.ts';
import { queryGenes } from '../answer/query-genes.ts';

/** Contrasts of which genes are shown, and genes of each. */
const MOST_CONTRASTS = 12;
const MOST_GENES = 20;

export interface ReportedGenes {
  readonly assay: string;
  readonly contrast: string;
  readonly rows: GenesOnWire['rows'];
}

export interface GenesShown {
  readonly topGenes: readonly ReportedGenes[];
  /** Contrasts that were compared, and of whose genes there is no room. */
  readonly untold: ContrastsOnWire['contrasts'];
}

/** Contrasts that could not be compared have none. */
export async function reportGenes(
  ports: Ports,
  experiment: string,
  { contrasts }: ContrastsOnWire,
): Promise<GenesShown> {
  const compared = contrasts.filter(({ refused, engine }) => refused === undefined && engine !== null);
  const shown: ReportedGenes[] = [];
  for (const { assay, id } of compared.slice(0, MOST_CONTRASTS)) {
    const query = { assay, sort: 'pValue', limit: MOST_GENES, skip: 0 } as const;
    const { genes } = await queryGenes(ports, experiment, id, query);
    shown.push({ assay, contrast: id, rows: genes.rows });
  }
  return { topGenes: shown, untold: compared.slice(MOST_CONTRASTS) };
}
