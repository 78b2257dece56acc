import { upkeepSchema } from '../../../shared/contract/upkeep.ts';
import type { Api } from '../http/api.ts';
import { inExperiment, NOTHING } from './parameters.ts';

const TASKS = {
  VERIFY: {
    path: '/v1/experiments/{experiment}/verify',
    ...{ startId: 'startVerify', startTitle: 'Check everything that is kept' },
    ...{ showId: 'getVerify', showTitle: 'How far the check is' },
    start:
      'Begin to look at everything that is kept of the experiment: files are read again and pages built again. It writes again what is damaged in the copies that a rebuild needs, and changes nothing else.',
  },
  REBUILD: {
    path: '/v1/experiments/{experiment}/rebuild',
    ...{ startId: 'startRebuild', startTitle: 'Rebuild a lost experiment' },
    ...{ showId: 'getRebuild', showTitle: 'How far the rebuild is' },
    start:
      'Begin to make an experiment that the table has lost again, from its files and what is kept beside them.',
  },
} as const;

/** Asked for seldom: loaded with the first request. */
const upkeep = () => import('../../../shared/usecases/upkeep/start-upkeep.ts');

export function upkeepRoutes(api: Api): void {
  for (const task of ['VERIFY', 'REBUILD'] as const) {
    const { path, start, startId, startTitle, showId, showTitle } = TASKS[task];
    const common = { path, resource: 'upkeep', params: inExperiment, query: NOTHING, answer: upkeepSchema };
    const begin = { id: startId, right: 'OPERATE', title: startTitle, summary: start } as const;
    const look = {
      id: showId,
      right: 'READ',
      title: showTitle,
      summary: 'How far it is, and what differs.',
    } as const;
    api.serve({ ...common, ...begin, method: 'post', status: 202 }, async ({ ports, params, holder }) =>
      (await upkeep()).startUpkeep(ports, params.experiment, task, holder),
    );
    api.serve({ ...common, ...look, method: 'get', status: 200 }, async ({ ports, params }) =>
      (await upkeep()).showUpkeep(ports, params.experiment, task),
    );
  }
}
