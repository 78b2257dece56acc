import { newRoutesSchema, routesSchema, testedRouteSchema } from '../../../shared/contract/routes.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { readJson } from '../http/read-body.ts';
import { inExperiment, inRoute, NOTHING } from './parameters.ts';

/** @param privateReceivers private addresses and networks that webhooks may be sent to; null: none */
export function routesRoutes(api: Api, privateReceivers: (() => Promise<readonly string[]>) | null): void {
  const common = {
    path: '/v1/experiments/{experiment}/routes',
    resource: 'routes',
    params: inExperiment,
    query: NOTHING,
    status: 200,
    answer: routesSchema,
  } as const;
  api.serve(
    {
      ...common,
      method: 'put',
      id: 'putRoutes',
      right: 'OPERATE',
      title: 'Put routes in force',
      summary:
        'Says who hears of what, in the order in which they are called. The same routes again change nothing.',
      body: { 'application/json': newRoutesSchema },
    },
    async ({ ports, params, holder, context }) => {
      const { applyRoutes } = await import('../../../shared/usecases/tell/apply-routes.ts');
      const { routes, ...others } = parsePart('body', newRoutesSchema, await readJson(context));
      const allowed = privateReceivers === null ? [] : await privateReceivers();
      return applyRoutes(ports, params.experiment, routes, { by: holder, allowed, ...others });
    },
  );
  api.serve(
    {
      ...common,
      method: 'get',
      id: 'getRoutes',
      right: 'READ',
      title: 'Show the routes',
      summary: 'The routes in force, without their secrets.',
    },
    async ({ ports, params }) => {
      const { showRoutes } = await import('../../../shared/usecases/tell/apply-routes.ts');
      return showRoutes(ports, params.experiment);
    },
  );
  api.serve(
    {
      method: 'post',
      path: '/v1/experiments/{experiment}/routes/{route}/test',
      resource: 'routes',
      id: 'testRoute',
      right: 'OPERATE',
      title: 'Test a route',
      summary: 'Sends a message by the route that says that nothing is wrong.',
      params: inRoute,
      query: NOTHING,
      status: 202,
      answer: testedRouteSchema,
    },
    async ({ ports, params, holder }) => {
      const { testRoute } = await import('../../../shared/usecases/tell/test-route.ts');
      return testRoute(ports, params, holder);
    },
  );
}
