/** The local data plane, on sockets of its own and in an empty folder: what `shared/aws` is tried against. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { TablePlan } from '../../cdk/local/plan/plan.ts';
import { ACCOUNT, REGION } from '../../cdk/local/plan/references.ts';
import { createQueues, createTopic, startQueues } from '../../cdk/local/queues.ts';
import { startS3Door } from '../../cdk/local/s3/door.ts';
import { startTables } from '../../cdk/local/tables.ts';
import { DUE_INDEX, TABLE_KEYS } from '../../shared/runtime/environment-names.ts';

export const TABLE = 'howship';
export const RAW_BUCKET = 'howship-raw';
export const ARCHIVE_BUCKET = 'howship-archive';
export const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`;
const CREDENTIALS = { accessKeyId: 'AKIDHOWSHIP', secretAccessKey: 'a secret / with + signs' };

export interface PlaneClients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}

export interface LocalPlane extends PlaneClients {
  /** Clients beside the plane's own; closed with it. */
  openClients(): PlaneClients;
  queueUrl(name: string): string;
  queueArn(name: string): string;
  close(): Promise<void>;
}

/** Starts S3, DynamoDB, SQS and SNS with both buckets, the table with its due index, these queues and the topic. */
export async function openLocalPlane(queues: readonly string[]): Promise<LocalPlane> {
  const root = await mkdtemp(join(tmpdir(), 'howship-plane-'));
  const door = await startS3Door({
    root: join(root, 's3'),
    region: REGION,
    credentials: CREDENTIALS,
    buckets: [RAW_BUCKET, ARCHIVE_BUCKET].map((name) => ({ name, versioned: true, cors: [] })),
  });
  const tables = await startTables(join(root, 'dynamodb'), [TABLE_PLAN]);
  const messages = await startQueues();
  const queueUrl = (name: string) => `${messages.url}/${ACCOUNT}/${name}`;
  const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
  await createQueues(
    messages.url,
    queues.map((name) => ({ name, url: queueUrl(name), arn: queueArn(name), properties: {} })),
  );
  await createTopic(messages.url, 'alerts');
  const at = (endpoint: string) => ({ endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 });
  const opened: PlaneClients[] = [];
  const openClients = () => {
    const clients = {
      s3: new S3Client({ ...at(door.url), forcePathStyle: true }),
      dynamodb: new DynamoDBClient(at(tables.url)),
      sqs: new SQSClient(at(messages.url)),
      sns: new SNSClient(at(messages.url)),
    };
    opened.push(clients);
    return clients;
  };
  return {
    ...openClients(),
    openClients,
    queueUrl,
    queueArn,
    close: async () => {
      for (const client of opened.flatMap((clients) => Object.values(clients))) client.destroy();
      await Promise.all([door.close(), tables.close(), messages.close()]);
      await rm(root, { recursive: true });
    },
  };
}

const { partition, sort, duePartition, dueSort } = TABLE_KEYS;

/** The table that the stack declares (cdk/constructs/house-table.ts). */
export const TABLE_PLAN: TablePlan = {
  name: TABLE,
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partition, sort, duePartition, dueSort].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: keysOf(partition, sort),
    GlobalSecondaryIndexes: [
      {
        IndexName: DUE_INDEX,
        KeySchema: keysOf(duePartition, dueSort),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
};

function keysOf(hash: string, range: string): { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}
