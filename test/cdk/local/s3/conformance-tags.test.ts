import { CopyObjectCommand, GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, named, noise, put, refusal } from './requests.ts';
import { openTarget, type Target } from './target.ts';

/** What Howship relies on S3 for when it lets objects go: holds of real S3 as of the door (see `target.ts`). */
let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.close();
});

const REPLACED = { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE' } as const;
const copy = (key: string, rest: object) => {
  const { Bucket, Key } = named(target, key);
  return target.client.send(
    new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${encodeURI(Key)}`, ...rest }),
  );
};
const tagsOf = async (key: string) =>
  (await target.client.send(new GetObjectTaggingCommand(named(target, key)))).TagSet;

describe('CopyObject of an object onto itself', () => {
  it.each([0, 1, 100_000])(
    'keeps its %i bytes, ETag and checksum, and has new headers and tags',
    async (size) => {
      const key = `unit=FU.1/tagged-${size}`;
      const body = noise(size);
      const { ETag, ChecksumCRC32 } = await put(target, key, body, { ContentType: 'text/csv' });
      expect(await tagsOf(key)).toEqual([]);
      const { CopyObjectResult } = await copy(key, {
        ...REPLACED,
        ContentType: 'text/plain',
        Tagging: 'superseded=true&why=a%20test',
      });
      expect(CopyObjectResult?.ETag).toBe(ETag);
      expect((await get(target, key)).equals(body)).toBe(true);
      expect(await tagsOf(key)).toEqual([
        { Key: 'superseded', Value: 'true' },
        { Key: 'why', Value: 'a test' },
      ]);
      const head = await target.client.send(
        new HeadObjectCommand({ ...named(target, key), ChecksumMode: 'ENABLED' }),
      );
      expect(head).toMatchObject({ ContentType: 'text/plain', ChecksumCRC32 });
      await put(target, key, body);
      expect(await tagsOf(key)).toEqual([]);
    },
  );

  it('is refused where it would change nothing, and of what is not there', async () => {
    await put(target, 'as-it-is', 'x');
    expect(await refusal(copy('as-it-is', { TaggingDirective: 'REPLACE', Tagging: 'a=b' }))).toEqual({
      status: 400,
      name: 'InvalidRequest',
    });
    expect(await refusal(copy('none', REPLACED))).toEqual({ status: 404, name: 'NoSuchKey' });
    expect((await refusal(tagsOf('none'))).name).toBe('NoSuchKey');
  });
});

describe('CopyObject onto another object', () => {
  it('copies the bytes with headers of its own, and only where nothing stands yet', async () => {
    const { Bucket, Key: from } = named(target, 'from a+b');
    const { Key: to } = named(target, 'to');
    const body = noise(1000);
    const { ETag } = await put(target, 'from a+b', body, { Metadata: { own: '1' } });
    const once = () =>
      target.client.send(
        new CopyObjectCommand({
          ...{
            Bucket,
            Key: to,
            CopySource: `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}`,
          },
          ...{ ...REPLACED, Metadata: { declared: 'so' }, IfNoneMatch: '*' },
        }),
      );
    expect((await once()).CopyObjectResult?.ETag).toBe(ETag);
    expect((await get(target, 'to')).equals(body)).toBe(true);
    const { Metadata } = await target.client.send(new HeadObjectCommand({ Bucket, Key: to }));
    expect(Metadata).toEqual({ declared: 'so' });
    expect(await refusal(once())).toEqual({ status: 412, name: 'PreconditionFailed' });
  });
});
