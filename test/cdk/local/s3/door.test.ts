import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal } from './requests.ts';
import { RestartableDoor } from './restartable-door.ts';

/** What only a door can be asked: its versions, and what it tells. */
let held: RestartableDoor;
beforeEach(async () => {
  held = await RestartableDoor.create();
});
afterEach(async () => {
  await held.destroy();
});

describe('a bucket with versions', () => {
  it('keeps every version, and hides them all behind a delete marker', async () => {
    const { client } = await held.start();
    const key = { Bucket: 'raw', Key: 'e/d' };
    const { VersionId: first = '' } = await client.send(new PutObjectCommand({ ...key, Body: 'one' }));
    const { VersionId: second = '' } = await client.send(new PutObjectCommand({ ...key, Body: 'two' }));
    expect(await held.text('raw', 'e/d')).toBe('two');
    const { DeleteMarker, VersionId: marker = '' } = await client.send(new DeleteObjectCommand(key));
    expect(DeleteMarker).toBe(true);
    expect(await refusal(held.text('raw', 'e/d'))).toEqual({ status: 404, name: 'NoSuchKey' });
    expect((await refusal(held.text('raw', 'e/d', marker))).status).toBe(405);
    await held.stop();
    const again = await held.start();
    expect(await held.text('raw', 'e/d', first)).toBe('one');
    expect(await held.text('raw', 'e/d', second)).toBe('two');
    expect(await refusal(held.text('raw', 'e/d', 'none'))).toEqual({
      status: 404,
      name: 'NoSuchVersion',
    });
    expect(await refusal(held.text('raw', 'e/d'))).toEqual({ status: 404, name: 'NoSuchKey' });
    await again.client.send(new PutObjectCommand({ ...key, Body: 'three', IfNoneMatch: '*' }));
    expect(await held.text('raw', 'e/d')).toBe('three');
  });

  it('lists its versions and delete markers by key, of a key the newest first, in pages', async () => {
    const { client } = await held.start();
    const put = async (Key: string, Body: string) =>
      (await client.send(new PutObjectCommand({ Bucket: 'raw', Key, Body }))).VersionId;
    const [first, second] = [await put('drop/a b', '1'), await put('drop/a b', '22')];
    const hidden = await put('drop/é', '333');
    const { VersionId: marker } = await client.send(
      new DeleteObjectCommand({ Bucket: 'raw', Key: 'drop/é' }),
    );
    await put('raw/other', '');
    const pages = [];
    let after = {};
    for (let more = true; more; ) {
      const page = await client.send(
        new ListObjectVersionsCommand({ Bucket: 'raw', Prefix: 'drop/', MaxKeys: 1, ...after }),
      );
      pages.push([
        page.Versions?.map(({ Key, VersionId, IsLatest, Size }) => [Key, VersionId, IsLatest, Size]) ?? [],
        page.DeleteMarkers?.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]) ?? [],
      ]);
      more = page.IsTruncated === true;
      after = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(pages).toEqual([
      [[['drop/a b', second, true, 2]], []],
      [[['drop/a b', first, false, 1]], []],
      [[], [['drop/é', marker, true]]],
      [[['drop/é', hidden, false, 3]], []],
    ]);
  });

  it('copies the version that is named, not the newest', async () => {
    const { client } = await held.start();
    const key = { Bucket: 'raw', Key: 'drop/a+b' };
    const { VersionId: first } = await client.send(new PutObjectCommand({ ...key, Body: 'one' }));
    await client.send(new PutObjectCommand({ ...key, Body: 'two' }));
    await client.send(
      new CopyObjectCommand({
        ...{ Bucket: 'raw', Key: 'raw/c', CopySource: `raw/drop/a%2Bb?versionId=${first}` },
        ...{ MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE', Metadata: { declared: 'x' } },
      }),
    );
    expect(await held.text('raw', 'raw/c')).toBe('one');
  });

  it('cannot become one without', async () => {
    const { client } = await held.start();
    await client.send(new PutObjectCommand({ Bucket: 'raw', Key: 'a', Body: 'x' }));
    await held.stop();
    await expect(held.start(false)).rejects.toThrow(/raw holds versions/);
  });
});

describe('what the door tells', () => {
  it('is one event an object, once it is on disk, in a bucket that notifies', async () => {
    const { client } = await held.start();
    const Key = 'raw/é +';
    const { VersionId, ETag } = await client.send(
      new PutObjectCommand({ Bucket: 'raw', Key, Body: 'hello' }),
    );
    expect(held.events).toMatchObject([
      { bucket: 'raw', key: Key, bytes: 5, versionId: VersionId, etag: ETag?.slice(1, -1) },
    ]);
    await refusal(client.send(new PutObjectCommand({ Bucket: 'raw', Key, Body: 'x', IfNoneMatch: '*' })));
    await refusal(
      client.send(new PutObjectCommand({ Bucket: 'raw', Key, Body: 'x', ChecksumCRC32: 'AAAAAA==' })),
    );
    await client.send(new DeleteObjectCommand({ Bucket: 'raw', Key }));
    await client.send(new PutObjectCommand({ Bucket: 'archive', Key, Body: 'x' }));
    expect(held.events).toHaveLength(1);
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: 'raw', Key }));
    const { ETag: part } = await client.send(
      new UploadPartCommand({ Bucket: 'raw', Key, UploadId, PartNumber: 1, Body: 'abc' }),
    );
    expect(held.events).toHaveLength(1);
    const MultipartUpload = { Parts: [{ ETag: part, PartNumber: 1 }] };
    await client.send(new CompleteMultipartUploadCommand({ Bucket: 'raw', Key, UploadId, MultipartUpload }));
    expect(held.events[1]).toMatchObject({ key: Key, bytes: 3 });
  });

  it('carries sequencers that grow with every write, also when the clock goes back or the door restarts', async () => {
    const write = async (client: S3Client) =>
      client.send(new PutObjectCommand({ Bucket: 'raw', Key: 'k', Body: 'x' }));
    const { client } = await held.start();
    await write(client);
    await write(client);
    await held.stop();
    held.now -= 3_600_000;
    await write((await held.start()).client);
    const sequencers = held.events.map((event) => event.sequencer);
    expect(sequencers).toEqual([...new Set(sequencers)].sort());
    expect(new Set(sequencers.map((sequencer) => sequencer.length))).toEqual(new Set([16]));
  });
});
