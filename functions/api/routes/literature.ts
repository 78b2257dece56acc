import * as z from 'zod';
import { literatureQuerySchema, literatureSchema } from '../../../shared/contract/literature.ts';
import type { Api } from '../http/api.ts';

export function literatureRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/literature',
      resource: 'literature',
      id: 'getLiterature',
      right: 'READ',
      title: 'What the literature reports',
      summary:
        'Findings of bone in weightlessness and on its analogues, each with its reference, and what they come to: every side is listed.',
      params: z.object({}),
      query: literatureQuerySchema,
      status: 200,
      answer: literatureSchema,
    },
    async ({ query }) => {
      // Hundreds of kilobytes that few ask for.
      const { listLiterature } = await import('../../../shared/usecases/answer/list-literature.ts');
      return listLiterature(query);
    },
  );
}
