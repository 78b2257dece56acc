import { nearest } from '../../domain/nearest.ts';
import {
  idempotencyKeyOf,
  type MessageRecord,
  messageKey,
  messageKind,
  messagesOfGroup,
} from '../../domain/notify/message-record.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { loadRoutes } from './load-routes.ts';

/** Tests of one route that are kept: somebody who asks more often is a program that runs wild. */
const MOST_TESTS = 1000;

/** Asks for a message that says that nothing is wrong; it is sent as any other. Refuses a route that there is not. */
export async function testRoute(
  ports: Ports,
  { experiment, route: id }: { readonly experiment: string; readonly route: string },
  by: string,
): Promise<{ readonly id: string; readonly group: string; readonly number: number }> {
  await loadRecord(ports, experiment);
  const routes = await loadRoutes(ports, experiment);
  if (!routes.some((route) => route.id === id))
    throw unknownRoute(
      id,
      routes.map((route) => route.id),
    );
  const group = `test:${id}`;
  const known = await Array.fromAsync(
    ports.catalogue.versions(messageKind, experiment, messagesOfGroup(group)),
  );
  for (let number = known.length + 1; number <= MOST_TESTS; number++) {
    const now = ports.clock.now();
    const message: MessageRecord = {
      ...{ group, number, route: id, about: 'TEST', severity: 'WATCH', loudness: 'MAIL' },
      ...{ covers: [], entries: [], subject: `${experiment}: a test of the route ${id}` },
      text: `${by} asked for this message, to see whether it arrives. Nothing is wrong.`,
      ...{ madeAt: now, endedAt: now, tries: 0, nextTryAt: now, sentAt: null, failedAt: null, error: null },
    };
    if (!(await ports.catalogue.put(messageKind, messageKey(experiment, message), message, null))) continue;
    await ports.queues.notify.send({ experiment, group });
    return { id: idempotencyKeyOf(experiment, message), group, number };
  }
  const sentence = `the route ${quoted(id)} was tested ${MOST_TESTS} times: give it another id`;
  throw new Refusal('conflict', 'routes.too-many-tests', sentence);
}

function unknownRoute(id: string, known: readonly string[]): Refusal {
  const meant = nearest(id, known);
  const hint = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
  return new Refusal('not-found', 'routes.unknown', `expected the id of a route, got ${quoted(id)}${hint}`);
}
