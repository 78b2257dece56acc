import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../shared/runtime/log.ts';
import { queueHandler } from '../../../shared/runtime/queue-handler.ts';

const record = (messageId: string, body: string): SQSRecord => ({
  messageId,
  body,
  receiptHandle: `handle-${messageId}`,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:1:align',
  awsRegion: 'eu-central-1',
});
const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, i) => record(`m${i}`, body)),
});

/** A log that keeps what it is told. */
function keptLog() {
  const errors: { message: string; error: unknown; facts: unknown }[] = [];
  const log: Log = {
    info: () => undefined,
    error: (message, error, facts) => errors.push({ message, error, facts }),
  };
  return { log, errors };
}

describe('the handler of a queue', () => {
  it('acts on every body in order, with its record, and reports nothing where all went well', async () => {
    const { log, errors } = keptLog();
    const acted: string[] = [];
    const handle = queueHandler(log, async (body, { messageId }) => {
      acted.push(`${messageId} ${body}`);
    });
    expect(await handle(batch('a', 'b'))).toEqual({ batchItemFailures: [] });
    expect(acted).toEqual(['m0 a', 'm1 b']);
    expect(errors).toEqual([]);
  });

  it('leaves a line for each: what it is about, and how long it took', async () => {
    const lines: unknown[] = [];
    const log: Log = { info: (message, facts) => lines.push([message, facts]), error: () => {} };
    const handle = queueHandler(log, async (body) => {
      if (body === '{') throw new Error('no JSON');
    });
    await handle(batch('{"experiment":"osteo","downlink":"d1"}', '{'));
    const facts = { experiment: 'osteo', downlink: 'd1', messageId: 'm0', ms: expect.any(Number) };
    expect(lines).toEqual([['message', facts]]);
  });

  it('reports those that fail, alone, whether they reject or throw, and still acts on the others', async () => {
    const { log } = keptLog();
    const acted: string[] = [];
    const handle = queueHandler(log, (body) => {
      acted.push(body);
      if (body === 'throws') throw new Error('at once');
      return body === 'rejects' ? Promise.reject(new Error('later')) : Promise.resolve();
    });
    const { batchItemFailures } = await handle(batch('throws', 'fine', 'rejects', 'fine too'));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }]);
    expect(acted).toEqual(['throws', 'fine', 'rejects', 'fine too']);
  });

  it('does not begin with a message before the one before it is done', async () => {
    const { log } = keptLog();
    let running = 0;
    let most = 0;
    const handle = queueHandler(log, async () => {
      running++;
      most = Math.max(most, running);
      await Promise.resolve();
      running--;
    });
    await handle(batch('a', 'b', 'c'));
    expect(most).toBe(1);
  });

  it('acts on so many at once where it is told to, and reports those that fail in their order', async () => {
    const { log } = keptLog();
    const released: string[] = [];
    const hung = Promise.withResolvers<void>();
    const acted: string[] = [];
    const act = async (body: string) => {
      if (body === 'hangs') await hung.promise;
      acted.push(body);
      // The first goes on only once the last is done.
      if (body === 'last') hung.resolve();
      if (body !== 'fine') throw new Error(body);
    };
    const release = async ({ messageId }: SQSRecord) => void released.push(messageId);
    const { batchItemFailures } = await queueHandler(log, act, release, 3)(batch('hangs', 'fine', 'last'));
    expect(acted).toEqual(['fine', 'last', 'hangs']);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }]);
    expect(released).toEqual(['m2', 'm0']);
  });

  it('logs each failure once, with the error itself, the message and what it held', async () => {
    const { log, errors } = keptLog();
    const failure = new Error('no such table');
    const handle = queueHandler(log, (body) =>
      body === 'bad' ? Promise.reject(failure) : Promise.resolve(),
    );
    await handle(batch('good', 'bad'));
    expect(errors).toHaveLength(1);
    expect(errors[0]?.error).toBe(failure);
    expect(errors[0]?.facts).toMatchObject({ messageId: 'm1', body: 'bad' });
  });

  it('answers an empty batch', async () => {
    const handle = queueHandler(keptLog().log, () => Promise.reject(new Error('there is nothing to act on')));
    expect(await handle({ Records: [] })).toEqual({ batchItemFailures: [] });
  });
});
