import { deltaAnswerSchema, deltaQuerySchema } from '../../../shared/contract/deltas.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Api } from '../http/api.ts';
import { Verbatim } from '../http/operation.ts';
import { inExperiment } from './parameters.ts';

export function deltasRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/deltas',
      resource: 'deltas',
      id: 'getDeltas',
      right: 'READ',
      title: 'Flight minus ground',
      summary:
        'Flight minus ground of pairs and channels, with what paired, by phase, the interval and the confounds.',
      params: inExperiment,
      query: deltaQuerySchema,
      status: 200,
      answer: deltaAnswerSchema,
      svg: async ({ ports, params, query: { snapshot, since, table: _table, ...query } }) => {
        if (snapshot !== undefined || since !== undefined) throw picturedNow();
        const { drawDeltas } = await import('../../../shared/usecases/answer/draw-deltas.ts');
        return drawDeltas(ports, params.experiment, query);
      },
      csv: async (answer, { table }) => {
        const { deltaTable } = await import('./delta-tables.ts');
        return deltaTable(answer, table);
      },
      parquet: 'BY_TABLE',
    },
    async ({ ports, params, query: { snapshot, since, table: _table, ...query }, holder }) => {
      if (snapshot !== undefined && since !== undefined) throw bothNamed();
      if (snapshot !== undefined) {
        const { pinnedDelta } = await import('../../../shared/usecases/answer/pinned-delta.ts');
        const { bytes, delta } = await pinnedDelta(ports, params.experiment, snapshot, query, holder);
        return new Verbatim(bytes, delta);
      }
      if (since !== undefined) {
        const { deltaSince } = await import('../../../shared/usecases/answer/delta-since.ts');
        return deltaSince(ports, params.experiment, since, query);
      }
      // Beside what a cold start loads: only this answer pairs flight with ground.
      const { answerDeltas } = await import('../../../shared/usecases/answer/query-deltas.ts');
      const answer = await answerDeltas(ports, params.experiment, query);
      if ('deltas' in answer) return answer;
      return new Verbatim(answer.bytes, answer.delta);
    },
  );
}

const picturedNow = () =>
  new Refusal(
    'invalid',
    'snapshot.no-picture',
    'expected neither snapshot nor since with a picture: pictures are of the answer of now; ask for JSON or CSV',
    { field: 'query.snapshot' },
  );

const bothNamed = () =>
  new Refusal(
    'invalid',
    'snapshot.with-since',
    'expected snapshot or since: what is kept does not change, and since is answered with the answer of now',
    { field: 'query.since' },
  );
