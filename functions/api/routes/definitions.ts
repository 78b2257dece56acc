import {
  definitionOnWireSchema,
  definitionsSchema,
  inDefinition,
} from '../../../shared/contract/definitions.ts';
import type { Api } from '../http/api.ts';
import { inExperiment, NOTHING } from './parameters.ts';

/** Beside what a cold start loads: few ask for what was in force before. */
const listed = () => import('../../../shared/usecases/answer/list-definitions.ts');

export function definitionsRoutes(api: Api): void {
  const common = { method: 'get', resource: 'experiments', query: NOTHING, status: 200 } as const;
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/definitions',
      id: 'listDefinitions',
      right: 'READ',
      title: 'List the definitions',
      summary:
        'Every definition that the experiment has had, with its revisions and when each was put in force.',
      params: inExperiment,
      answer: definitionsSchema,
    },
    async ({ ports, params }) => (await listed()).listDefinitions(ports, params.experiment),
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/definitions/{sha256}',
      id: 'getDefinition',
      right: 'READ',
      title: 'Show a definition',
      summary: 'A definition that the experiment has, or once had, as it was sent.',
      params: inDefinition,
      answer: definitionOnWireSchema,
    },
    async ({ ports, params }) => (await listed()).showDefinition(ports, params.experiment, params.sha256),
  );
}
