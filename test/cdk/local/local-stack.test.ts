import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAws } from '../../../cdk/local/aws-json.ts';
import type { LocalStack } from '../../../cdk/local/local-stack.ts';
import { FIXTURE_LIMITS, fixtureTemplate, writeFixtureAssembly } from './fixture-assembly.ts';
import { count, eventually, s3, startIn, work } from './fixture-stack.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await startIn('home');
});
afterAll(() => stack.close());

const call = (path: string, init?: RequestInit) => fetch(`${stack.file.url}${path}`, init);
const send = (messages: object[]) =>
  call('/send', {
    method: 'POST',
    body: JSON.stringify(messages),
    headers: { 'content-type': 'application/json' },
  });

describe('a queue', () => {
  it('gives back only what failed of a batch, and deletes the rest', async () => {
    await send([{ id: 'well-1' }, { id: 'fails-once', failures: 1 }, { id: 'well-2' }]);
    // Which of them come in one batch is the queue's to decide, so each is waited for.
    for (const [id, times] of [
      ['fails-once', 2],
      ['well-1', 1],
      ['well-2', 1],
    ] as const) {
      await eventually(async () => expect(await count(id, stack), id).toBe(times));
    }
    expect([await count('well-1', stack), await count('well-2', stack)]).toEqual([1, 1]);
  });

  it('moves a message to the dead letters after its receives', async () => {
    await send([{ id: 'fails-always', failures: 1e9 }]);
    const client = new SQSClient({
      endpoint: stack.file.endpoints.sqs,
      region: stack.file.region,
      credentials: { ...stack.file.credentials },
    });
    const QueueUrl = `${stack.file.endpoints.sqs}/000000000000/DeadLetters`;
    await eventually(async () => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      expect(Attributes?.ApproximateNumberOfMessages).toBe('1');
    });
    expect(await count('fails-always', stack)).toBe(FIXTURE_LIMITS.maxReceives);
  });

  it('hears of objects below the prefix of the notification, with the key encoded, and of no others', async () => {
    const client = s3(stack);
    await client.send(new PutObjectCommand({ Bucket: 'raw', Key: 'other/file.csv', Body: 'no' }));
    await client.send(new PutObjectCommand({ Bucket: 'raw', Key: 'raw/e 1/größe+.csv', Body: '12345' }));
    await eventually(async () =>
      expect(await count('object raw/e+1/gr%C3%B6%C3%9Fe%2B.csv 5', stack)).toBe(1),
    );
    expect(await count('object other/file.csv 2', stack)).toBe(0);
  });
});

describe('a schedule', () => {
  it('runs once at the start', async () => {
    await eventually(async () => expect(await count('schedule', stack)).toBe(1));
  });
});

describe('the doors', () => {
  it('answer no web page, which could reach loopback from any site', async () => {
    for (const url of [stack.file.endpoints.dynamodb, stack.file.endpoints.sqs]) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-amz-json-1.0' },
        body: '{}',
      });
      expect(response.status, url).toBe(403);
    }
  });

  const ANSWERS: Readonly<Record<string, object>> = {
    'DynamoDB_20120810.ListTables': {},
    'DynamoDB_20120810.Scan': { TableName: 'Table' },
    'AmazonSQS.ListQueues': {},
    'secretsmanager.GetSecretValue': {
      SecretId: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Tokens',
    },
  };
  it('answer no other user of the machine: what is not signed with the credentials of this home', async () => {
    const { endpoints, credentials, region } = stack.file;
    const own = { region, ...credentials };
    const strangers = [null, { ...own, accessKeyId: 'guessed' }, { ...own, secretAccessKey: 'guessed' }];
    for (const [target, body] of Object.entries(ANSWERS))
      for (const url of Object.values(endpoints).filter((one) => one !== endpoints.s3))
        for (const signer of strangers)
          await expect(callAws({ url, signer, target, body }), `${target} at ${url}`).rejects.toThrow(
            /AccessDenied|expected a call that is signed|signature/,
          );
    expect(
      await callAws({
        url: endpoints.dynamodb,
        signer: own,
        target: 'DynamoDB_20120810.ListTables',
        body: {},
      }),
    ).toHaveProperty('TableNames');
  });

  it('of the queues are no second S3', async () => {
    expect((await fetch(`${stack.file.endpoints.sqs}/bucket/key`)).status).toBe(501);
  });
});

