import { GetBucketLocationCommand, HeadBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, list, md5, put, refusal } from './requests.ts';
import { openTarget, type Target } from './target.ts';

/** The conformance test's keys, listings and buckets. */
let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.close();
});

describe('keys', () => {
  const keys = [
    'a', 'a/', 'a/b', 'a//b', 'a/../b', './a', '..', '/leading', 'é', 'e\u0301', '日本語/データ.csv', '😀', '\uFFFD',
    "sp ace+plus%25&and=is?what#hash;semi,comma'quote\"double(paren)!star*~tilde@at:colon$dollar[x]{y}|\\^`<z>",
    `${'long/'.repeat(40)}${'x'.repeat(700)}`,
  ]; // biome-ignore format: one look

  it('are any text: each names an object of its own', async () => {
    for (const [i, key] of keys.entries()) await put(target, `keys/${key}`, `body ${i}`);
    for (const [i, key] of keys.entries())
      expect((await get(target, `keys/${key}`)).toString()).toBe(`body ${i}`);
    const listed = await list(target, { Prefix: `${target.prefix}keys/` });
    const expected = keys.map((key) => `${target.prefix}keys/${key}`);
    const byBytes = expected.sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    expect(listed.keys).toEqual(byBytes);
  });

  it('longer than 1024 bytes are refused', async () => {
    const key = 'é'.repeat(513);
    expect(await refusal(put(target, key, 'x'))).toEqual({ status: 400, name: 'KeyTooLongError' });
  });
});

describe('ListObjectsV2', () => {
  const total = 234;
  // 7919 is coprime to the total: every number comes once, in an order that is not theirs.
  const name = (i: number) =>
    `many/${String((i * 7919) % total)
      .padStart(4, '0')
      .replace(/^../, '$&/')}`;

  it(`pages through ${total} keys, each once and in order`, async () => {
    const width = 32;
    await Promise.all(
      Array.from({ length: width }, async (_, lane) => {
        for (let i = lane; i < total; i += width) await put(target, name(i), '.');
      }),
    );
    const expected = Array.from({ length: total }, (_, i) => target.prefix + name(i)).sort();
    const whole = await list(target, { Prefix: `${target.prefix}many/` });
    expect(whole).toEqual({ keys: expected, prefixes: [], pages: [234] });
    const small = await list(target, { Prefix: `${target.prefix}many/`, MaxKeys: 20 });
    expect(small.pages).toEqual([...Array.from({ length: 11 }, () => 20), 14]);
    expect(small.keys).toEqual(expected);
  });

  it('rolls keys up behind a delimiter, over page ends too', async () => {
    const options = { Prefix: `${target.prefix}many/`, Delimiter: '/', MaxKeys: 2 };
    const groups = Array.from({ length: 3 }, (_, i) => `${target.prefix}many/${String(i).padStart(2, '0')}/`);
    expect(await list(target, options)).toEqual({ keys: [], prefixes: groups, pages: [2, 1] });
  });

  it('starts after a key, whether it is there or not', async () => {
    const Prefix = `${target.prefix}many/`;
    const { keys } = await list(target, { Prefix, StartAfter: `${Prefix}02/31` });
    expect(keys).toEqual([`${Prefix}02/32`, `${Prefix}02/33`]);
    expect((await list(target, { Prefix, StartAfter: `${Prefix}02/315` })).keys).toEqual(keys);
    expect((await list(target, { Prefix, StartAfter: `${Prefix}a` })).keys).toEqual([]);
  });

  it('lists size and ETag, and nothing for a prefix that nothing has', async () => {
    await put(target, 'sized/one', '12345');
    const { Contents } = await target.client.send(
      new ListObjectsV2Command({ Bucket: target.bucket, Prefix: `${target.prefix}sized/` }),
    );
    expect(Contents).toMatchObject([
      { Size: 5, ETag: `"${md5(Buffer.from('12345'))}"`, StorageClass: 'STANDARD' },
    ]);
    expect(await list(target, { Prefix: `${target.prefix}no such/` })).toEqual({
      keys: [],
      prefixes: [],
      pages: [0],
    });
  });

  it('encodes keys where asked to', async () => {
    await put(target, 'enc/ü #1', '.');
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
    const request = list(target, { ContinuationToken: 'not a token' });
    expect(await refusal(request)).toEqual({ status: 400, name: 'InvalidArgument' });
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
