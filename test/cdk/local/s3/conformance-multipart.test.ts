import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, md5, named, noise, put, refusal } from './requests.ts';
import { openTarget, type Target } from './target.ts';

/** The conformance test's multipart uploads. */
let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.close();
});

describe('multipart uploads', () => {
  const MIB = 1024 * 1024;

  async function begin(key: string): Promise<string> {
    const { UploadId = '' } = await target.client.send(
      new CreateMultipartUploadCommand({
        ...named(target, key),
        ContentType: 'text/csv',
        Metadata: { a: 'b' },
      }),
    );
    return UploadId;
  }

  async function part(key: string, UploadId: string, PartNumber: number, body: Buffer) {
    const { ETag } = await target.client.send(
      new UploadPartCommand({ ...named(target, key), UploadId, PartNumber, Body: body }),
    );
    return { ETag, PartNumber };
  }

  function complete(
    key: string,
    UploadId: string,
    Parts: { ETag: string | undefined; PartNumber: number; ChecksumSHA256?: string }[],
    rest = {},
  ) {
    return target.client.send(
      new CompleteMultipartUploadCommand({
        ...named(target, key),
        UploadId,
        MultipartUpload: { Parts },
        ...rest,
      }),
    );
  }

  it('become one object of their parts in order, however they came', async () => {
    const bodies = [noise(5 * MIB, 1), noise(5 * MIB + 1, 2), noise(1000, 3)];
    const UploadId = await begin('multi');
    const third = await part('multi', UploadId, 9, bodies[2]!);
    const first = await part('multi', UploadId, 1, bodies[0]!);
    await part('multi', UploadId, 4, noise(10, 9));
    const second = await part('multi', UploadId, 4, bodies[1]!);
    const { Parts } = await target.client.send(new ListPartsCommand({ ...named(target, 'multi'), UploadId }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5 * MIB],
      [4, 5 * MIB + 1],
      [9, 1000],
    ]);
    expect((await refusal(get(target, 'multi'))).name).toBe('NoSuchKey');
    const { ETag } = await complete('multi', UploadId, [first, second, third]);
    const joined = createHash('md5');
    for (const body of bodies) joined.update(Buffer.from(md5(body), 'hex'));
    expect(ETag).toBe(`"${joined.digest('hex')}-3"`);
    expect((await get(target, 'multi')).equals(Buffer.concat(bodies))).toBe(true);
    const head = await target.client.send(new HeadObjectCommand(named(target, 'multi')));
    expect(head).toMatchObject({ ContentType: 'text/csv', Metadata: { a: 'b' }, ETag });
  });

  it('refuse a small part that is not the last, a wrong order, a wrong ETag and a missing part', async () => {
    const UploadId = await begin('bad');
    const small = await part('bad', UploadId, 1, noise(100));
    const last = await part('bad', UploadId, 2, noise(100));
    expect(await refusal(complete('bad', UploadId, [small, last]))).toEqual({
      status: 400,
      name: 'EntityTooSmall',
    });
    expect(await refusal(complete('bad', UploadId, [last, small]))).toEqual({
      status: 400,
      name: 'InvalidPartOrder',
    });
    const wrong = { ETag: `"${md5(Buffer.from('x'))}"`, PartNumber: 1 };
    expect(await refusal(complete('bad', UploadId, [wrong]))).toEqual({ status: 400, name: 'InvalidPart' });
    expect(await refusal(complete('bad', UploadId, [{ ...small, PartNumber: 3 }]))).toEqual({
      status: 400,
      name: 'InvalidPart',
    });
    await complete('bad', UploadId, [last]);
    expect((await get(target, 'bad')).length).toBe(100);
  });

  it('begun with a checksum take parts with it only, and complete with all of them only', async () => {
    const Key = 'summed';
    const { UploadId = '' } = await target.client.send(
      new CreateMultipartUploadCommand({ ...named(target, Key), ChecksumAlgorithm: 'SHA256' }),
    );
    const body = noise(10);
    const ChecksumSHA256 = createHash('sha256').update(body).digest('base64');
    const bare = part(Key, UploadId, 1, body);
    expect(await refusal(bare)).toEqual({ status: 400, name: 'InvalidRequest' });
    const { ETag } = await target.client.send(
      new UploadPartCommand({ ...named(target, Key), UploadId, PartNumber: 1, Body: body, ChecksumSHA256 }),
    );
    const listed = await target.client.send(new ListPartsCommand({ ...named(target, Key), UploadId }));
    expect(listed.Parts?.[0]?.ChecksumSHA256).toBe(ChecksumSHA256);
    const only = { ETag, PartNumber: 1 };
    expect(await refusal(complete(Key, UploadId, [only]))).toEqual({ status: 400, name: 'InvalidRequest' });
    await complete(Key, UploadId, [{ ...only, ChecksumSHA256 }]);
    expect((await get(target, Key)).equals(body)).toBe(true);
  });

  it('can be aborted, and are then unknown', async () => {
    const UploadId = await begin('aborted');
    await part('aborted', UploadId, 1, noise(10));
    await target.client.send(new AbortMultipartUploadCommand({ ...named(target, 'aborted'), UploadId }));
    expect(await refusal(part('aborted', UploadId, 2, noise(10)))).toEqual({
      status: 404,
      name: 'NoSuchUpload',
    });
    const parts = target.client.send(new ListPartsCommand({ ...named(target, 'aborted'), UploadId }));
    expect(await refusal(parts)).toEqual({ status: 404, name: 'NoSuchUpload' });
  });

  it('respect If-None-Match: * when they complete', async () => {
    const UploadId = await begin('taken');
    const only = await part('taken', UploadId, 1, noise(10));
    await put(target, 'taken', 'first');
    expect(await refusal(complete('taken', UploadId, [only], { IfNoneMatch: '*' }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    expect((await get(target, 'taken')).toString()).toBe('first');
  });

  it('take parts by presigned URLs', async () => {
    const UploadId = await begin('presigned-parts');
    const command = new UploadPartCommand({ ...named(target, 'presigned-parts'), UploadId, PartNumber: 1 });
    const url = await getSignedUrl(target.client, command, { expiresIn: 300 });
    const response = await fetch(url, { method: 'PUT', body: noise(5000) });
    expect(response.status).toBe(200);
    const ETag = response.headers.get('etag') ?? undefined;
    expect(ETag).toBe(`"${md5(noise(5000))}"`);
    await complete('presigned-parts', UploadId, [{ ETag, PartNumber: 1 }]);
    expect((await get(target, 'presigned-parts')).equals(noise(5000))).toBe(true);
  });
});
