import { deltaQuerySchema } from '../../../shared/contract/deltas.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

export function reportRoutes(api: Api, ports: Ports): void {
  api.serveFile(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/report',
      resource: 'deltas',
      id: 'getReport',
      title: 'Report to read and print',
      summary:
        'Pictures of flight, ground and their difference, and the summary by phase with what qualifies it: one HTML page without scripts, which loads nothing.',
      params: inExperiment,
      query: deltaQuerySchema.omit({ snapshot: true, since: true }),
      status: 200,
      mediaType: 'text/html',
      description: 'The page.',
    },
    async ({ params, query }) => {
      // Beside what a cold start loads: few ask for a page.
      const { reportExperiment } = await import('../../../shared/usecases/answer/report-experiment.ts');
      const { reportPage } = await import('../report/page.ts');
      return reportPage(await reportExperiment(ports, params.experiment, query));
    },
  );
}
