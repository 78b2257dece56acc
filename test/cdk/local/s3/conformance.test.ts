import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget, type Target } from './target.ts';

/**
 * What Howship relies on S3 for, asked through the SDK, presigned URLs and plain fetch. Holds of real S3 as of the
 * door (see `target.ts`); what only the door can be asked stands in `door.test.ts`.
 */
let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.close();
});

type Rest<T> = Partial<Omit<T, 'Bucket' | 'Key'>>;

function named(key: string): { Bucket: string; Key: string } {
  return { Bucket: target.bucket, Key: target.prefix + key };
}

function put(
  key: string,
  body: NonNullable<PutObjectCommandInput['Body']>,
  rest: Rest<PutObjectCommandInput> = {},
) {
  return target.client.send(new PutObjectCommand({ ...named(key), Body: body, ...rest }));
}

async function get(key: string, rest: Rest<GetObjectCommandInput> = {}): Promise<Buffer> {
  const { Body } = await target.client.send(new GetObjectCommand({ ...named(key), ...rest }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** HTTP status and S3's name of what went wrong. */
async function refusal(request: Promise<unknown>): Promise<{ status: number | undefined; name: string }> {
  const error = await request.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof S3ServiceException)) throw new Error(`expected a refusal, got ${String(error)}`);
  return { status: error.$metadata.httpStatusCode, name: error.name };
}

async function codeOf(response: Response): Promise<string> {
  return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(await response.text())?.[1] ?? ''}`;
}

function noise(bytes: number, seed = 1): Buffer {
  const buffer = Buffer.alloc(bytes);
  for (let i = 0, state = seed; i < bytes; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    buffer[i] = state >>> 24;
  }
  return buffer;
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

describe('PutObject and GetObject', () => {
  it.each([0, 1, 5, 8191, 65_536, 65_537, 3_000_000])(
    'keep a buffer of %i bytes as the SDK sends it',
    async (size) => {
      const body = noise(size);
      const { ETag, ChecksumCRC32 } = await put(`buffer-${size}`, body);
      expect(ETag).toBe(`"${md5(body)}"`);
      expect(ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
      expect((await get(`buffer-${size}`)).equals(body)).toBe(true);
    },
  );

  it('keep a stream, which the SDK sends in chunks with a trailing checksum', async () => {
    const pieces = Array.from({ length: 20 }, (_, i) => noise(65_536 - (i === 19 ? 60_000 : 0), i + 1));
    const body = Buffer.concat(pieces);
    const { ETag } = await put('stream', Readable.from(pieces), { ContentLength: body.length });
    expect(ETag).toBe(`"${md5(body)}"`);
    expect((await get('stream')).equals(body)).toBe(true);
  });

  it('refuse a stream whose pieces are smaller than S3 takes as chunks', async () => {
    const pieces = [noise(100), noise(100), noise(100)];
    const request = put('small-chunks', Readable.from(pieces), { ContentLength: 300 });
    expect(await refusal(request)).toEqual({ status: 403, name: 'InvalidChunkSizeError' });
    expect((await refusal(get('small-chunks'))).name).toBe('NoSuchKey');
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'agree with the SDK on %s, for buffers and streams',
    async (algorithm) => {
      const body = noise(100_000, 7);
      const sent = await put(`sum-${algorithm}`, body, { ChecksumAlgorithm: algorithm });
      const streamed = await put(`sum-stream-${algorithm}`, Readable.from([body]), {
        ChecksumAlgorithm: algorithm,
        ContentLength: body.length,
      });
      const field = `Checksum${algorithm}` as const;
      expect(sent[field]).toBe(streamed[field]);
      const { [field]: kept } = await target.client.send(
        new HeadObjectCommand({ ...named(`sum-${algorithm}`), ChecksumMode: 'ENABLED' }),
      );
      expect(kept).toBe(sent[field]);
      expect((await get(`sum-${algorithm}`)).equals(body)).toBe(true);
    },
  );

  it('give back content type, metadata and the headers of a download', async () => {
    await put('described', 'x', {
      ContentType: 'text/csv; charset=utf-8',
      ContentEncoding: 'identity',
      CacheControl: 'max-age=5',
      ContentDisposition: 'attachment; filename="a.csv"',
      Metadata: { sha256: 'abc', 'file-name': 'down link.csv' },
    });
    const head = await target.client.send(new HeadObjectCommand(named('described')));
    expect(head).toMatchObject({
      ContentType: 'text/csv; charset=utf-8',
      ContentEncoding: 'identity',
      CacheControl: 'max-age=5',
      ContentDisposition: 'attachment; filename="a.csv"',
      ContentLength: 1,
      Metadata: { sha256: 'abc', 'file-name': 'down link.csv' },
    });
    const streamed = noise(10_000);
    await put('described-stream', Readable.from([streamed]), { ContentLength: 10_000 });
    const plain = await target.client.send(new HeadObjectCommand(named('described-stream')));
    expect(plain.ContentEncoding ?? '').toBe('');
  });

  it('replace what was there', async () => {
    await put('replaced', 'old and longer');
    await put('replaced', 'new');
    expect((await get('replaced')).toString()).toBe('new');
  });

  it('refuse a body that is not what its checksum, MD5 or length says, and keep what was there', async () => {
    await put('guarded', 'kept');
    expect(await refusal(put('guarded', 'other', { ChecksumCRC32: 'AAAAAA==' }))).toEqual({
      status: 400,
      name: 'BadDigest',
    });
    const sha256 = createHash('sha256').update('another').digest('base64');
    expect(await refusal(put('guarded', 'other', { ChecksumSHA256: sha256 }))).toEqual({
      status: 400,
      name: 'BadDigest',
    });
    expect(
      await refusal(put('guarded', 'other', { ContentMD5: Buffer.alloc(16).toString('base64') })),
    ).toEqual({ status: 400, name: 'BadDigest' });
    expect(await refusal(put('guarded', 'other', { ContentMD5: 'nonsense' }))).toEqual({
      status: 400,
      name: 'InvalidDigest',
    });
    expect((await get('guarded')).toString()).toBe('kept');
  });

  it('answer 404 for what is not there', async () => {
    expect(await refusal(get('nothing'))).toEqual({ status: 404, name: 'NoSuchKey' });
    const head = target.client.send(new HeadObjectCommand(named('nothing')));
    expect(await refusal(head)).toEqual({ status: 404, name: 'NotFound' });
  });
});

describe('keys', () => {
  const keys = [
    'a', 'a/', 'a/b', 'a//b', 'a/../b', './a', '..', '/leading', 'é', 'e\u0301', '日本語/データ.csv', '😀', '\uFFFD',
    "sp ace+plus%25&and=is?what#hash;semi,comma'quote\"double(paren)!star*~tilde@at:colon$dollar[x]{y}|\\^`<z>",
    `${'long/'.repeat(40)}${'x'.repeat(700)}`,
  ]; // biome-ignore format: one look

  it('are any text: each names an object of its own', async () => {
    for (const [i, key] of keys.entries()) await put(`keys/${key}`, `body ${i}`);
    for (const [i, key] of keys.entries()) expect((await get(`keys/${key}`)).toString()).toBe(`body ${i}`);
    const listed = await list({ Prefix: `${target.prefix}keys/` });
    const expected = keys.map((key) => `${target.prefix}keys/${key}`);
    const byBytes = expected.sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    expect(listed.keys).toEqual(byBytes);
  });

  it('longer than 1024 bytes are refused', async () => {
    const key = 'é'.repeat(513);
    expect(await refusal(put(key, 'x'))).toEqual({ status: 400, name: 'KeyTooLongError' });
  });
});

