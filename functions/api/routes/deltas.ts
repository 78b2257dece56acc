import { deltaQuerySchema, deltaSchema } from '../../../shared/contract/deltas.ts';
import { calibrationsText } from '../../../shared/domain/calibration/in-force.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

const HEADER = [
  'pair',
  'channel',
  'ucum',
  'elapsedSeconds',
  'flight.n',
  'flight.mean',
  'ground.n',
  'ground.mean',
  'delta',
  'quality',
];

export function deltasRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/deltas',
      resource: 'deltas',
      summary:
        'Flight minus ground of one pair and channel, with what paired, the interval and the confounds.',
      params: inExperiment,
      query: deltaQuerySchema,
      status: 200,
      answer: deltaSchema,
      csv: ({ pair, channel, ucum, windows, calibrations = [] }) => ({
        header: [...HEADER, ...(calibrations.length > 0 ? ['calibration'] : [])],
        rows: windows.map(({ elapsedSeconds, flight, ground, delta, quality }) => [
          ...[pair, channel, ucum, elapsedSeconds],
          ...[flight.n, flight.mean, ground.n, ground.mean, delta, quality],
          ...(calibrations.length > 0 ? [calibrationsText(calibrations)] : []),
        ]),
      }),
      parquet: {
        ...{ pair: 'text', channel: 'text', ucum: 'text', elapsedSeconds: 'float64' },
        ...{ 'flight.n': 'int32', 'flight.mean': 'float64', 'ground.n': 'int32', 'ground.mean': 'float64' },
        ...{ delta: 'float64', quality: 'text', calibration: 'text' },
      },
    },
    async ({ params, query }) => {
      // Beside what a cold start loads: only this answer pairs flight with ground.
      const { queryDeltas } = await import('../../../shared/usecases/answer/query-deltas.ts');
      return queryDeltas(ports, params.experiment, query);
    },
  );
}
