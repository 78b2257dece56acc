import { alignmentQuerySchema, alignmentSchema } from '../../../shared/contract/alignment.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

const HEADER = ['pair', 'channel', 'lagSeconds', 'agreement'];

export function alignmentRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/alignment',
      resource: 'alignment',
      id: 'getAlignment',
      right: 'READ',
      title: 'Lag against agreement',
      summary:
        'How well the twins of a pair go together at each lag, channel by channel: what the verdict on their alignment rests on.',
      params: inExperiment,
      query: alignmentQuerySchema,
      status: 200,
      answer: alignmentSchema,
      csv: ({ pair, channels }) => ({
        header: HEADER,
        rows: channels.flatMap(({ channel, points }) =>
          points.map(({ lagSeconds, agreement }) => [pair, channel, lagSeconds, agreement]),
        ),
      }),
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads: it comes with the reader of segments.
      const { queryAlignment } = await import('../../../shared/usecases/answer/query-alignment.ts');
      return queryAlignment(ports, params.experiment, query);
    },
  );
}
