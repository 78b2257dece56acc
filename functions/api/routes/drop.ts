import * as z from 'zod';
import { dropSchema } from '../../../shared/contract/drop.ts';
import type { Api } from '../http/api.ts';
import { NOTHING } from './parameters.ts';

export function dropRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/drop',
      resource: 'downlinks',
      id: 'getDrop',
      right: 'READ',
      title: 'List dropped files without an experiment',
      summary:
        'Files that were put below the drop prefix of the data bucket and belong to no experiment, each with the reason; of a token that is held to experiments, those below their folders. All others have receipts. `lookedThroughAt` says since when all of the drop is looked through.',
      params: z.object({}),
      query: NOTHING,
      status: 200,
      answer: dropSchema,
    },
    async ({ ports, sees }) => {
      // Beside what a cold start loads: mostly there is none.
      const { listRefusedDrops } = await import('../../../shared/usecases/answer/list-refused-drops.ts');
      return listRefusedDrops(ports, sees);
    },
  );
}
