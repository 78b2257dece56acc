import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { callAws } from './aws-json.ts';
import { LocalStackFailure } from './home/failure.ts';
import { type Home, lastObjectsPort, rememberObjectsPort } from './home/home.ts';
import type { Delay } from './latency.ts';
import { listenOnLoopback } from './loopback.ts';
import { type Counter, callerOf, type Meter } from './meter/meter.ts';
import { objectCreatedMessage, queuesToldOf } from './object-event.ts';
import type { BucketPlan, Plan } from './plan/plan.ts';
import { REGION } from './plan/references.ts';
import { createQueues, createTopic } from './queues.ts';
import { type ObjectCreated, type S3DoorOptions, startS3Door } from './s3/door.ts';
import type { LifecycleRule } from './s3/lifecycle.ts';
import type { Signer } from './s3/signing.ts';
import { type SecretValues, startSecrets } from './secrets.ts';
import { startTables } from './tables.ts';

interface DataPlaneOptions {
  readonly home: Home;
  readonly plan: Plan;
  readonly secrets: SecretValues;
  /** Whose calls the doors answer. */
  readonly signer: Signer;
  /** Where SQS and SNS serve already. */
  readonly sqsUrl: string;
  readonly complain: (sentence: string) => void;
  readonly meter: Meter;
  readonly delay: Delay;
  /** Told of each call of the tables that fails because their files cannot be read or written. */
  readonly onTableTrouble: (failure: LocalStackFailure) => void;
  /** Told of everything that runs, so that it can be stopped, also where a later step fails. */
  readonly onStop: (close: () => Promise<void>) => void;
}

interface Endpoints {
  readonly s3: string;
  readonly dynamodb: string;
  readonly secrets: string;
}

/** Starts the services that hold data and creates what the plan declares in them. */
export async function startDataPlane(options: DataPlaneOptions): Promise<Endpoints> {
  const { home, plan, secrets, signer, sqsUrl, meter, delay, onTableTrouble, onStop } = options;
  // First, because LevelDB's own lock on its directory is the last guard against a second process in this home.
  const tables = await startTables(home.dynamodb, plan.tables, meter, delay, onTableTrouble, signer);
  onStop(tables.close);
  await createQueues(sqsUrl, plan.queues, signer);
  for (const topic of plan.topics) await createTopic(sqsUrl, topic, signer);
  const secretsDoor = await startSecrets(secrets, signer);
  onStop(secretsDoor.close);
  const s3 = await startBuckets(options);
  onStop(() => s3.close());
  return { s3: s3.url, dynamodb: tables.url, secrets: secretsDoor.url };
}

async function startBuckets(options: DataPlaneOptions) {
  const { home, plan, signer, complain, meter, delay } = options;
  mkdirSync(home.s3, { recursive: true });
  const doorOptions: S3DoorOptions = {
    root: home.s3,
    port: await freeOf(lastObjectsPort(home)),
    region: REGION,
    credentials: signer,
    buckets: plan.buckets.map((bucket) => ({
      name: bucket.name,
      versioned: bucket.properties.VersioningConfiguration?.Status === 'Enabled',
      cors: corsRules(bucket),
      notifies: bucket.properties.NotificationConfiguration !== undefined,
      lifecycle: lifecycleRules(bucket),
    })),
    complain,
    onStored: ({ bytes, replaced }) => {
      meter.store('objectBytes', bytes);
      meter.store('replacedBytes', replaced);
    },
    beforeOperation: (name) => delay(COUNTERS[name] === 'objectPuts' ? 'objectWrite' : 'objectRead'),
    onOperation({ name, userAgent }) {
      const counter = COUNTERS[name];
      if (counter !== undefined) meter.count(callerOf(userAgent), counter);
    },
    onObjectCreated(created) {
      notify(options, created).catch((error) => {
        // The object is safe; watch finds its receipt and queues it again.
        complain(`s3: no queue was told of ${created.bucket}/${created.key}: ${error}`);
      });
    },
  };
  const door = await startS3Door(doorOptions);
  rememberObjectsPort(home, door.port);
  return door;
}

/** LIST is charged as PUT; deleting and aborting are free. */
const COUNTERS: Readonly<Record<string, Counter>> = {
  PutObject: 'objectPuts',
  CopyObject: 'objectPuts',
  CreateMultipartUpload: 'objectPuts',
  UploadPart: 'objectPuts',
  CompleteMultipartUpload: 'objectPuts',
  ListObjectsV2: 'objectPuts',
  ListObjectVersions: 'objectPuts',
  ListParts: 'objectPuts',
  GetObject: 'objectGets',
  GetObjectTagging: 'objectGets',
  HeadObject: 'objectGets',
};

/** The port, or 0 where another program has taken it. */
async function freeOf(port: number): Promise<number> {
  const probe = createServer();
  try {
    await listenOnLoopback(probe, port);
  } catch (error) {
    if (error instanceof LocalStackFailure && error.code === 'port.in-use') return 0;
    throw error;
  }
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  return port;
}

function corsRules({ properties }: BucketPlan): S3DoorOptions['buckets'][number]['cors'] {
  return (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
    allowedOrigins: rule.AllowedOrigins,
    allowedMethods: rule.AllowedMethods,
    allowedHeaders: rule.AllowedHeaders ?? [],
    exposedHeaders: rule.ExposedHeaders ?? [],
    ...(rule.MaxAge === undefined ? {} : { maxAgeSeconds: rule.MaxAge }),
  }));
}

function lifecycleRules({ properties }: BucketPlan): LifecycleRule[] {
  return (properties.LifecycleConfiguration?.Rules ?? []).map((rule) => ({
    prefix: rule.Prefix ?? '',
    tags: Object.fromEntries((rule.TagFilters ?? []).map(({ Key, Value }) => [Key, Value])),
    expirationDays: rule.ExpirationInDays,
    noncurrentDays: rule.NoncurrentVersionExpiration?.NoncurrentDays,
    emptyMarkers: rule.ExpiredObjectDeleteMarker === true,
    uploadDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  }));
}

async function notify(
  { plan, sqsUrl, signer }: Pick<DataPlaneOptions, 'plan' | 'sqsUrl' | 'signer'>,
  created: ObjectCreated,
): Promise<void> {
  const bucket = plan.buckets.find(({ name }) => name === created.bucket);
  const told = bucket === undefined ? [] : queuesToldOf(bucket, created.key);
  for (const { url } of plan.queues.filter(({ arn }) => told.includes(arn))) {
    const body = { QueueUrl: url, MessageBody: objectCreatedMessage(created, new Date().toISOString()) };
    await callAws({ url: sqsUrl, signer, target: 'AmazonSQS.SendMessage', body });
  }
}
