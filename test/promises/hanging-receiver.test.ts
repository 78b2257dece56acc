/** docs/promises.md#p8: a receiver that hangs makes no message to another late, over real HTTP receivers on loopback. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { postWebhook } from '../../shared/aws/webhook-poster.ts';
import { notifyHintSchema } from '../../shared/contract/hints.ts';
import { type MessageRecord, messageKey, messageKind } from '../../shared/domain/notify/message-record.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { applyRoutes } from '../../shared/usecases/tell/apply-routes.ts';
import { notify } from '../../shared/usecases/tell/notify.ts';
import { ALARMED, alarmedUpTo } from '../support/alarm-experiment.ts';
import type { MemoryPorts } from '../support/memory-ports.ts';

const LET = ['127.0.0.1'];
const EACH = 5;

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  }
});

/** A receiver on loopback; resolves to its URL. */
async function receiver(answer: (key: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    answer(String(request.headers['idempotency-key']), response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return `http://127.0.0.1:${address.port}/howship`;
}

/** A message in a group of its own, which nobody has tried to send. */
async function written(memory: MemoryPorts, route: string, number: number): Promise<string> {
  const now = memory.clock.now();
  const message: MessageRecord = {
    ...{
      group: `test:${route}-${number}`,
      number: 1,
      route,
      about: 'TEST',
      severity: 'WATCH',
      loudness: 'MAIL',
    },
    ...{ covers: [], entries: [], subject: 's', text: 't', madeAt: now, endedAt: now, tries: 0 },
    ...{ nextTryAt: now, sentAt: null, failedAt: null, error: null },
  };
  await memory.catalogue.put(messageKind, messageKey(ALARMED, message), message, null);
  return JSON.stringify({ experiment: ALARMED, group: message.group });
}

it('sends the whole batch of a queue while one receiver hangs, and repeats nothing', async () => {
  const memory = await alarmedUpTo(0);
  memory.notifier.receiver = (posting) => postWebhook(posting, LET);
  const heard: string[] = [];
  const hanging: ServerResponse[] = [];
  const url = await receiver((key, response) => {
    heard.push(key);
    response.writeHead(200).end();
    // Only once this one has everything does the other answer, and then that it is ill.
    if (heard.length === EACH) for (const one of hanging.splice(0)) one.writeHead(503).end();
  });
  const hung = await receiver((_, response) => {
    if (heard.length === EACH) response.writeHead(503).end();
    else hanging.push(response);
  });
  const declared = { via: 'webhook', severities: ['WATCH' as const] } as const;
  const routes = [
    { ...declared, id: 'hangs', url: hung, severities: [...declared.severities] },
    { ...declared, id: 'answers', url, severities: [...declared.severities] },
  ];
  await applyRoutes(memory, ALARMED, routes, { by: 'ada', allowed: LET });
  const bodies: string[] = [];
  for (let i = 1; i <= EACH; i++) bodies.push(await written(memory, 'hangs', i));
  for (let i = 1; i <= EACH; i++) bodies.push(await written(memory, 'answers', i));
  const handle = queueHandler(
    { info: () => undefined, error: () => undefined },
    async (body) => void (await notify(memory, notifyHintSchema.parse(JSON.parse(body)))),
    async () => {},
    bodies.length,
  );
  const records = bodies.map((body, i) => ({
    ...{ messageId: `m${i}`, body, receiptHandle: '', messageAttributes: {}, md5OfBody: '' },
    ...{ eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: '' },
    attributes: {
      ...{ ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: 's' },
      ApproximateFirstReceiveTimestamp: '0',
    },
  }));
  expect(await handle({ Records: records })).toEqual({ batchItemFailures: [] });
  expect(heard.toSorted()).toEqual(
    Array.from({ length: EACH }, (_, i) => `${ALARMED}/test:answers-${i + 1}/1/answers`),
  );
  // The same hints again: what was taken is not sent again, what was not waits for its next try.
  await handle({ Records: records });
  expect(heard).toHaveLength(EACH);
});
