import { expect, it } from 'vitest';
import {
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../../../shared/domain/notify/message-record.ts';
import type { DeclaredRoute } from '../../../../shared/domain/notify/routes-record.ts';
import type { Posted } from '../../../../shared/ports.ts';
import { deliver } from '../../../../shared/usecases/tell/deliver.ts';
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
