import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noise } from './requests.ts';
import { CREDENTIALS, doorClient, REGION } from './target.ts';

interface RunningDoor {
  readonly child: ChildProcess;
  readonly client: S3Client;
  readonly url: string;
}

let root: string;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'howship-s3-kill-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

async function startProcess(): Promise<RunningDoor> {
  const script = fileURLToPath(new URL('./door-process.ts', import.meta.url));
  const args = [script, root, REGION, CREDENTIALS.accessKeyId, CREDENTIALS.secretAccessKey];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();
  return { child, url, client: doorClient(url) };
}

async function kill({ child, client }: RunningDoor): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  children.delete(child);
  client.destroy();
}

/** Park and Miller's generator: the same moments of death on every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

const BUCKETS = ['plain', 'versions'] as const;
const BODIES = Array.from({ length: 12 }, (_, i) =>
  noise([0, 1, 900, 40_000, 300_000, 900_000][i % 6]! + i, i + 1),
);
const DIGESTS = BODIES.map((body) => createHash('sha256').update(body).digest('hex'));

interface Written {
  /** The last body that was confirmed, by bucket and key; and what was under way when the door died. */
  readonly confirmed: Map<string, number>;
  readonly attempted: Map<string, number>;
}

/** Writes objects over a few keys, in four lanes, until the door is dead; kills it after `deaths` confirmations. */
async function writeUntilKilled(door: RunningDoor, roll: (sides: number) => number, deaths: number) {
  const written: Written = { confirmed: new Map(), attempted: new Map() };
  let confirmations = 0;
  let killed: Promise<void> | null = null;
  const lane = async (number: number) => {
    while (killed === null) {
      const bucket = BUCKETS[roll(BUCKETS.length)]!;
      const key = `lane-${number}/key-${roll(3)}`;
      const name = `${bucket}/${key}`;
      const choice = roll(BODIES.length);
      written.attempted.set(name, choice);
      try {
        await writeOnce(door.client, bucket, key, choice);
      } catch (error) {
        // The only way to fail is to lose the door; a refusal would be a mistake of ours.
        if (killed === null || error instanceof S3ServiceException) throw error;
        return;
      }
      written.confirmed.set(name, choice);
      written.attempted.delete(name);
      confirmations += 1;
      if (confirmations >= deaths) killed ??= kill(door);
    }
  };
  await Promise.all([0, 1, 2, 3].map(lane));
  await killed;
  return written;
}

/** Even choices in one request, odd ones by a multipart upload of one part. */
async function writeOnce(client: S3Client, Bucket: string, Key: string, choice: number): Promise<void> {
  const Metadata = { choice: String(choice) };
  const Body = BODIES[choice]!;
  if (choice % 2 === 0) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body, Metadata }));
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, Metadata }));
  const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
}

/** Every listed object is whole: its bytes are those that its own metadata names. Returns which, by bucket and key. */
async function readAll(client: S3Client): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const Bucket of BUCKETS) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key = '', Size } of Contents) {
      const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const choice = Number(Metadata?.choice);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(DIGESTS[choice]);
      expect(bytes.length).toBe(Size);
      found.set(`${Bucket}/${Key}`, choice);
    }
  }
  return found;
}

describe('a door killed in the middle of its writes', () => {
  it('comes back with what it confirmed, whole, and without leftovers', async () => {
    const roll = dice(11);
    let before = new Map<string, number>();
    let written: Written = { confirmed: new Map(), attempted: new Map() };
    for (let round = 0; round < 6; round += 1) {
      const door = await startProcess();
      const found = await readAll(door.client);
      for (const [name, choice] of found) {
        expect([written.confirmed.get(name) ?? before.get(name), written.attempted.get(name)]).toContain(
          choice,
        );
      }
      for (const name of [...before.keys(), ...written.confirmed.keys()]) expect(found.has(name)).toBe(true);
      for (const bucket of BUCKETS) expect(readdirSync(join(root, bucket, 'tmp'))).toEqual([]);
      before = found;
      written = await writeUntilKilled(door, roll, 1 + roll(16));
    }
    expect(before.size).toBeGreaterThan(6);
  }, 180_000);
});

describe('the speed of ranged reads', () => {
  it('is printed for eight connections; under 50 a second something is broken', async () => {
    const door = await startProcess();
    const size = 8_000_000;
    await door.client.send(new PutObjectCommand({ Bucket: 'plain', Key: 'wide', Body: noise(size) }));
    const command = new GetObjectCommand({ Bucket: 'plain', Key: 'wide' });
    const url = await getSignedUrl(door.client, command, { expiresIn: 600 });
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const reads = 2000;
    const started = process.hrtime.bigint();
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let i = lane; i < reads; i += 8) {
          const from = (i * 7919 * 64) % (size - 65_536);
          expect(await readRange(agent, url, from, from + 65_535)).toBe(65_536);
        }
      }),
    );
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    console.log(`${Math.round(reads / seconds)} ranged reads of 64 KiB a second`);
    agent.destroy();
    await kill(door);
    expect(reads / seconds).toBeGreaterThan(50);
  });
});

function readRange(agent: Agent, url: string, from: number, to: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpGet(url, { agent, headers: { Range: `bytes=${from}-${to}` } }, (response) => {
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
      });
      response.on('end', () =>
        response.statusCode === 206 ? resolve(bytes) : reject(new Error('not a range')),
      );
    });
    request.on('error', reject);
  });
}
