import {
  contrastName,
  contrastsQuerySchema,
  contrastsSchema,
  type GenesOnWire,
  genePointsQuerySchema,
  genePointsSchema,
  genesQuerySchema,
  genesSchema,
} from '../../../shared/contract/expression.ts';
import { inAssay, normalizedQuerySchema, normalizedSchema } from '../../../shared/contract/normalized.ts';
import type { Api } from '../http/api.ts';
import { skippedBy, tokenOf } from '../http/page-token.ts';
import { inExperiment } from './parameters.ts';

const inContrast = inExperiment.extend({
  contrast: contrastName.meta({ description: 'The ids of two arms, with -v- between them.' }),
});

export function expressionRoutes(api: Api): void {
  normalizedRoute(api);
  pointsRoute(api);
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/expression',
      resource: 'expression',
      id: 'getContrasts',
      right: 'READ',
      title: 'Arms compared by their genes',
      summary:
        'Every contrast of every assay of genes, with its gene sets and what qualifies it; one that cannot be made says why.',
      params: inExperiment,
      query: contrastsQuerySchema,
      status: 200,
      answer: contrastsSchema,
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads.
      const { listContrasts } = await import('../../../shared/usecases/answer/list-contrasts.ts');
      return listContrasts(ports, params.experiment, query);
    },
  );
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/expression/{contrast}',
      resource: 'expression',
      id: 'getGenes',
      right: 'READ',
      title: 'Genes of one arm against another',
      summary:
        'The genes of a contrast by p, change or name, or those of a gene set, a page at a time; in CSV with the column names of GeneLab.',
      params: inContrast,
      query: genesQuerySchema,
      status: 200,
      answer: genesSchema,
      csv: async (answer) => {
        const { genesTable } = await import('./genes-table.ts');
        return genesTable(answer);
      },
      parquet: (name) => (TEXTS.includes(name) ? 'text' : 'float64'),
    },
    async ({ ports, params, query }): Promise<GenesOnWire> => {
      const { queryGenes } = await import('../../../shared/usecases/answer/query-genes.ts');
      const { gene, next, ...asked } = query;
      const skip = skippedBy(next);
      const genes = gene === undefined || Array.isArray(gene) ? gene : [gene];
      const page = await queryGenes(ports, params.experiment, params.contrast, {
        ...asked,
        gene: genes,
        skip,
      });
      return { ...page.genes, ...(page.after !== null && { next: tokenOf(String(page.after)) }) };
    },
  );
}

/** All genes in one answer, for pictures of them. */
function pointsRoute(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/expression/{contrast}/points',
      resource: 'expression',
      id: 'getGenePoints',
      right: 'READ',
      title: 'All genes of a contrast, to draw',
      summary:
        'Fold, level and p of every gene that was compared, in five digits and as vectors; how many were not, and why.',
      params: inContrast,
      query: genePointsQuerySchema,
      status: 200,
      answer: genePointsSchema,
    },
    async ({ ports, params, query }) => {
      const { queryGenePoints } = await import('../../../shared/usecases/answer/query-gene-points.ts');
      return queryGenePoints(ports, params.experiment, params.contrast, query);
    },
  );
}

/** Loaded when it is asked for: it comes with what compares files. */
function normalizedRoute(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/assays/{assay}/normalized',
      resource: 'expression',
      id: 'getNormalized',
      right: 'READ',
      title: 'Genes of each unit, normalized',
      summary:
        'How much each gene, or those that are named, was read in each unit, normalized; without what was excluded.',
      params: inAssay,
      query: normalizedQuerySchema,
      status: 200,
      answer: normalizedSchema,
    },
    async ({ ports, params, query }) => {
      const { listNormalized } = await import('../../../shared/usecases/answer/list-normalized.ts');
      return listNormalized(ports, params.experiment, params.assay, query.gene);
    },
  );
}

const TEXTS: readonly string[] = [
  ...['gene', 'symbol', 'reason'],
  ...['literature', 'literatureStudies', 'equivalent'],
];
