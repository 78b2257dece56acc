/** What is sent though nothing happened: the heartbeat, and once a day the line that says that the stack is alive. */
import type { BeatHint } from '../../contract/hints.ts';
import { aliveGroup, HEARTBEAT_SPAN } from '../../domain/notify/alive.ts';
import { aliveText } from '../../domain/notify/alive-text.ts';
import { opensAt } from '../../domain/notify/hours.ts';
import { type MessageRecord, messageKey, messageKind } from '../../domain/notify/message-record.ts';
import { type RoutesRecord, routesKey, routesKind } from '../../domain/notify/routes-record.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports, Posted } from '../../ports.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { aliveFacts } from './alive-facts.ts';

/**
 * Resolves to what became of the heartbeat; null where none was due. It is not tried again: the next one follows. It goes
 * first, for the line of the day needs all that is found, and the stack lives though that cannot be read.
 */
export async function beat(ports: Ports, { experiment, beat: at }: BeatHint): Promise<Posted | null> {
  const stored = await ports.catalogue.get(routesKind, routesKey(experiment));
  if (stored === null) return null;
  const posted = await sendHeartbeat(ports, experiment, stored.item, at);
  await tellAlive(ports, experiment, stored.item);
  return posted;
}

async function sendHeartbeat(
  ports: Ports,
  experiment: string,
  { heartbeat = null }: RoutesRecord,
  at: Micros,
): Promise<Posted | null> {
  // One that waited says nothing of now.
  if (heartbeat === null || ports.clock.now() - at > HEARTBEAT_SPAN) return null;
  const { heartbeatRequest } = await import('../../formats/webhook/heartbeat-request.ts');
  return ports.notifier.post(heartbeatRequest(experiment, heartbeat.url, at));
}

/** The message of the day is made once: by who writes it first. */
async function tellAlive(
  ports: Ports,
  experiment: string,
  { alive = null, routes }: RoutesRecord,
): Promise<void> {
  const now = ports.clock.now();
  const group = alive === null ? null : aliveGroup(alive.at, now);
  const route = routes.find(({ id }) => id === alive?.route);
  if (group === null || route === undefined) return;
  const key = messageKey(experiment, { group, number: 1 });
  if ((await ports.catalogue.get(messageKind, key)) !== null) return;
  const facts = await aliveFacts(ports, await loadExperiment(ports, experiment), routes);
  const at = opensAt(route.hours, now);
  const message: MessageRecord = {
    ...{ group, number: 1, route: route.id, about: 'ALIVE', severity: 'WATCH', loudness: 'MAIL' },
    ...{ covers: [], entries: [], ...aliveText(facts), madeAt: now, endedAt: now, tries: 0 },
    ...{ nextTryAt: at, ...(at > now && { notBefore: at }), sentAt: null, failedAt: null, error: null },
  };
  if (await ports.catalogue.put(messageKind, key, message, null))
    await ports.queues.notify.send({ experiment, group });
}
