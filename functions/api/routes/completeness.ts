import { completenessQuerySchema, completenessSchema } from '../../../shared/contract/completeness.ts';
import type { Ports } from '../../../shared/ports.ts';
import { queryCompleteness } from '../../../shared/usecases/query-completeness.ts';
import type { Api } from '../api.ts';
import { inExperiment } from './parameters.ts';

export function completenessRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/completeness',
      resource: 'telemetry',
      summary: 'What of one channel of one unit arrived, and the gaps.',
      params: inExperiment,
      query: completenessQuerySchema,
      status: 200,
      answer: completenessSchema,
    },
    ({ params, query }) => queryCompleteness(ports, params.experiment, query),
  );
}
