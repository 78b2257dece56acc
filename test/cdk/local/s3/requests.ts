import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Target } from './target.ts';

export type Rest<T> = Partial<Omit<T, 'Bucket' | 'Key'>>;

export function named(target: Target, key: string): { Bucket: string; Key: string } {
  return { Bucket: target.bucket, Key: target.prefix + key };
}

/** PutObject by the SDK as it comes. */
export function put(
  target: Target,
  key: string,
  body: NonNullable<PutObjectCommandInput['Body']>,
  rest: Rest<PutObjectCommandInput> = {},
) {
  return target.client.send(new PutObjectCommand({ ...named(target, key), Body: body, ...rest }));
}

/** The bytes of an object, by the SDK, which checks their checksum. */
export async function get(
  target: Target,
  key: string,
  rest: Rest<GetObjectCommandInput> = {},
): Promise<Buffer> {
  const { Body } = await target.client.send(new GetObjectCommand({ ...named(target, key), ...rest }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** A whole listing, page by page, with how much each page held. */
export async function list(target: Target, rest: Partial<ListObjectsV2CommandInput>) {
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

/** HTTP status and S3's name of what went wrong. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ status: number | undefined; name: string }> {
  const error = await request.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof S3ServiceException)) throw new Error(`expected a refusal, got ${String(error)}`);
  return { status: error.$metadata.httpStatusCode, name: error.name };
}

/** `403 AccessDenied` */
export async function codeOf(response: Response): Promise<string> {
  return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(await response.text())?.[1] ?? ''}`;
}

/** Bytes without pattern, the same for the same seed. */
export function noise(bytes: number, seed = 1): Buffer {
  const buffer = Buffer.alloc(bytes);
  for (let i = 0, state = seed; i < bytes; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    buffer[i] = state >>> 24;
  }
  return buffer;
}

export function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}
