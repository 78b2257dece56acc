import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BucketDrop } from '../../../shared/aws/drop-objects.ts';
import { BucketKept } from '../../../shared/aws/kept-objects.ts';
import { BucketObjects } from '../../../shared/aws/objects.ts';
import { dropContract } from '../../support/drop-contract.ts';
import { RAW_BUCKET as Bucket, type LocalPlane, openLocalPlane } from '../../support/local-plane.ts';

let plane: LocalPlane;
beforeAll(async () => {
  plane = await openLocalPlane([]);
});
afterAll(() => plane.close());

const put = async (Key: string, Body: string) =>
  void (await plane.s3.send(new PutObjectCommand({ Bucket, Key, Body })));

dropContract('over the AWS SDK', () => ({
  drop: new BucketDrop(plane.s3, Bucket),
  raw: new BucketObjects(plane.s3, Bucket),
  kept: new BucketKept(plane.s3, Bucket),
  put,
  delete: async (Key) => void (await plane.s3.send(new DeleteObjectCommand({ Bucket, Key }))),
}));

it('a list goes on after a thousand versions, and holds nothing of other prefixes', async () => {
  const keys = Array.from({ length: 1001 }, (_, i) => `drop/many/${String(i).padStart(4, '0')}`);
  for (let from = 0; from < keys.length; from += 50)
    await Promise.all(keys.slice(from, from + 50).map((key) => put(key, key)));
  await put('raw/many/x', 'x');
  const drop = new BucketDrop(plane.s3, Bucket);
  const first = await drop.list(null);
  expect(first.next).not.toBeNull();
  const second = await drop.list(first.next);
  expect(second.next).toBeNull();
  const all = [...first.dropped, ...second.dropped].map(({ key }) => key);
  expect(all.filter((key) => key.startsWith('drop/many/'))).toEqual(keys);
  expect(all.filter((key) => !key.startsWith('drop/'))).toEqual([]);
});
