import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect } from 'vitest';
import { type ObjectCreated, type S3Door, startS3Door } from '../../../../cdk/local/s3/door.ts';
import type { LifecycleRule } from '../../../../cdk/local/s3/lifecycle.ts';
import { CREDENTIALS, doorClient, REGION } from './target.ts';

/** A folder, and a door on it that a test starts and stops; the bucket `raw` notifies, `archive` has no versions. */
export class RestartableDoor {
  readonly root: string;
  readonly events: ObjectCreated[] = [];
  /** Of both buckets, from the next start on. */
  lifecycle: readonly LifecycleRule[] = [];
  readonly complaints: string[] = [];
  /** Bytes that the buckets hold. */
  stored = { bytes: 0, replaced: 0 };
  now = Date.parse('2026-03-01T06:00:00.250Z');
  #running: { door: S3Door; client: S3Client } | null = null;

  static async create(): Promise<RestartableDoor> {
    return new RestartableDoor(await mkdtemp(join(tmpdir(), 'howship-door-')));
  }

  private constructor(root: string) {
    this.root = root;
  }

  async start(versioned = true): Promise<{ door: S3Door; client: S3Client }> {
    await this.stop();
    const door = await startS3Door({
      root: this.root,
      region: REGION,
      credentials: CREDENTIALS,
      buckets: [
        { name: 'raw', versioned, cors: [], notifies: true, lifecycle: this.lifecycle },
        { name: 'archive', versioned: false, cors: [], lifecycle: this.lifecycle },
      ],
      onObjectCreated: (event) => {
        expect(this.files('raw/objects').some((file) => file.endsWith(event.sequencer))).toBe(true);
        this.events.push(event);
      },
      onStored: ({ bytes, replaced }) => {
        this.stored = { bytes: this.stored.bytes + bytes, replaced: this.stored.replaced + replaced };
      },
      complain: (sentence) => this.complaints.push(sentence),
      clock: () => this.now,
    });
    const client = doorClient(door.url);
    // The SDK signs by the machine's clock; the door goes by the test's.
    client.config.systemClockOffset = this.now - Date.now();
    this.#running = { door, client };
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#running?.client.destroy();
    await this.#running?.door.close();
    this.#running = null;
  }

  async destroy(): Promise<void> {
    await this.stop();
    await rm(this.root, { recursive: true });
  }

  files(folder: string): string[] {
    return readdirSync(join(this.root, folder));
  }

  async text(Bucket: string, Key: string, VersionId?: string): Promise<string> {
    const command = new GetObjectCommand({ Bucket, Key, ...(VersionId ? { VersionId } : {}) });
    const answer = await this.#running?.client.send(command);
    return (await answer?.Body?.transformToString()) ?? '';
  }

  /** A presigned PUT into `archive`, by the test's clock. */
  async putUrl(Key: string): Promise<URL> {
    if (this.#running === null) throw new Error('The door is not running.');
    const command = new PutObjectCommand({ Bucket: 'archive', Key });
    return new URL(await getSignedUrl(this.#running.client, command, { signingDate: new Date(this.now) }));
  }
}