describe('the home', () => {
  it('says how to reach the stack, to its owner only', () => {
    const path = join(work, 'home/stack.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(stack.file);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(stack.file.pid).toBe(process.pid);
    expect(stack.file.consoleUrl).toBe(`${stack.file.url}/`);
  });

  it('is refused to a second stack, naming who holds it', async () => {
    await expect(startIn('home')).rejects.toMatchObject({
      code: 'home.locked',
      message: expect.stringMatching(new RegExp(`in use by process ${process.pid} since`)),
    });
    expect((await call('/plain')).status).toBe(200);
  });

  it('stands beside others, and keeps its objects, items and token over a restart', async () => {
    const beside = await startIn('beside');
    expect(beside.file.token).not.toBe(stack.file.token);
    expect(await count('well-1', beside)).toBe(0);
    await s3(beside).send(new PutObjectCommand({ Bucket: 'raw', Key: 'raw/kept', Body: 'kept' }));
    await eventually(async () => expect(await count('object raw/kept 4', beside)).toBe(1));
    await beside.close();
    expect(existsSync(join(work, 'beside/stack.json'))).toBe(false);
    expect(existsSync(join(work, 'beside/lock'))).toBe(false);
    await expect(fetch(beside.file.url)).rejects.toThrow();

    const again = await startIn('beside');
    try {
      expect(again.file.token).toBe(beside.file.token);
      expect(await count('object raw/kept 4', again)).toBe(1);
      const { Body } = await s3(again).send(new GetObjectCommand({ Bucket: 'raw', Key: 'raw/kept' }));
      expect(await Body?.transformToString()).toBe('kept');
      expect(again.file.endpoints.s3).toBe(beside.file.endpoints.s3);
    } finally {
      await again.close();
    }
  });

  it('serves its objects where it did, so that links outlive a restart, but for a port that is taken', async () => {
    const [first, between] = [await startIn('ports'), createServer()];
    const { port } = new URL(first.file.endpoints.s3);
    await first.close();
    between.listen(Number(port), '127.0.0.1');
    await once(between, 'listening');
    const elsewhere = await startIn('ports');
    expect(new URL(elsewhere.file.endpoints.s3).port).not.toBe(port);
    await elsewhere.close();
    between.close();
    const again = await startIn('ports');
    expect(again.file.endpoints.s3).toBe(elsewhere.file.endpoints.s3);
    await again.close();
  });

  it('with a table of other keys is refused, saying which', async () => {
    const template = fixtureTemplate();
    const changed = structuredClone(template);
    changed.Resources.Table!.Properties.KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
    changed.Resources.Table!.Properties.AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' }];
    await expect(
      startIn('beside', writeFixtureAssembly(join(work, 'changed'), changed)),
    ).rejects.toMatchObject({
      code: 'table.changed',
      message: expect.stringContaining('HOWSHIP_HOME'),
    });
  });

  it('is left free where the start fails', async () => {
    const broken = structuredClone(fixtureTemplate());
    broken.Resources.ApiFunction!.Properties.Handler = 'index.missing';
    const directory = writeFixtureAssembly(join(work, 'broken'), broken);
    await expect(startIn('failing', directory)).rejects.toMatchObject({
      kind: 'load',
      message: expect.stringMatching(/Fixture-api .*exports no function missing, it exports handler/),
    });
    expect(existsSync(join(work, 'failing/lock'))).toBe(false);
  });
});
