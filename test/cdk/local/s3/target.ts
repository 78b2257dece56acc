import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { startS3Door } from '../../../../cdk/local/s3/door.ts';

/** What the conformance test talks to: a door of its own, or a real bucket. */
export interface Target {
  readonly client: S3Client;
  readonly bucket: string;
  readonly region: string;
  /** Goes before every key, so that a real bucket may hold other things. */
  readonly prefix: string;
  close(): Promise<void>;
}

/** `HOWSHIP_CONFORMANCE_S3=aws`, with `HOWSHIP_CONFORMANCE_BUCKET` and the usual AWS environment, means real S3. */
const ON_AWS = process.env.HOWSHIP_CONFORMANCE_S3 === 'aws';
export const REGION = 'eu-central-1';
export const CREDENTIALS = { accessKeyId: 'AKIDHOWSHIP', secretAccessKey: 'a secret / with + signs' };

export async function openTarget(): Promise<Target> {
  return ON_AWS ? awsTarget() : openDoor();
}

export function doorClient(url: string): S3Client {
  const address = { endpoint: url, region: REGION, forcePathStyle: true };
  return new S3Client({ ...address, credentials: CREDENTIALS, maxAttempts: 1 });
}

/** A door of its own, on an empty folder. */
export async function openDoor(): Promise<Target> {
  const root = await mkdtemp(join(tmpdir(), 'howship-s3-'));
  const door = await startS3Door({
    root,
    region: REGION,
    credentials: CREDENTIALS,
    buckets: [
      {
        name: 'plain',
        versioned: false,
        cors: [
          {
            allowedOrigins: ['https://console.example'],
            allowedMethods: ['PUT', 'GET'],
            allowedHeaders: ['*'],
            exposedHeaders: ['ETag'],
            maxAgeSeconds: 600,
          },
        ],
      },
    ],
  });
  const client = doorClient(door.url);
  return {
    client,
    bucket: 'plain',
    region: REGION,
    prefix: '',
    close: async () => {
      client.destroy();
      await door.close();
      await rm(root, { recursive: true });
    },
  };
}

async function awsTarget(): Promise<Target> {
  const bucket = process.env.HOWSHIP_CONFORMANCE_BUCKET;
  if (bucket === undefined) throw new Error('HOWSHIP_CONFORMANCE_S3=aws needs HOWSHIP_CONFORMANCE_BUCKET.');
  const client = new S3Client({});
  return {
    client,
    bucket,
    region: await client.config.region(),
    prefix: `howship-conformance-${crypto.randomUUID()}/`,
    close: async () => client.destroy(),
  };
}
