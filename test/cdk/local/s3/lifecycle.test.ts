import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LifecycleRule } from '../../../../cdk/local/s3/lifecycle.ts';
import { refusal } from './requests.ts';
import { RestartableDoor } from './restartable-door.ts';

const NOTHING: LifecycleRule = { prefix: '', tags: {}, emptyMarkers: false };
const DAY = 86_400_000;
let held: RestartableDoor;
beforeEach(async () => {
  held = await RestartableDoor.create();
});
afterEach(async () => {
  await held.destroy();
});

/** Opens the bucket again after so many days: the rules are applied. */
async function daysLater(days: number): Promise<S3Client> {
  await held.stop();
  held.now += days * DAY;
  return (await held.start()).client;
}

async function opened(...rules: Partial<LifecycleRule>[]): Promise<S3Client> {
  held.lifecycle = rules.map((rule) => ({ ...NOTHING, ...rule }));
  return (await held.start()).client;
}

const put = (client: S3Client, Key: string, Body: string) =>
  client.send(new PutObjectCommand({ Bucket: 'raw', Key, Body }));
const supersede = (client: S3Client, Key: string) =>
  client.send(
    new CopyObjectCommand({
      ...{ Bucket: 'raw', Key, CopySource: `raw/${Key}`, MetadataDirective: 'REPLACE' },
      ...{ TaggingDirective: 'REPLACE', Tagging: 'superseded=true' },
    }),
  );
const files = () => held.files('raw/objects').length;

describe('a rule for versions that were replaced', () => {
  it('takes them away so many days after they were replaced, at the next midnight, and no newest one', async () => {
    const client = await opened({ noncurrentDays: 30 });
    const { VersionId } = await put(client, 'page', 'one');
    // Begun at 6:00, so 30 days and the rest of a day.
    await put(await daysLater(10), 'page', 'two');
    await daysLater(30);
    expect(await held.text('raw', 'page', VersionId)).toBe('one');
    expect(held.stored).toEqual({ bytes: 6, replaced: 3 });
    await daysLater(1);
    expect(await refusal(held.text('raw', 'page', VersionId))).toEqual({
      status: 404,
      name: 'NoSuchVersion',
    });
    expect(await held.text('raw', 'page')).toBe('two');
    expect(held.stored).toEqual({ bytes: 3, replaced: 0 });
    expect(files()).toBe(1);
    await daysLater(400);
    expect(await held.text('raw', 'page')).toBe('two');
  });

  it('holds below its prefix', async () => {
    const client = await opened({ noncurrentDays: 1, prefix: 'segments/' });
    for (const key of ['segments/a', 'pages/a'])
      for (const body of ['one', 'two']) await put(client, key, body);
    await daysLater(3);
    expect(files()).toBe(3);
  });
});

describe('a rule for a tag', () => {
  it('takes what has it, counted from the copy that set it, and nothing that was put again', async () => {
    const rules = [
      { expirationDays: 30, tags: { superseded: 'true' } },
      { noncurrentDays: 1, emptyMarkers: true },
    ];
    const client = await opened(...rules);
    for (const key of ['kept', 'superseded', 'again']) await put(client, key, key);
    const later = await daysLater(100);
    await supersede(later, 'superseded');
    expect(held.stored).toEqual({ bytes: 29, replaced: 20 });
    await supersede(later, 'again');
    await put(later, 'again', 'again');
    await daysLater(29);
    expect(await held.text('raw', 'superseded')).toBe('superseded');
    await daysLater(2);
    expect(await refusal(held.text('raw', 'superseded'))).toEqual({ status: 404, name: 'NoSuchKey' });
    expect(await held.text('raw', 'kept')).toBe('kept');
    expect(await held.text('raw', 'again')).toBe('again');
    // The version goes, then the marker before it, and no trace is left.
    await daysLater(2);
    await daysLater(1);
    expect(files()).toBe(2);
    expect(held.stored).toEqual({ bytes: 9, replaced: 0 });
  });
});

describe('the other rules', () => {
  it('leave alone what nothing is said about, whatever its age', async () => {
    const client = await opened();
    const { VersionId } = await put(client, 'raw', 'one');
    await put(client, 'raw', 'two');
    await client.send(new DeleteObjectCommand({ Bucket: 'raw', Key: 'raw' }));
    await daysLater(10_000);
    expect(await held.text('raw', 'raw', VersionId)).toBe('one');
    expect(files()).toBe(3);
  });

  it('take an object for good where the bucket has no versions', async () => {
    const client = await opened({ expirationDays: 1 });
    await client.send(new PutObjectCommand({ Bucket: 'archive', Key: 'a', Body: 'one' }));
    await daysLater(2);
    expect(held.files('archive/objects')).toEqual([]);
  });

  it('abort uploads that nobody finished', async () => {
    const client = await opened({ uploadDays: 7 });
    const key = { Bucket: 'raw', Key: 'in-parts' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(key));
    const during = await daysLater(6);
    await during.send(new ListPartsCommand({ ...key, UploadId }));
    const after = await daysLater(3);
    expect((await refusal(after.send(new ListPartsCommand({ ...key, UploadId })))).name).toBe('NoSuchUpload');
  });
});
