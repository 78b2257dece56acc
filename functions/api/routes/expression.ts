import {
  contrastName,
  contrastsQuerySchema,
  contrastsSchema,
  type GenesOnWire,
  genesQuerySchema,
  genesSchema,
} from '../../../shared/contract/expression.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Api } from '../http/api.ts';
import { factsOf } from '../http/facts.ts';
import { afterOf, tokenOf } from '../http/page-token.ts';
import { inExperiment } from './parameters.ts';

const inContrast = inExperiment.extend({
  contrast: contrastName.meta({ description: 'The ids of two arms, with -v- between them.' }),
});

export function expressionRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/expression',
      resource: 'expression',
      id: 'getContrasts',
      title: 'Arms compared by their genes',
      summary:
        'Every contrast of every assay of genes, with its gene sets and what qualifies it; one that cannot be made says why.',
      params: inExperiment,
      query: contrastsQuerySchema,
      status: 200,
      answer: contrastsSchema,
    },
    async ({ params, query }) => {
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
      title: 'Genes of one arm against another',
      summary:
        'The genes of a contrast by p, change or name, or those of a gene set, a page at a time; in CSV with the column names of GeneLab.',
      params: inContrast,
      query: genesQuerySchema,
      status: 200,
      answer: genesSchema,
      csv: genesTable,
      parquet: (name) => (TEXTS.includes(name) ? 'text' : 'float64'),
    },
    async ({ params, query }): Promise<GenesOnWire> => {
      const { queryGenes } = await import('../../../shared/usecases/answer/query-genes.ts');
      const { gene, next, ...asked } = query;
      const skip = Number(afterOf(next) ?? 0);
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

const TEXTS: readonly string[] = ['gene', 'symbol', 'reason'];

/** As GeneLab names the columns of a differential expression table; it has none for what is shrunken, nor for a reason. */
function genesTable({ rows, ...rest }: GenesOnWire) {
  const of = `(${rest.a})v(${rest.b})`;
  return {
    facts: factsOf(rest, []),
    header: [
      ...[
        'gene',
        'symbol',
        `Log2fc_${of}`,
        `lfcSE_${of}`,
        `Stat_${of}`,
        `P.value_${of}`,
        `Adj.p.value_${of}`,
      ],
      ...[`Group.Mean_(${rest.a})`, `Group.Mean_(${rest.b})`],
      ...[`Log2fcShrunk_${of}`, 'reason'],
    ],
    rows: rows.map(({ gene, symbol, log2fc, log2fcShrunk, se, stat, pValue, adjPValue, means, reason }) => [
      ...[gene, symbol, log2fc, se, stat, pValue, adjPValue],
      ...[means.a, means.b, log2fcShrunk, reason],
    ]),
  };
}
