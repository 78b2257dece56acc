import { archiveSchema } from '../../../shared/contract/telemetry.ts';
import type { Ports } from '../../../shared/ports.ts';
import { hashArchive } from '../../../shared/usecases/answer/hash-archive.ts';
import type { Api } from '../http/api.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function archiveRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/archive',
      resource: 'archive',
      summary: 'The hash of every sample that is held: equal for equal contents, however they arrived.',
      params: inExperiment,
      query: NOTHING,
      status: 200,
      answer: archiveSchema,
    },
    ({ params }) => hashArchive(ports, params.experiment),
  );
}
