import { telemetryQuerySchema, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { calibrationsText } from '../../../shared/domain/calibration/in-force.ts';
import { parseDuration } from '../../../shared/domain/duration.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { MICROS_PER_SECOND, type Micros } from '../../../shared/domain/time.ts';
import type { Api } from '../http/api.ts';
import { inExperiment } from './parameters.ts';

const HEADER = ['unit', 'channel', 'ucum', 't', 'n', 'min', 'mean', 'max', 'quality'];

/** What a point speaks of; a sample only of its instant. */
function spanOf(t: string, resolution: string): { from: Micros; to: Micros } {
  const from = parseInstant(t);
  return { from, to: from + (resolution === 'raw' ? 1 : parseDuration(resolution) * MICROS_PER_SECOND) };
}

export function telemetryRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/telemetry',
      resource: 'telemetry',
      id: 'getTelemetry',
      right: 'READ',
      title: 'One channel over time',
      summary: 'One channel of one unit over [from, to): samples where they are few, else windows of them.',
      params: inExperiment,
      query: telemetryQuerySchema,
      status: 200,
      answer: telemetrySchema,
      svg: async ({ ports, params, query }) => {
        const { drawTelemetry } = await import('../../../shared/usecases/answer/draw-telemetry.ts');
        return drawTelemetry(ports, params.experiment, query);
      },
      csv: ({ unit, channel, ucum, resolution, points, calibrations = [] }) => ({
        header: [...HEADER, ...(calibrations.length > 0 ? ['label', 'calibration'] : [])],
        rows: points.map(({ t, n, min, mean, max, quality, label }) => [
          ...[unit, channel, ucum, t, n, min, mean, max, quality],
          ...(calibrations.length > 0
            ? [label ?? null, calibrationsText(calibrations, spanOf(t, resolution))]
            : []),
        ]),
      }),
      parquet: {
        ...{ unit: 'text', channel: 'text', ucum: 'text', t: 'timestamp', n: 'int32' },
        ...{ min: 'float64', mean: 'float64', max: 'float64', quality: 'text' },
        ...{ label: 'text', calibration: 'text' },
      },
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads: it comes with the reader of segments.
      const { queryTelemetry } = await import('../../../shared/usecases/answer/query-telemetry.ts');
      return queryTelemetry(ports, params.experiment, query);
    },
  );
}
