import {
  DEFAULT_ROUTES,
  type DeclaredRoute,
  routesKey,
  routesKind,
} from '../../domain/notify/routes-record.ts';
import type { Ports } from '../../ports.ts';

/** The routes in force; where nobody declared any, the topic of the stack. */
export async function loadRoutes(ports: Ports, experiment: string): Promise<readonly DeclaredRoute[]> {
  const stored = await ports.catalogue.get(routesKind, routesKey(experiment));
  return stored?.item.routes ?? DEFAULT_ROUTES;
}
