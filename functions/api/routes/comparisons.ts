import { comparisonsQuerySchema, comparisonsSchema } from '../../../shared/contract/comparisons.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

export function comparisonRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/comparisons',
      resource: 'comparisons',
      id: 'getComparisons',
      right: 'READ',
      title: 'Compare arms by units',
      summary:
        'Every channel by phase and every target of qPCR, in one shape: estimate, interval and p of one estimand, every unit’s value, on what levels it rests, and what would be enough to undo it.',
      params: inExperiment,
      query: comparisonsQuerySchema,
      status: 200,
      answer: comparisonsSchema,
      csv: async (answer) => {
        const { comparisonsTable } = await import('./comparison-table.ts');
        return comparisonsTable(answer);
      },
      parquet: (name) => (COUNT.test(name) ? 'int32' : NUMBER.test(name) ? 'float64' : 'text'),
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads.
      const { listComparisons } = await import('../../../shared/usecases/answer/list-comparisons.ts');
      return listComparisons(ports, params.experiment, query);
    },
  );
}

const COUNT = /^questions$|\.n$/;
const NUMBER =
  /(?:estimate|Low|High|Value|P|Attainable|hedgesG|Detectable|UndoesIt|unitSd|Coverage|rateBelow|rateOfOther|Margin)$/;
