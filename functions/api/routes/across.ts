import * as z from 'zod';
import { acrossQuerySchema, acrossSchema } from '../../../shared/contract/across.ts';
import type { Api } from '../http/api.ts';

export function acrossRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/comparisons',
      resource: 'comparisons',
      id: 'compareAcross',
      right: 'READ',
      title: 'Compare experiments by one endpoint',
      summary:
        'Does the RPM agree with orbit? An endpoint or gene in 2 to 8 experiments: each with its own ratio, and every two by the ratio of their ratios, with what else they differ in. Nothing is pooled.',
      params: z.object({}),
      query: acrossQuerySchema,
      status: 200,
      answer: acrossSchema,
      csv: async (answer) => {
        const { acrossTable } = await import('./across-table.ts');
        return acrossTable(answer);
      },
      parquet: (name) => (/\.n/.test(name) ? 'int32' : NUMBER.test(name) ? 'float64' : 'text'),
    },
    async ({ ports, query }) => {
      // Beside what a cold start loads.
      const { compareAcross } = await import('../../../shared/usecases/answer/compare-across.ts');
      return compareAcross(ports, query);
    },
  );
}

const NUMBER = /(?:estimate|Low|High|pValue|margin)$/;
