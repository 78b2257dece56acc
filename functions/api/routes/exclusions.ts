import {
  exclusionSchema,
  exclusionsSchema,
  newExclusionSchema,
} from '../../../shared/contract/exclusions.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { readJson } from '../http/read-body.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function exclusionRoutes(api: Api): void {
  const common = {
    path: '/v1/experiments/{experiment}/exclusions',
    resource: 'exclusions',
    params: inExperiment,
    query: NOTHING,
  };
  api.serve(
    {
      ...common,
      method: 'get',
      status: 200,
      id: 'listExclusions',
      right: 'READ',
      title: 'List the exclusions',
      summary: 'What was taken out of comparisons, by whom and why, and what was lifted again.',
      answer: exclusionsSchema,
    },
    async ({ ports, params }) => {
      const { listExclusions } = await import('../../../shared/usecases/answer/list-exclusions.ts');
      return listExclusions(ports, params.experiment);
    },
  );
  api.serve(
    {
      ...common,
      method: 'post',
      status: 201,
      id: 'recordExclusion',
      right: 'OPERATE',
      title: 'Exclude a unit or a sample',
      summary:
        'Takes it out of every comparison, or lifts an exclusion. Nothing is ever changed: answers show both, with and without.',
      body: { 'application/json': newExclusionSchema },
      answer: exclusionSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { recordExclusion } = await import('../../../shared/usecases/define/record-exclusion.ts');
      const asked = parsePart('body', newExclusionSchema, await readJson(context));
      return recordExclusion(ports, params.experiment, asked, holder);
    },
  );
}
