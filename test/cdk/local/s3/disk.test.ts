import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyDigest } from '../../../../cdk/local/s3/left-out.ts';
import { appendProperties } from '../../../../cdk/local/s3/object-file.ts';
import { BucketObjects } from '../../../../shared/aws/objects.ts';
import { intact } from '../../../../shared/usecases/known/intact.ts';
import { flipped } from '../../../support/flipped-bits.ts';
import { list, refusal } from './requests.ts';
import { RestartableDoor } from './restartable-door.ts';
import { REGION } from './target.ts';

/** What the door keeps on disk, and what it makes of what it finds there. */
let held: RestartableDoor;
beforeEach(async () => {
  held = await RestartableDoor.create();
});
afterEach(async () => {
  await held.destroy();
});

describe('the disk', () => {
  it('holds one file an object in a bucket without versions, and none that was deleted', async () => {
    const { client } = await held.start();
    const files = () => held.files('archive/objects').length;
    for (const Body of ['one', 'two', 'three'])
      await client.send(new PutObjectCommand({ Bucket: 'archive', Key: 'a', Body }));
    expect(files()).toBe(1);
    await client.send(new DeleteObjectCommand({ Bucket: 'archive', Key: 'a' }));
    expect(files()).toBe(0);
    expect(held.files('archive/tmp')).toEqual([]);
  });

  it('is cleared at the start of what a killed process left', async () => {
    const { client } = await held.start();
    const key = { Bucket: 'archive', Key: 'a' };
    await client.send(new PutObjectCommand({ ...key, Body: 'old' }));
    const objects = join(held.root, 'archive', 'objects');
    const [old = ''] = readdirSync(objects);
    const bytes = readFileSync(join(objects, old));
    await client.send(new PutObjectCommand({ ...key, Body: 'new' }));
    await held.stop();
    writeFileSync(join(objects, old), bytes);
    writeFileSync(join(held.root, 'archive', 'tmp', 'half'), 'half an object');
    mkdirSync(join(held.root, 'archive', 'uploads', 'begun'));
    await held.start();
    expect(await held.text('archive', 'a')).toBe('new');
    expect(readdirSync(objects)).toHaveLength(1);
    expect(held.files('archive/tmp')).toEqual([]);
    expect(held.files('archive/uploads')).toEqual([]);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a bit of its properties', (bytes) => Buffer.from(flipped(bytes, 8 * (bytes.length - 40)))],
    ['a bit of its end mark', (bytes) => Buffer.from(flipped(bytes, 8 * bytes.length - 3))],
    ['a bit of its length', (bytes) => Buffer.from(flipped(bytes, 8 * (bytes.length - 13) + 7))],
    ['its last byte', (bytes) => bytes.subarray(0, -1)],
    ['all of it', () => Buffer.alloc(0)],
  ])(
    'names an object of which somebody changed %s, and serves neither it nor an older one',
    async (_, change) => {
      const { client } = await held.start();
      const key = { Bucket: 'raw', Key: 'a' };
      await client.send(new PutObjectCommand({ ...key, Body: 'old' }));
      const { VersionId } = await client.send(new PutObjectCommand({ ...key, Body: 'new' }));
      await client.send(new PutObjectCommand({ ...key, Key: 'b', Body: 'sound' }));
      await held.stop();
      const [, newest = ''] = held
        .files('raw/objects')
        .filter((file) => file.startsWith(keyDigest('a')))
        .sort();
      const path = join(held.root, 'raw', 'objects', newest);
      const bytes = readFileSync(path);
      writeFileSync(path, change(bytes));
      for (const starts of [1, 2]) {
        const again = (await held.start()).client;
        expect(held.complaints).toHaveLength(starts);
        expect(held.complaints.at(-1)).toMatch(/^home\.object-damaged: .* is left out/);
        expect(held.complaints.at(-1)).toContain(path);
        expect(await held.text('raw', 'b')).toBe('sound');
        const objects = new BucketObjects(again, 'raw');
        for (const name of ['a', { key: 'a', version: VersionId ?? null }]) {
          const read = intact(name, () => objects.read(name));
          await expect(read).rejects.toMatchObject({ name: 'Damaged', key: 'a' });
        }
      }
      await held.stop();
      writeFileSync(path, bytes);
      await held.start();
      expect(held.complaints).toHaveLength(2);
      expect(await held.text('raw', 'a')).toBe('new');
    },
  );

  it('serves what is written again after it was damaged', async () => {
    const { client } = await held.start();
    const key = { Bucket: 'archive', Key: 'a' };
    await client.send(new PutObjectCommand({ ...key, Body: 'old' }));
    await held.stop();
    const [file = ''] = held.files('archive/objects');
    const path = join(held.root, 'archive', 'objects', file);
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    const again = (await held.start()).client;
    await again.send(new PutObjectCommand({ ...key, Body: 'new', IfNoneMatch: '*' }));
    expect(await held.text('archive', 'a')).toBe('new');
    await held.start();
    expect(await held.text('archive', 'a')).toBe('new');
  });

  it('keeps an unfinished multipart upload over a restart', async () => {
    const key = { Bucket: 'archive', Key: 'm' };
    const { client } = await held.start();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...key, ContentType: 'a/b' }));
    const { ETag } = await client.send(
      new UploadPartCommand({ ...key, UploadId, PartNumber: 1, Body: 'part' }),
    );
    await held.stop();
    const again = (await held.start()).client;
    const { Parts } = await again.send(new ListPartsCommand({ ...key, UploadId }));
    expect(Parts).toMatchObject([{ PartNumber: 1, Size: 4, ETag }]);
    await again.send(
      new CompleteMultipartUploadCommand({
        ...key,
        UploadId,
        MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
      }),
    );
    expect(await again.send(new HeadObjectCommand(key))).toMatchObject({
      ContentType: 'a/b',
      ContentLength: 4,
    });
    expect(held.files('archive/uploads')).toEqual([]);
  });

  it('with 10,000 objects is read at the start and listed in ten pages', async () => {
    await held.start();
    await held.stop();
    const keys = Array.from({ length: 10_000 }, (_, i) => `unit=FU${i % 7}/${(i * 7919) % 10_000}`);
    const write = async (key: string, i: number) => {
      const sequencer = i.toString(16).padStart(16, '0');
      const hash = createHash('sha256').update(key).digest('hex');
      const file = await open(join(held.root, 'archive', 'objects', `${hash}.${sequencer}`), 'wx');
      const object = {
        key,
        versionId: null,
        sequencer,
        deleteMarker: false,
        bytes: 0,
        etag: 'e',
        modified: 0,
      };
      await appendProperties(file, 0, { ...object, headers: {}, checksum: null });
      await file.close();
    };
    for (let i = 0; i < keys.length; i += 100) {
      await Promise.all(keys.slice(i, i + 100).map((key, j) => write(key, i + j)));
    }
    const { client } = await held.start();
    const target = { client, bucket: 'archive', region: REGION, prefix: '', close: async () => undefined };
    const listed = await list(target, {});
    expect(listed.pages).toEqual(Array.from({ length: 10 }, () => 1000));
    expect(listed.keys).toEqual(keys.sort());
  }, 120_000);

  it('keeps nothing of an upload whose client hangs up', async () => {
    const { door } = await held.start();
    const url = await held.putUrl('cut');
    const socket = connect(door.port, '127.0.0.1');
    socket.write(
      `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 1000\r\n\r\nbegin`,
    );
    const temporary = () => held.files('archive/tmp').length;
    await expect.poll(temporary).toBe(1);
    socket.destroy();
    await once(socket, 'close');
    await expect.poll(temporary).toBe(0);
    expect(await refusal(held.text('archive', 'cut'))).toEqual({ status: 404, name: 'NoSuchKey' });
  });
});
