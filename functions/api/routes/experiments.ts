import * as z from 'zod';
import {
  appliedExperimentSchema,
  applyQuerySchema,
  experimentSchema,
  experimentsSchema,
} from '../../../shared/contract/experiments.ts';
import { definitionSchema } from '../../../shared/domain/experiment/definition.ts';
import { isoOf } from '../../../shared/domain/time.ts';
import type { Api } from '../http/api.ts';
import { logDamaged } from '../http/log-damaged.ts';
import { readText } from '../http/read-body.ts';
import { inExperiment, NOTHING } from './parameters.ts';

/** Loaded with the first request: most starts of the API serve none of these. */
const definitions = () => import('../../../shared/usecases/define/apply-experiment.ts');
const shown = () => import('../../../shared/usecases/answer/show-experiment.ts');

export function experimentsRoutes(api: Api): void {
  const common = { resource: 'experiments', query: NOTHING, status: 200 } as const;
  api.serve(
    {
      ...common,
      method: 'put',
      path: '/v1/experiments/{experiment}',
      id: 'putExperiment',
      right: 'OPERATE',
      title: 'Put a definition in force',
      summary: 'Puts a definition in force. The same document again changes nothing.',
      params: inExperiment,
      query: applyQuerySchema,
      body: {
        'application/yaml': 'The definition as YAML.',
        'application/json': definitionSchema,
      },
      answer: appliedExperimentSchema,
    },
    // JSON is YAML: the text itself says which it is, whatever the type that the sender's tool named.
    async ({ ports, params, query, holder, context }) => {
      const { applyExperiment } = await definitions();
      return applyExperiment(ports, params.experiment, await readText(context), { ...query, by: holder });
    },
  );
  api.serve(
    {
      ...common,
      method: 'get',
      path: '/v1/experiments',
      id: 'listExperiments',
      right: 'READ',
      title: 'List the experiments',
      summary: 'The experiments, each with the definition in force.',
      params: z.object({}),
      answer: experimentsSchema,
    },
    async ({ ports }) => {
      const answer = await (await shown()).listExperiments(ports);
      logDamaged(answer.damaged);
      return { ...answer, now: isoOf(ports.clock.now()) };
    },
  );
  api.serve(
    {
      ...common,
      method: 'get',
      path: '/v1/experiments/{experiment}',
      id: 'getExperiment',
      right: 'READ',
      title: 'Show an experiment',
      summary: 'One experiment with the definition in force.',
      params: inExperiment,
      answer: experimentSchema,
    },
    async ({ ports, params }) => (await shown()).showExperiment(ports, params.experiment),
  );
}
