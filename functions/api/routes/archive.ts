import { archiveSchema } from '../../../shared/contract/telemetry.ts';
import type { Api } from '../http/api.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function archiveRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/archive',
      resource: 'archive',
      id: 'getArchive',
      right: 'READ',
      title: 'Hash of the archive',
      summary: 'The hash of every sample that is held: equal for equal contents, however they arrived.',
      params: inExperiment,
      query: NOTHING,
      status: 200,
      answer: archiveSchema,
    },
    async ({ ports, params }) => {
      // Beside what a cold start loads: few compare whole archives.
      const { hashArchive } = await import('../../../shared/usecases/answer/hash-archive.ts');
      return hashArchive(ports, params.experiment);
    },
  );
}
