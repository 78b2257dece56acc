import { expect, it } from 'vitest';
import { MOST_PER_HOUR, summaryGroup } from '../../../../shared/domain/notify/hourly-cap.ts';
import {
  isUndelivered,
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../../../shared/domain/notify/message-record.ts';
import type { DeclaredRoute } from '../../../../shared/domain/notify/routes-record.ts';
import type { Ports, Posted } from '../../../../shared/ports.ts';
import { messagesOf } from '../../../../shared/usecases/judge/messages-of.ts';
import { deliver } from '../../../../shared/usecases/tell/deliver.ts';
import { type FaultPlan, FaultyPorts, Injected } from '../../../support/faulty-ports.ts';
import { deathsAt } from '../../../support/kills.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';

const HANGING = 'https://hangs.example.org/';
const ANSWERING = 'https://answers.example.org/';
const SILENT: Posted = { taken: false, why: 'the receiver did not answer within 10 s' };

const webhook = (id: string, url: string): DeclaredRoute => ({
  ...{ id, via: 'webhook', url, template: 'howship', secret: null, severities: ['CRITICAL'] },
  ...{ channels: null, hours: null, escalateAfter: 900 },
});
const TOPIC: DeclaredRoute = { ...webhook('topic', ''), via: 'sns', url: null };
const ROUTES = [webhook('hangs', HANGING), webhook('answers', ANSWERING), TOPIC];

/** Messages of one group by these routes, in that order, which nobody has tried yet. */
async function waitingBy(memory: MemoryPorts, routes: readonly string[]): Promise<MessageRecord[]> {
  const now = memory.clock.now();
  const messages = routes.map(
    (route, i): MessageRecord => ({
      ...{ group: 'test:all', number: i + 1, route, about: 'TEST', severity: 'WATCH', loudness: 'MAIL' },
      ...{ covers: [], entries: [], subject: `${route} ${i + 1}`, text: 't', madeAt: now, endedAt: now },
      ...{ tries: 0, nextTryAt: now, sentAt: null, failedAt: null, error: null },
    }),
  );
  for (const one of messages) await memory.catalogue.put(messageKind, messageKey('e', one), one, null);
  return messages;
}

it('sends by a route that answers while another hangs, and within a route one after the other', async () => {
  const memory = memoryPorts();
  const waiting = await waitingBy(memory, ['hangs', 'hangs', 'answers', 'answers']);
  const hung = Promise.withResolvers<Posted>();
  const urlsBeforeTimeOut: string[] = [];
  memory.notifier.receiver = async ({ url }) => {
    if (url === HANGING) return hung.promise;
    const urls = memory.notifier.postings.map((posting) => posting.url);
    // The time-out is over only once the other receiver has everything.
    if (urls.filter((one) => one === ANSWERING).length === 2) {
      urlsBeforeTimeOut.push(...urls);
      hung.resolve(SILENT);
    }
    return { taken: true };
  };
  const { tried, next } = await deliver(memory, { experiment: 'e', routes: ROUTES, waiting, made: [] });
  expect(urlsBeforeTimeOut.toSorted()).toEqual([ANSWERING, ANSWERING, HANGING]);
  expect(tried.map(({ subject, sentAt }) => [subject, sentAt !== null])).toEqual([
    ['hangs 1', false],
    ['hangs 2', false],
    ['answers 3', true],
    ['answers 4', true],
  ]);
  expect(tried[0]).toMatchObject({ tries: 1, error: SILENT.why });
  expect(next).toBe(tried[0]?.nextTryAt);
});

it('sends by the other routes to their end where the topic throws, and then throws', async () => {
  const memory = memoryPorts();
  const waiting = await waitingBy(memory, ['topic', 'answers', 'answers']);
  memory.notifier.publish = () => Promise.reject(new Error('the topic is gone'));
  const delivery = { experiment: 'e', routes: ROUTES, waiting, made: [] };
  await expect(deliver(memory, delivery)).rejects.toThrow('the topic is gone');
  const stored = await Promise.all(
    waiting.map((one) => memory.catalogue.get(messageKind, messageKey('e', one))),
  );
  expect(stored.map((one) => one?.item.sentAt !== null)).toEqual([false, true, true]);
  expect(stored[0]?.item.error).toBe('the topic is gone');
});

it('waits for a receiver that hangs once in a run, and comes again for what it had no time for', async () => {
  const memory = memoryPorts();
  const waiting = await waitingBy(memory, ['hangs', 'hangs', 'hangs', 'answers']);
  memory.notifier.receiver = async ({ url }) => {
    if (url !== HANGING) return { taken: true };
    memory.clock.advance(10);
    return SILENT;
  };
  const { tried, next } = await deliver(memory, { experiment: 'e', routes: ROUTES, waiting, made: [] });
  expect(tried.map(({ subject, tries }) => [subject, tries])).toEqual([
    ['hangs 1', 1],
    ['answers 4', 1],
  ]);
  expect(next).toBe(waiting[1]?.nextTryAt);
});

it('counts each message once in its hour, wherever a run dies', async () => {
  const all = MOST_PER_HOUR + 2;
  const run = async (plan: FaultPlan | null) => {
    const memory = memoryPorts();
    memory.clock.setTo('2026-03-01T08:00:00Z');
    const written = await waitingBy(memory, Array<string>(all).fill('answers'));
    for (const one of written) {
      const warning = { ...one, about: 'ALARM' as const, severity: 'WARNING' as const };
      const key = messageKey('e', one);
      const stored = await memory.catalogue.get(messageKind, key);
      await memory.catalogue.put(messageKind, key, warning, stored?.version ?? null);
    }
    const stand = () => messagesOf(memory, 'e', 'test:all');
    const deliverBy = async (ports: Ports) =>
      deliver(ports, {
        ...{ experiment: 'e', routes: ROUTES, made: [] },
        waiting: (await stand()).filter(isUndelivered),
      });
    const dying = new FaultyPorts(memory, plan ?? { site: null, fault: 'THROWS_BEFORE' });
    await deliverBy(dying).catch((error) => expect(error).toBeInstanceOf(Injected));
    memory.clock.advance(61);
    await deliverBy(memory);
    const key = messageKey('e', { group: summaryGroup('answers', memory.clock.now()), number: 1 });
    const { sent, held, subjects } = (await memory.catalogue.get(messageKind, key))!.item.hour!;
    const heldBack = (await stand()).filter(({ heldIn }) => heldIn !== undefined);
    return {
      sites: dying.sites,
      counts: { sent, held, subjects: subjects.length, heldBack: heldBack.length },
    };
  };
  const { sites, counts } = await run(null);
  expect(counts).toEqual({ sent: MOST_PER_HOUR, held: 2, subjects: 2, heldBack: 2 });
  for (const plan of deathsAt(sites)) expect((await run(plan)).counts, plan.name).toEqual(counts);
});
