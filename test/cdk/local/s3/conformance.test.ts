import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, md5, named, noise, put, refusal } from './requests.ts';
import { openTarget, type Target } from './target.ts';

/**
 * What Howship relies on S3 for, asked through the SDK, presigned URLs and plain fetch. Holds of real S3 as of the
 * door (see `target.ts`); what only the door can be asked stands in `door.test.ts`. Here: single objects.
 */
let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.close();
});

describe('PutObject and GetObject', () => {
  it.each([0, 1, 5, 8191, 65_536, 65_537, 3_000_000])(
    'keep a buffer of %i bytes as the SDK sends it',
    async (size) => {
      const body = noise(size);
      const { ETag, ChecksumCRC32 } = await put(target, `buffer-${size}`, body);
      expect(ETag).toBe(`"${md5(body)}"`);
      expect(ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
      expect((await get(target, `buffer-${size}`)).equals(body)).toBe(true);
    },
  );

  it('keep a stream, which the SDK sends in chunks with a trailing checksum', async () => {
    const pieces = Array.from({ length: 20 }, (_, i) => noise(65_536 - (i === 19 ? 60_000 : 0), i + 1));
    const body = Buffer.concat(pieces);
    const { ETag } = await put(target, 'stream', Readable.from(pieces), { ContentLength: body.length });
    expect(ETag).toBe(`"${md5(body)}"`);
    expect((await get(target, 'stream')).equals(body)).toBe(true);
  });

  it('refuse a stream whose pieces are smaller than S3 takes as chunks', async () => {
    const pieces = [noise(100), noise(100), noise(100)];
    const request = put(target, 'small-chunks', Readable.from(pieces), { ContentLength: 300 });
    expect(await refusal(request)).toEqual({ status: 403, name: 'InvalidChunkSizeError' });
    expect((await refusal(get(target, 'small-chunks'))).name).toBe('NoSuchKey');
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'agree with the SDK on %s, for buffers and streams',
    async (algorithm) => {
      const body = noise(100_000, 7);
      const sent = await put(target, `sum-${algorithm}`, body, { ChecksumAlgorithm: algorithm });
      const streamed = await put(target, `sum-stream-${algorithm}`, Readable.from([body]), {
        ChecksumAlgorithm: algorithm,
        ContentLength: body.length,
      });
      const field = `Checksum${algorithm}` as const;
      expect(sent[field]).toBe(streamed[field]);
      const { [field]: kept } = await target.client.send(
        new HeadObjectCommand({ ...named(target, `sum-${algorithm}`), ChecksumMode: 'ENABLED' }),
      );
      expect(kept).toBe(sent[field]);
      expect((await get(target, `sum-${algorithm}`)).equals(body)).toBe(true);
    },
  );

  it('give back content type, metadata and the headers of a download', async () => {
    await put(target, 'described', 'x', {
      ContentType: 'text/csv; charset=utf-8',
      ContentEncoding: 'identity',
      CacheControl: 'max-age=5',
      ContentDisposition: 'attachment; filename="a.csv"',
      Metadata: { sha256: 'abc', 'file-name': 'down link.csv' },
    });
    const head = await target.client.send(new HeadObjectCommand(named(target, 'described')));
    expect(head).toMatchObject({
      ContentType: 'text/csv; charset=utf-8',
      ContentEncoding: 'identity',
      CacheControl: 'max-age=5',
      ContentDisposition: 'attachment; filename="a.csv"',
      ContentLength: 1,
      Metadata: { sha256: 'abc', 'file-name': 'down link.csv' },
    });
    const streamed = noise(10_000);
    await put(target, 'described-stream', Readable.from([streamed]), { ContentLength: 10_000 });
    const plain = await target.client.send(new HeadObjectCommand(named(target, 'described-stream')));
    expect(plain.ContentEncoding ?? '').toBe('');
  });

  it('replace what was there', async () => {
    await put(target, 'replaced', 'old and longer');
    await put(target, 'replaced', 'new');
    expect((await get(target, 'replaced')).toString()).toBe('new');
  });

  it('refuse a body that is not what its checksum, MD5 or length says, and keep what was there', async () => {
    await put(target, 'guarded', 'kept');
    expect(await refusal(put(target, 'guarded', 'other', { ChecksumCRC32: 'AAAAAA==' }))).toEqual({
      status: 400,
      name: 'BadDigest',
    });
    const sha256 = createHash('sha256').update('another').digest('base64');
    expect(await refusal(put(target, 'guarded', 'other', { ChecksumSHA256: sha256 }))).toEqual({
      status: 400,
      name: 'BadDigest',
    });
    expect(
      await refusal(put(target, 'guarded', 'other', { ContentMD5: Buffer.alloc(16).toString('base64') })),
    ).toEqual({ status: 400, name: 'BadDigest' });
    expect(await refusal(put(target, 'guarded', 'other', { ContentMD5: 'nonsense' }))).toEqual({
      status: 400,
      name: 'InvalidDigest',
    });
    expect((await get(target, 'guarded')).toString()).toBe('kept');
  });

  it('answer 404 for what is not there', async () => {
    expect(await refusal(get(target, 'nothing'))).toEqual({ status: 404, name: 'NoSuchKey' });
    const head = target.client.send(new HeadObjectCommand(named(target, 'nothing')));
    expect(await refusal(head)).toEqual({ status: 404, name: 'NotFound' });
  });
});

describe('ranges and conditions of a read', () => {
  const body = noise(700_000, 3);
  beforeAll(async () => {
    await put(target, 'ranged', body);
    await put(target, 'empty', Buffer.alloc(0));
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=10-99', 10, 100],
    ['bytes=699999-', 699_999, 700_000],
    ['bytes=100-600099', 100, 600_100],
    ['bytes=1-99999999', 1, 700_000],
    ['bytes=-5', 699_995, 700_000],
    ['bytes=-9999999', 0, 700_000],
  ])('%s answers 206 with those bytes', async (Range, from, to) => {
    const answer = await target.client.send(new GetObjectCommand({ ...named(target, 'ranged'), Range }));
    expect(answer.$metadata.httpStatusCode).toBe(206);
    expect(answer.ContentRange).toBe(`bytes ${from}-${to - 1}/700000`);
    expect(answer.ContentLength).toBe(to - from);
    const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(body.subarray(from, to))).toBe(true);
  });

  it.each(['bytes=700000-', 'bytes=800000-900000', 'bytes=-0'])('%s is past the end: 416', async (Range) => {
    expect(await refusal(get(target, 'ranged', { Range }))).toEqual({ status: 416, name: 'InvalidRange' });
  });

  it('any range of an empty object is past its end', async () => {
    expect(await refusal(get(target, 'empty', { Range: 'bytes=0-' }))).toEqual({
      status: 416,
      name: 'InvalidRange',
    });
  });

  it('If-None-Match answers 304 and If-Match 412', async () => {
    const etag = `"${md5(body)}"`;
    expect((await refusal(get(target, 'ranged', { IfNoneMatch: etag }))).status).toBe(304);
    expect((await get(target, 'ranged', { IfNoneMatch: '"other"' })).length).toBe(700_000);
    expect((await get(target, 'ranged', { IfMatch: etag })).length).toBe(700_000);
    expect(await refusal(get(target, 'ranged', { IfMatch: '"other"' }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    const { LastModified } = await target.client.send(new HeadObjectCommand(named(target, 'ranged')));
    const at = LastModified ?? new Date(0);
    expect((await refusal(get(target, 'ranged', { IfModifiedSince: at }))).status).toBe(304);
    expect((await get(target, 'ranged', { IfUnmodifiedSince: at })).length).toBe(700_000);
  });
});

describe('conditions of a write', () => {
  it('If-None-Match: * writes once', async () => {
    await put(target, 'once', 'first', { IfNoneMatch: '*' });
    expect(await refusal(put(target, 'once', 'second', { IfNoneMatch: '*' }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    expect((await get(target, 'once')).toString()).toBe('first');
  });

  it('of 16 writers that race with If-None-Match: * exactly one wins, and its bytes are there', async () => {
    const bodies = Array.from({ length: 16 }, (_, i) => noise(200_000 + i, i + 1));
    const outcomes = await Promise.all(
      bodies.map((body) =>
        put(target, 'race', body, { IfNoneMatch: '*' }).then(
          () => 200,
          (error: unknown) => {
            if (!(error instanceof S3ServiceException)) throw error;
            return error.$metadata.httpStatusCode;
          },
        ),
      ),
    );
    const winner = outcomes.indexOf(200);
    expect(outcomes.filter((status) => status === 200)).toHaveLength(1);
    // 409 is S3's word for a race it could not decide.
    expect(outcomes.every((status) => status === 200 || status === 412 || status === 409)).toBe(true);
    expect((await get(target, 'race')).equals(bodies[winner]!)).toBe(true);
  });

  it('If-Match replaces only what the writer has seen', async () => {
    const { ETag = '' } = await put(target, 'matched', 'one');
    await put(target, 'matched', 'two', { IfMatch: ETag });
    expect(await refusal(put(target, 'matched', 'three', { IfMatch: ETag }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    expect((await refusal(put(target, 'unmatched', 'x', { IfMatch: ETag }))).status).toBe(404);
    expect((await get(target, 'matched')).toString()).toBe('two');
  });
});

describe('DeleteObject', () => {
  it('takes an object away, and is content where there is none', async () => {
    await put(target, 'gone', 'x');
    const answer = await target.client.send(new DeleteObjectCommand(named(target, 'gone')));
    expect(answer.$metadata.httpStatusCode).toBe(204);
    expect(await refusal(get(target, 'gone'))).toEqual({ status: 404, name: 'NoSuchKey' });
    const again = await target.client.send(new DeleteObjectCommand(named(target, 'gone')));
    expect(again.$metadata.httpStatusCode).toBe(204);
    await put(target, 'gone', 'again', { IfNoneMatch: '*' });
    expect((await get(target, 'gone')).toString()).toBe('again');
  });
});

describe('signatures', () => {
  it('with a wrong secret or an unknown key are refused', async () => {
    const { accessKeyId, secretAccessKey } = await target.client.config.credentials();
    const endpoint = await target.client.config.endpoint?.();
    const url = endpoint && `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port ?? 443}`;
    const as = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      new S3Client({
        region: target.region,
        credentials,
        ...(url ? { endpoint: url, forcePathStyle: true } : {}),
      });
    const ask = (client: S3Client) => refusal(client.send(new GetObjectCommand(named(target, 'a'))));
    const wrong = as({ accessKeyId, secretAccessKey: `${secretAccessKey}x` });
    expect(await ask(wrong)).toEqual({ status: 403, name: 'SignatureDoesNotMatch' });
    const unknown = as({ accessKeyId: 'AKIAUNKNOWNUNKNOWN00', secretAccessKey });
    expect(await ask(unknown)).toEqual({ status: 403, name: 'InvalidAccessKeyId' });
  });
});
