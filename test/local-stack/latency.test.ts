/** A small mission where every call takes as long as within AWS: the same end, and no run out of time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { LATENCY_MS } from '../../cdk/local/latency.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { settleAll, upload as uploadTo } from '../support/run-stack.ts';
import { type Answers, StackClient } from '../support/stack-client.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';
import { twinsDefined } from '../support/twins-in.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-latency-'));
const { flight, ground } = twinFiles();
let stack: StackProcess;
let file: StackFile;
let answers: Answers;

beforeAll(async () => {
  stack = startStack(join(work, 'home'), ['--latency']);
  file = await stack.ready;
  const client = new StackClient(file);
  await client.apply('twins', TWIN_DEFINITION);
  const receipts = await Promise.all([
    client.upload('twins', 'fu1.csv', flight),
    client.upload('twins', 'gu1.csv', ground),
    client.upload('twins', 'fu1-again.csv', flight),
  ]);
  expect(receipts.map(({ state }) => state)).toEqual(['INGESTED', 'INGESTED', 'INGESTED']);
  answers = await client.settled(readDefinition(TWIN_DEFINITION).definition);
}, 300_000);
afterAll(async () => {
  await stack.stop();
  rmSync(work, { recursive: true, force: true });
});

it('ends in the archive of a stack without a way between its parts', async () => {
  const memory = await twinsDefined();
  await uploadTo(memory, 'twins', 'fu1.csv', flight);
  await uploadTo(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
  expect(answers.archive).toEqual(await hashArchive(memory, 'twins'));
  expect(answers.anomalies.length).toBeGreaterThan(0);
});

it('complains of nothing: no run was stopped at its time-out', () => {
  expect(stack.complaints()).toEqual([]);
});

it('has every call take its time', async () => {
  const { endpoints, region, credentials } = file;
  const at = (endpoint: string) => ({ endpoint, region, credentials: { ...credentials } });
  const dynamodb = new DynamoDBClient(at(endpoints.dynamodb));
  const sqs = new SQSClient(at(endpoints.sqs));
  const s3 = new S3Client({ ...at(endpoints.s3), forcePathStyle: true });
  const took = async (call: () => Promise<unknown>) => {
    const begun = performance.now();
    await call();
    return performance.now() - begun;
  };
  // A timer may strike a millisecond early.
  expect(await took(() => dynamodb.send(new ListTablesCommand({})))).toBeGreaterThan(LATENCY_MS.table - 1);
  expect(await took(() => sqs.send(new ListQueuesCommand({})))).toBeGreaterThan(LATENCY_MS.queue - 1);
  const { upload } = await new StackClient(file).announce('twins', 'fu1-empty.csv', Buffer.from('t\n'));
  const put = () => fetch(upload.url, { ...upload, body: 't\n' });
  expect(await took(put)).toBeGreaterThan(LATENCY_MS.objectWrite - 1);
  const [, Bucket, ...key] = new URL(upload.url).pathname.split('/');
  const head = () => s3.send(new HeadObjectCommand({ Bucket, Key: key.join('/') }));
  expect(await took(head)).toBeGreaterThan(LATENCY_MS.objectRead - 1);
  for (const client of [dynamodb, sqs, s3]) client.destroy();
});
