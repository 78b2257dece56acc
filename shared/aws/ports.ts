/** The real ports of a function, from its environment. Built once a cold start. */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock, Notifier, Ports, Queue } from '../ports.ts';
import { environmentValue } from '../runtime/environment.ts';
import type { ENVIRONMENT } from '../runtime/environment-names.ts';
import { TableCatalogue } from './catalogue.ts';
import { clientSettings, PATIENCE, PATIENCE_WITH_PARTS, type Patience } from './client-settings.ts';
import { BucketDrop } from './drop-objects.ts';
import { BucketKept } from './kept-objects.ts';
import { BucketObjects } from './objects.ts';
import { BucketPartUploads } from './part-uploads.ts';
import { HintQueue } from './queue.ts';
import { RememberedObjects } from './remembered-objects.ts';

/** Seconds in which hints for the same bucket, unit or pair are meant to coalesce. */
const COALESCE_SECONDS = 2;

/**
 * A function is given only what it needs: a bucket, queue or topic that the stack did not name fails when it is used,
 * with the name of the missing variable.
 */
export function awsPorts(
  environment: NodeJS.ProcessEnv = process.env,
  notifier: Notifier = noNotifier,
  patience: Patience = PATIENCE,
): Ports {
  const value = (name: keyof typeof ENVIRONMENT) => environmentValue(name, environment);
  // The local stack serves buckets by path; AWS's own endpoints do not need it.
  const endpoint = environment.AWS_ENDPOINT_URL_S3;
  const where = endpoint === undefined ? {} : { endpoint, forcePathStyle: true };
  const s3 = new S3Client({ ...clientSettings(patience), ...where });
  const sqs = new SQSClient(clientSettings(patience));
  const queue = (name: keyof typeof ENVIRONMENT, delay: number): Queue => ({
    send: async (hint, seconds) => new HintQueue(sqs, value(name), delay).send(hint, seconds),
    sendAll: async (hints) => new HintQueue(sqs, value(name), delay).sendAll(hints),
  });
  const archiveBucket = () => new BucketObjects(s3, value('archiveBucket'));
  let archive: RememberedObjects | null = null;
  let uploads: BucketPartUploads | null = null;
  let drop: BucketDrop | null = null;
  return {
    get raw() {
      return new BucketObjects(s3, value('rawBucket'));
    },
    get uploads() {
      uploads ??= new BucketPartUploads(
        new S3Client({ ...clientSettings(PATIENCE_WITH_PARTS), ...where }),
        value('rawBucket'),
      );
      return uploads;
    },
    get drop() {
      drop ??= new BucketDrop(
        new S3Client({ ...clientSettings(PATIENCE_WITH_PARTS), ...where }),
        value('rawBucket'),
      );
      return drop;
    },
    get kept() {
      return new BucketKept(s3, value('rawBucket'));
    },
    get archive() {
      archive ??= new RememberedObjects(archiveBucket());
      return archive;
    },
    catalogue: new TableCatalogue(new DynamoDBClient(clientSettings(patience)), value('table'), {
      read: (key) => archiveBucket().read(key),
      put: (key, bytes, type) => archiveBucket().put(key, bytes, type),
    }),
    queues: {
      drop: queue('dropQueueUrl', 0),
      ingest: queue('ingestQueueUrl', 0),
      align: queue('alignQueueUrl', COALESCE_SECONDS),
      flag: queue('flagQueueUrl', COALESCE_SECONDS),
      analyze: queue('analyzeQueueUrl', COALESCE_SECONDS),
      notify: queue('notifyQueueUrl', 0),
    },
    notifier,
    clock: systemClock,
  };
}

/** Only `notify` speaks to people; the others do not carry SNS's client. */
const noNotifier: Notifier = {
  publish: async ({ subject }) => {
    throw new Error(`this function was given no topic to publish "${subject}" to`);
  },
  post: async () => {
    throw new Error('this function sends nothing to webhooks');
  },
};

const systemClock: Clock = {
  now: () => Date.now() * 1000,
  newId: () => `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`,
  pause: (millis) => setTimeout(millis * (0.5 + Math.random())),
};
