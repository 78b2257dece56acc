import { routesKey, routesKind } from '../../domain/notify/routes-record.ts';
import type { Ports } from '../../ports.ts';

/** `watch` calls it in each of its runs, so that its silence is noticed elsewhere. */
export async function hintBeat(ports: Ports, experiment: string): Promise<void> {
  const stored = await ports.catalogue.get(routesKind, routesKey(experiment));
  if (stored?.item.heartbeat == null && stored?.item.alive == null) return;
  await ports.queues.notify.send({ experiment, beat: ports.clock.now() });
}
