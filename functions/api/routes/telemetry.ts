import { telemetryQuerySchema, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import type { Ports } from '../../../shared/ports.ts';
import { queryTelemetry } from '../../../shared/usecases/answer/query-telemetry.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

export function telemetryRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/telemetry',
      resource: 'telemetry',
      summary: 'One channel of one unit over [from, to): samples where they are few, else windows of them.',
      params: inExperiment,
      query: telemetryQuerySchema,
      status: 200,
      answer: telemetrySchema,
      csv: ({ unit, channel, ucum, points }) => ({
        header: ['unit', 'channel', 'ucum', 't', 'n', 'min', 'mean', 'max', 'quality'],
        rows: points.map(({ t, n, min, mean, max, quality }) => [
          unit,
          channel,
          ucum,
          t,
          n,
          min,
          mean,
          max,
          quality,
        ]),
      }),
      parquet: {
        ...{ unit: 'text', channel: 'text', ucum: 'text', t: 'timestamp', n: 'int32' },
        ...{ min: 'float64', mean: 'float64', max: 'float64', quality: 'text' },
      },
    },
    ({ params, query }) => queryTelemetry(ports, params.experiment, query),
  );
}
