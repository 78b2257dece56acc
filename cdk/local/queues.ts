import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { buildApp } from 'fauxqs';
import { callAws, signedHeaders } from './aws-json.ts';
import { type Delay, NO_DELAY } from './latency.ts';
import { isFromBrowser, LOOPBACK } from './loopback.ts';
import { CLIENT, callerOf, type Meter } from './meter/meter.ts';
import type { QueuePlan } from './plan/plan.ts';
import { ACCOUNT, REGION } from './plan/references.ts';
import type { Signer } from './s3/signing.ts';
import { whyNotSigned } from './signed-call.ts';
import type { Door } from './tables.ts';

/**
 * SQS and SNS in memory, on one port: what a kill loses, `watch` queues again from the due marks.
 * Starts empty, because the URL of a queue holds the port; see `createQueues` and `createTopic`.
 *
 * @param signer whose calls alone are answered; null asks nobody who they are
 */
export async function startQueues(
  meter: Meter | null = null,
  delay: Delay = NO_DELAY,
  signer: Signer | null = null,
): Promise<Door> {
  const app = buildApp({ logger: false, defaultRegion: REGION });
  // The emulator has an S3 too, which keeps none of the promises of ours.
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' || new URL(request.url, 'http://local').pathname.split('/').length > 3) {
      return reply.code(501).send({ message: 'this door speaks SQS and SNS only; S3 is at endpoints.s3' });
    }
    if (meter !== null) countRequest(request.headers, meter);
    if (isFromBrowser(request.raw))
      return reply.code(403).send({ message: 'the queues of a local stack answer no web page' });
    await delay('queue');
  });
  if (signer !== null)
    app.addHook('preParsing', async ({ raw }, reply, payload) => {
      const body = await buffer(payload);
      const { method = '', url: path = '', headers } = raw;
      const why = whyNotSigned({ method, path, headers, body }, signer);
      if (why !== null) return reply.code(403).send({ __type: 'AccessDeniedException', message: why });
      return Object.assign(Readable.from([body], { objectMode: false }), {
        receivedEncodedLength: body.length,
      });
    });
  const url = await app.listen({ port: 0, host: LOOPBACK });
  return { url, close: async () => void (await app.close()) };
}

/** Receiving and deleting are counted by the pollers, as Lambda's would do it. */
const COUNTED = /^AmazonSQS\.(SendMessage|SendMessageBatch|ChangeMessageVisibility)$/;

function countRequest(headers: IncomingHttpHeaders, meter: Meter): void {
  const who = callerOf(headers['user-agent']);
  const target = headers['x-amz-target'];
  if (typeof target === 'string' && COUNTED.test(target)) meter.count(who, 'queueRequests');
  // SNS speaks forms; all that a function asks of it is to publish.
  if (target === undefined && who !== CLIENT) meter.count(who, 'topicPublishes');
}

/** Creates the queues, those that others redrive to first. */
export async function createQueues(
  url: string,
  queues: readonly QueuePlan[],
  signer: Signer | null = null,
): Promise<void> {
  const deadLettersFirst = queues.toSorted((a, b) => rank(a) - rank(b));
  for (const { name, properties } of deadLettersFirst) {
    const { VisibilityTimeout, DelaySeconds, MessageRetentionPeriod, RedrivePolicy } = properties;
    const attributes = { VisibilityTimeout, DelaySeconds, MessageRetentionPeriod };
    const set = Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    );
    const redrive = RedrivePolicy === undefined ? [] : [['RedrivePolicy', JSON.stringify(RedrivePolicy)]];
    const body = { QueueName: name, Attributes: Object.fromEntries([...set, ...redrive]) };
    await callAws({ url, signer, target: 'AmazonSQS.CreateQueue', body });
  }
}

/** Creates a topic; SNS speaks forms, not JSON. */
export async function createTopic(url: string, name: string, signer: Signer | null = null): Promise<void> {
  const body = new URLSearchParams({ Action: 'CreateTopic', Name: name, Version: '2010-03-31' }).toString();
  const headers = signedHeaders(url, 'application/x-www-form-urlencoded', body, signer);
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = await response.text();
  const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
  if (!answer.includes(`<TopicArn>${arn}</TopicArn>`))
    throw new Error(`CreateTopic ${name} answered ${answer}, expected ${arn}`);
}

function rank({ properties }: QueuePlan): number {
  return properties.RedrivePolicy === undefined ? 0 : 1;
}