async function list(rest: Partial<ListObjectsV2CommandInput>) {
  const keys: string[] = [];
  const prefixes: string[] = [];
  const pages: number[] = [];
  let token: string | undefined;
  do {
    const page = await target.client.send(
      new ListObjectsV2Command({
        Bucket: target.bucket,
        ...rest,
        ...(token ? { ContinuationToken: token } : {}),
      }),
    );
    for (const { Key } of page.Contents ?? []) keys.push(Key ?? '');
    for (const { Prefix } of page.CommonPrefixes ?? []) prefixes.push(Prefix ?? '');
    pages.push(page.KeyCount ?? -1);
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return { keys, prefixes, pages };
}

describe('ListObjectsV2', () => {
  const total = 1_234;
  // 7919 is coprime to the total: every number comes once, in an order that is not theirs.
  const name = (i: number) =>
    `many/${String((i * 7919) % total)
      .padStart(4, '0')
      .replace(/^../, '$&/')}`;

  it(`pages through ${total} keys, each once and in order`, async () => {
    const width = 32;
    await Promise.all(
      Array.from({ length: width }, async (_, lane) => {
        for (let i = lane; i < total; i += width) await put(name(i), '');
      }),
    );
    const expected = Array.from({ length: total }, (_, i) => target.prefix + name(i)).sort();
    const whole = await list({ Prefix: `${target.prefix}many/` });
    expect(whole).toEqual({ keys: expected, prefixes: [], pages: [1000, 234] });
    const small = await list({ Prefix: `${target.prefix}many/`, MaxKeys: 100 });
    expect(small.pages).toEqual([...Array.from({ length: 12 }, () => 100), 34]);
    expect(small.keys).toEqual(expected);
  });

  it('rolls keys up behind a delimiter, over page ends too', async () => {
    const options = { Prefix: `${target.prefix}many/`, Delimiter: '/', MaxKeys: 5 };
    const groups = Array.from(
      { length: 13 },
      (_, i) => `${target.prefix}many/${String(i).padStart(2, '0')}/`,
    );
    expect(await list(options)).toEqual({ keys: [], prefixes: groups, pages: [5, 5, 3] });
  });

  it('starts after a key, whether it is there or not', async () => {
    const Prefix = `${target.prefix}many/`;
    const { keys } = await list({ Prefix, StartAfter: `${Prefix}12/31` });
    expect(keys).toEqual([`${Prefix}12/32`, `${Prefix}12/33`]);
    expect((await list({ Prefix, StartAfter: `${Prefix}12/315` })).keys).toEqual(keys);
    expect((await list({ Prefix, StartAfter: `${Prefix}a` })).keys).toEqual([]);
  });

  it('lists size and ETag, and nothing for a prefix that nothing has', async () => {
    await put('sized/one', '12345');
    const { Contents } = await target.client.send(
      new ListObjectsV2Command({ Bucket: target.bucket, Prefix: `${target.prefix}sized/` }),
    );
    expect(Contents).toMatchObject([
      { Size: 5, ETag: `"${md5(Buffer.from('12345'))}"`, StorageClass: 'STANDARD' },
    ]);
    expect(await list({ Prefix: `${target.prefix}no such/` })).toEqual({
      keys: [],
      prefixes: [],
      pages: [0],
    });
  });

  it('encodes keys where asked to', async () => {
    await put('enc/ü #1', '');
    const { Contents, EncodingType } = await target.client.send(
      new ListObjectsV2Command({
        Bucket: target.bucket,
        Prefix: `${target.prefix}enc/`,
        EncodingType: 'url',
      }),
    );
    expect(EncodingType).toBe('url');
    const encoded = Contents?.[0]?.Key ?? '';
    expect(encoded).not.toContain('ü');
    expect(decodeURIComponent(encoded.replaceAll('+', '%20'))).toBe(`${target.prefix}enc/ü #1`);
  });

  it('refuses a token that it did not make', async () => {
    const request = list({ ContinuationToken: 'not a token' });
    expect(await refusal(request)).toEqual({ status: 400, name: 'InvalidArgument' });
  });
});

describe('ranges and conditions of a read', () => {
  const body = noise(700_000, 3);
  beforeAll(async () => {
    await put('ranged', body);
    await put('empty', '');
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
    const answer = await target.client.send(new GetObjectCommand({ ...named('ranged'), Range }));
    expect(answer.$metadata.httpStatusCode).toBe(206);
    expect(answer.ContentRange).toBe(`bytes ${from}-${to - 1}/700000`);
    expect(answer.ContentLength).toBe(to - from);
    const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(body.subarray(from, to))).toBe(true);
  });

  it.each(['bytes=700000-', 'bytes=800000-900000', 'bytes=-0'])('%s is past the end: 416', async (Range) => {
    expect(await refusal(get('ranged', { Range }))).toEqual({ status: 416, name: 'InvalidRange' });
  });

  it('any range of an empty object is past its end', async () => {
    expect(await refusal(get('empty', { Range: 'bytes=0-' }))).toEqual({ status: 416, name: 'InvalidRange' });
  });

  it('If-None-Match answers 304 and If-Match 412', async () => {
    const etag = `"${md5(body)}"`;
    expect((await refusal(get('ranged', { IfNoneMatch: etag }))).status).toBe(304);
    expect((await get('ranged', { IfNoneMatch: '"other"' })).length).toBe(700_000);
    expect((await get('ranged', { IfMatch: etag })).length).toBe(700_000);
    expect(await refusal(get('ranged', { IfMatch: '"other"' }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    const { LastModified } = await target.client.send(new HeadObjectCommand(named('ranged')));
    expect(LastModified).toBeInstanceOf(Date);
    if (LastModified === undefined) return;
    expect((await refusal(get('ranged', { IfModifiedSince: LastModified }))).status).toBe(304);
    expect((await get('ranged', { IfUnmodifiedSince: LastModified })).length).toBe(700_000);
  });
});

describe('conditions of a write', () => {
  it('If-None-Match: * writes once', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });
    expect(await refusal(put('once', 'second', { IfNoneMatch: '*' }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    expect((await get('once')).toString()).toBe('first');
  });

  it('of 16 writers that race with If-None-Match: * exactly one wins, and its bytes are there', async () => {
    const bodies = Array.from({ length: 16 }, (_, i) => noise(200_000 + i, i + 1));
    const outcomes = await Promise.all(
      bodies.map((body) =>
        put('race', body, { IfNoneMatch: '*' }).then(
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
    expect((await get('race')).equals(bodies[winner]!)).toBe(true);
  });

  it('If-Match replaces only what the writer has seen', async () => {
    const { ETag = '' } = await put('matched', 'one');
    await put('matched', 'two', { IfMatch: ETag });
    expect(await refusal(put('matched', 'three', { IfMatch: ETag }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    expect((await refusal(put('unmatched', 'x', { IfMatch: ETag }))).status).toBe(404);
    expect((await get('matched')).toString()).toBe('two');
  });
});

describe('DeleteObject', () => {
  it('takes an object away, and is content where there is none', async () => {
    await put('gone', 'x');
    const answer = await target.client.send(new DeleteObjectCommand(named('gone')));
    expect(answer.$metadata.httpStatusCode).toBe(204);
    expect(await refusal(get('gone'))).toEqual({ status: 404, name: 'NoSuchKey' });
    const again = await target.client.send(new DeleteObjectCommand(named('gone')));
    expect(again.$metadata.httpStatusCode).toBe(204);
    await put('gone', 'again', { IfNoneMatch: '*' });
    expect((await get('gone')).toString()).toBe('again');
  });
});

describe('buckets', () => {
  it('say where they are, and that they are there', async () => {
    const { LocationConstraint } = await target.client.send(
      new GetBucketLocationCommand({ Bucket: target.bucket }),
    );
    expect(LocationConstraint ?? 'us-east-1').toBe(target.region);
    const head = await target.client.send(new HeadBucketCommand({ Bucket: target.bucket }));
    expect(head.$metadata.httpStatusCode).toBe(200);
  });

  it('that do not exist are NoSuchBucket', async () => {
    const Bucket = 'howship-no-such-bucket-3f1c9b';
    const request = target.client.send(new ListObjectsV2Command({ Bucket }));
    expect(await refusal(request)).toEqual({ status: 404, name: 'NoSuchBucket' });
  });
});

describe('multipart uploads', () => {
  const MIB = 1024 * 1024;

  async function begin(key: string): Promise<string> {
    const { UploadId = '' } = await target.client.send(
      new CreateMultipartUploadCommand({ ...named(key), ContentType: 'text/csv', Metadata: { a: 'b' } }),
    );
    return UploadId;
  }

  async function part(key: string, UploadId: string, PartNumber: number, body: Buffer) {
    const { ETag } = await target.client.send(
      new UploadPartCommand({ ...named(key), UploadId, PartNumber, Body: body }),
    );
    return { ETag, PartNumber };
  }

  function complete(
    key: string,
    UploadId: string,
    Parts: { ETag: string | undefined; PartNumber: number }[],
    rest = {},
  ) {
    return target.client.send(
      new CompleteMultipartUploadCommand({ ...named(key), UploadId, MultipartUpload: { Parts }, ...rest }),
    );
  }

  it('become one object of their parts in order, however they came', async () => {
    const bodies = [noise(5 * MIB, 1), noise(5 * MIB + 1, 2), noise(1000, 3)];
    const UploadId = await begin('multi');
    const third = await part('multi', UploadId, 9, bodies[2]!);
    const first = await part('multi', UploadId, 1, bodies[0]!);
    await part('multi', UploadId, 4, noise(10, 9));
    const second = await part('multi', UploadId, 4, bodies[1]!);
    const { Parts } = await target.client.send(new ListPartsCommand({ ...named('multi'), UploadId }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5 * MIB],
      [4, 5 * MIB + 1],
      [9, 1000],
    ]);
    expect((await refusal(get('multi'))).name).toBe('NoSuchKey');
    const { ETag } = await complete('multi', UploadId, [first, second, third]);
    const joined = createHash('md5');
    for (const body of bodies) joined.update(Buffer.from(md5(body), 'hex'));
    expect(ETag).toBe(`"${joined.digest('hex')}-3"`);
    expect((await get('multi')).equals(Buffer.concat(bodies))).toBe(true);
    const head = await target.client.send(new HeadObjectCommand(named('multi')));
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
    expect((await get('bad')).length).toBe(100);
  });

  it('can be aborted, and are then unknown', async () => {
    const UploadId = await begin('aborted');
    await part('aborted', UploadId, 1, noise(10));
    await target.client.send(new AbortMultipartUploadCommand({ ...named('aborted'), UploadId }));
    expect(await refusal(part('aborted', UploadId, 2, noise(10)))).toEqual({
      status: 404,
      name: 'NoSuchUpload',
    });
    const parts = target.client.send(new ListPartsCommand({ ...named('aborted'), UploadId }));
    expect(await refusal(parts)).toEqual({ status: 404, name: 'NoSuchUpload' });
  });

  it('respect If-None-Match: * when they complete', async () => {
    const UploadId = await begin('taken');
    const only = await part('taken', UploadId, 1, noise(10));
    await put('taken', 'first');
    expect(await refusal(complete('taken', UploadId, [only], { IfNoneMatch: '*' }))).toEqual({
      status: 412,
      name: 'PreconditionFailed',
    });
    expect((await get('taken')).toString()).toBe('first');
  });

  it('take parts by presigned URLs', async () => {
    const UploadId = await begin('presigned-parts');
    const command = new UploadPartCommand({ ...named('presigned-parts'), UploadId, PartNumber: 1 });
    const url = await getSignedUrl(target.client, command, { expiresIn: 300 });
    const response = await fetch(url, { method: 'PUT', body: noise(5000) });
    expect(response.status).toBe(200);
    const ETag = response.headers.get('etag') ?? undefined;
    expect(ETag).toBe(`"${md5(noise(5000))}"`);
    await complete('presigned-parts', UploadId, [{ ETag, PartNumber: 1 }]);
    expect((await get('presigned-parts')).equals(noise(5000))).toBe(true);
  });
});

describe('presigned URLs', () => {
  const once = {
    unhoistableHeaders: new Set(['if-none-match']),
    signableHeaders: new Set(['if-none-match', 'host']),
  };

  function signPut(key: string, rest: Rest<PutObjectCommandInput>, options = {}): Promise<string> {
    return getSignedUrl(target.client, new PutObjectCommand({ ...named(key), ...rest }), {
      expiresIn: 300,
      ...options,
    });
  }

  it('put and get without credentials, under any key', async () => {
    const key = 'presigned/é +&?.csv';
    const response = await fetch(await signPut(key, {}), { method: 'PUT', body: 'by url' });
    expect(response.status).toBe(200);
    const url = await getSignedUrl(target.client, new GetObjectCommand(named(key)), { expiresIn: 300 });
    const answer = await fetch(url, { headers: { Range: 'bytes=3-' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'url']);
  });

  it('rename a download where signed so', async () => {
    await put('renamed', 'x');
    const command = new GetObjectCommand({
      ...named('renamed'),
      ResponseContentDisposition: 'attachment; filename="deltas.csv"',
      ResponseContentType: 'text/csv',
    });
    const answer = await fetch(await getSignedUrl(target.client, command));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="deltas.csv"');
    expect(answer.headers.get('content-type')).toBe('text/csv');
  });

  it('with a signed If-None-Match: * write once, and only with that header', async () => {
    const url = await signPut('raw/one', { IfNoneMatch: '*' }, once);
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toContain('if-none-match');
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'x' }))).toBe('403 SignatureDoesNotMatch');
    const headers = { 'If-None-Match': '*' };
    expect((await fetch(url, { method: 'PUT', body: 'first', headers })).status).toBe(200);
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'second', headers }))).toBe(
      '412 PreconditionFailed',
    );
    expect((await get('raw/one')).toString()).toBe('first');
  });

  it('with a signed length take a body of that length only', async () => {
    const url = await signPut(
      'measured',
      { ContentLength: 7 },
      { signableHeaders: new Set(['content-length', 'host']) },
    );
    expect(await codeOf(await fetch(url, { method: 'PUT', body: '12345678' }))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect((await fetch(url, { method: 'PUT', body: '1234567' })).status).toBe(200);
  });

  it('with a signed checksum take that body only', async () => {
    const sum = createHash('sha256').update('right').digest('base64');
    const name = 'x-amz-checksum-sha256';
    const url = await signPut('summed', { ChecksumSHA256: sum }, { unhoistableHeaders: new Set([name]) });
    expect((await fetch(url, { method: 'PUT', body: 'right' })).status).toBe(403);
    const headers = { [name]: sum };
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'wrong', headers }))).toBe('400 BadDigest');
    expect((await fetch(url, { method: 'PUT', body: 'right', headers })).status).toBe(200);
  });

  it('are worth nothing once anything in them was changed', async () => {
    const url = await signPut('tampered', {});
    const swap = (from: string | RegExp, to: string) =>
      fetch(url.replace(from, to), { method: 'PUT', body: 'x' });
    expect(await codeOf(await swap('tampered', 'elsewhere'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await swap('X-Amz-Expires=300', 'X-Amz-Expires=3000'))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await swap(/Signature=.{4}/, 'Signature=0000'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await fetch(url))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await swap(/X-Amz-Expires=300&/, ''))).toBe('400 AuthorizationQueryParametersError');
    const extra = await fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-added': '1' } });
    expect(await codeOf(extra)).toBe('403 AccessDenied');
  });

  it('expire', async () => {
    const options = { expiresIn: 60, signingDate: new Date(target.clock.now() - 120_000) };
    const url = await signPut('expired', {}, options);
    const response = await fetch(url, { method: 'PUT', body: 'x' });
    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(
      /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/,
    );
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
    const ask = (client: S3Client) => refusal(client.send(new GetObjectCommand(named('a'))));
    const wrong = as({ accessKeyId, secretAccessKey: `${secretAccessKey}x` });
    expect(await ask(wrong)).toEqual({ status: 403, name: 'SignatureDoesNotMatch' });
    const unknown = as({ accessKeyId: 'AKIAUNKNOWNUNKNOWN00', secretAccessKey });
    expect(await ask(unknown)).toEqual({ status: 403, name: 'InvalidAccessKeyId' });
  });
});
