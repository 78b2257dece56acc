import { completenessQuerySchema, completenessSchema } from '../../../shared/contract/completeness.ts';
import type { Api } from '../http/api.ts';
import { factsOf } from '../http/facts.ts';
import { inExperiment } from './parameters.ts';

export function completenessRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/completeness',
      resource: 'telemetry',
      id: 'getCompleteness',
      right: 'READ',
      title: 'What arrived, what is missing',
      summary:
        'What arrived of one channel or all, of one unit or all, and the gaps with their causes; in CSV the gaps.',
      params: inExperiment,
      query: completenessQuerySchema,
      status: 200,
      answer: completenessSchema,
      csv: ({ gaps, ...rest }) => ({
        facts: factsOf(rest, []),
        header: ['unit', 'channel', 'from', 'to', 'cause', 'reason', 'expected'],
        rows: gaps.flatMap(({ unit, channels, from, to, cause, reason, expected }) =>
          channels.map((channel) => [unit, channel, from, to, cause, reason, expected]),
        ),
      }),
      parquet: {
        ...{ unit: 'text', channel: 'text', from: 'timestamp', to: 'timestamp' },
        ...{ cause: 'text', reason: 'text', expected: 'int32' },
      },
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads, with the causes of gaps that it shares with the anomalies.
      const { queryCompleteness } = await import('../../../shared/usecases/answer/query-completeness.ts');
      return queryCompleteness(ports, params.experiment, query);
    },
  );
}
