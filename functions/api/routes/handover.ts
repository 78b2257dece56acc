import { handoverQuerySchema, handoverSchema } from '../../../shared/contract/handover.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

export function handoverRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/handover',
      resource: 'handover',
      id: 'getHandover',
      right: 'READ',
      title: 'Hand over',
      summary:
        'What happened since an instant, what is open, what was missed, and what comes next: for whoever comes on duty.',
      params: inExperiment,
      query: handoverQuerySchema,
      status: 200,
      answer: handoverSchema,
    },
    async ({ ports, params, query }) => {
      const { handOver } = await import('../../../shared/usecases/answer/hand-over.ts');
      return handOver(ports, params.experiment, query);
    },
  );
}
