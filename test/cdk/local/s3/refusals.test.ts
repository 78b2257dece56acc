import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  type S3ServiceException,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, named, put } from './requests.ts';
import { openDoor, type Target } from './target.ts';

/** What S3 can do and the door cannot: every one is a 501 that names it. Only asked of the door. */
let target: Target;
const key = () => named(target, 'object');
const bucket = () => ({ Bucket: target.bucket });
beforeAll(async () => {
  target = await openDoor();
  await put(target, 'object', 'body');
});
afterAll(async () => {
  await target.close();
});

describe('what is not implemented', () => {
  const REQUESTS: Record<string, [(client: S3Client) => Promise<unknown>, RegExp]> = {
    ListBuckets: [(c) => c.send(new ListBucketsCommand({})), /listing buckets/],
    CreateBucket: [(c) => c.send(new CreateBucketCommand({ Bucket: 'plain' })), /PUT on a bucket/],
    'ListObjects, version 1': [(c) => c.send(new ListObjectsCommand(bucket())), /GET on a bucket/],
    'a delimiter on ListObjectVersions': [
      (c) => c.send(new ListObjectVersionsCommand({ ...bucket(), Delimiter: '/' })),
      /delimiter/,
    ],
    ListMultipartUploads: [(c) => c.send(new ListMultipartUploadsCommand(bucket())), /uploads/],
    GetBucketVersioning: [(c) => c.send(new GetBucketVersioningCommand(bucket())), /versioning/],
    DeleteObjects: [
      (c) => c.send(new DeleteObjectsCommand({ ...bucket(), Delete: { Objects: [{ Key: 'object' }] } })),
      /POST on a bucket with \?delete/,
    ],
    GetObjectAcl: [(c) => c.send(new GetObjectAclCommand(key())), /acl/],
    PutObjectTagging: [
      (c) => c.send(new PutObjectTaggingCommand({ ...key(), Tagging: { TagSet: [] } })),
      /tagging/,
    ],
    GetObjectAttributes: [
      (c) => c.send(new GetObjectAttributesCommand({ ...key(), ObjectAttributes: ['ETag'] })),
      /attributes/,
    ],
    'CopyObject with the metadata of its source': [
      (c) => c.send(new CopyObjectCommand({ ...key(), CopySource: 'plain/another' })),
      /CopyObject with the metadata of its source/,
    ],
    'CopyObject from another bucket': [
      (c) => c.send(new CopyObjectCommand({ ...key(), CopySource: 'other/object' })),
      /CopyObject from the bucket other/,
    ],
    'CopyObject with the tags of its source': [
      (c) =>
        c.send(new CopyObjectCommand({ ...key(), CopySource: 'plain/object', MetadataDirective: 'REPLACE' })),
      /CopyObject with the tags of its source/,
    ],
    UploadPartCopy: [
      (c) =>
        c.send(new UploadPartCopyCommand({ ...key(), CopySource: 'plain/x', UploadId: 'u', PartNumber: 1 })),
      /copy-source|UploadPartCopy/,
    ],
    'deletion of one version': [
      (c) => c.send(new DeleteObjectCommand({ ...key(), VersionId: 'v' })),
      /versionId/,
    ],
    'an ACL on a put': [
      (c) => c.send(new PutObjectCommand({ ...key(), ACL: 'public-read' })),
      /x-amz-acl: public-read/,
    ],
    'tags on a put': [(c) => c.send(new PutObjectCommand({ ...key(), Tagging: 'a=b' })), /x-amz-tagging/],
    'a storage class': [
      (c) => c.send(new PutObjectCommand({ ...key(), StorageClass: 'GLACIER' })),
      /x-amz-storage-class/,
    ],
    encryption: [
      (c) => c.send(new PutObjectCommand({ ...key(), ServerSideEncryption: 'AES256' })),
      /x-amz-server-side-encryption/,
    ],
    'an object lock': [
      (c) => c.send(new PutObjectCommand({ ...key(), ObjectLockLegalHoldStatus: 'ON' })),
      /object-lock/,
    ],
    'an If-None-Match of one ETag on a put': [
      (c) => c.send(new PutObjectCommand({ ...key(), IfNoneMatch: '"e"' })),
      /If-None-Match/,
    ],
    'an expected owner': [
      (c) => c.send(new GetObjectCommand({ ...key(), ExpectedBucketOwner: '123456789012' })),
      /x-amz-expected-bucket-owner/,
    ],
    'one part of an object': [(c) => c.send(new GetObjectCommand({ ...key(), PartNumber: 1 })), /partNumber/],
    'several ranges': [(c) => c.send(new GetObjectCommand({ ...key(), Range: 'bytes=0-1,3-4' })), /Range/],
    'the checksum of a whole multipart upload': [
      (c) => c.send(new CreateMultipartUploadCommand({ ...key(), ChecksumAlgorithm: 'CRC32' })),
      /x-amz-checksum-algorithm/,
    ],
    'owners in a listing': [
      (c) => c.send(new ListObjectsV2Command({ ...bucket(), FetchOwner: true })),
      /fetch-owner/,
    ],
  };

  it.each(Object.entries(REQUESTS))('%s is answered 501 and named', async (_, [ask, named]) => {
    const error: S3ServiceException = await ask(target.client).then(
      () => expect.fail('it was answered as if done'),
      (caught) => caught,
    );
    expect([error.$metadata.httpStatusCode, error.name]).toEqual([501, 'NotImplemented']);
    expect(error.message).toMatch(named);
  });

  it('a checksum in the query of a presigned URL, which S3 would not look at, is refused with advice', async () => {
    const sum = Buffer.alloc(32, 1).toString('base64');
    const url = await getSignedUrl(target.client, new PutObjectCommand({ ...key(), ChecksumSHA256: sum }));
    expect(new URL(url).searchParams.has('x-amz-checksum-sha256')).toBe(true);
    const response = await fetch(url, { method: 'PUT', body: 'x' });
    expect(response.status).toBe(501);
    expect(await response.text()).toMatch(/x-amz-checksum-sha256.*unhoistableHeaders/);
  });
});

describe('CORS', () => {
  const origin = 'https://console.example';
  const preflight = (headers: Record<string, string>) =>
    fetch(`${new URL(url).origin}/plain/object`, { method: 'OPTIONS', headers });
  let url: string;
  beforeAll(async () => {
    url = await getSignedUrl(target.client, new GetObjectCommand(key()));
  });

  it('answers a preflight as the bucket is configured', async () => {
    const response = await preflight({
      Origin: origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'If-None-Match, content-type',
    });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'if-none-match, content-type',
      'access-control-max-age': '600',
      'access-control-allow-credentials': 'true',
      vary: expect.stringContaining('Origin'),
    });
  });

  it('refuses a preflight of another origin or method', async () => {
    const method = { 'Access-Control-Request-Method': 'PUT' };
    expect(await codeOf(await preflight({ Origin: 'https://other.example', ...method }))).toBe(
      '403 AccessForbidden',
    );
    const other = { Origin: origin, 'Access-Control-Request-Method': 'DELETE' };
    expect(await codeOf(await preflight(other))).toBe('403 AccessForbidden');
    expect(await codeOf(await preflight(method))).toBe('400 BadRequest');
  });

  it('lets the configured origin read answers and errors, and no other', async () => {
    const allowed = await fetch(url, { headers: { Origin: origin } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-expose-headers')).toBe('ETag');
    const refused = await fetch(url.replace(/Signature=../, 'Signature=zz'), { headers: { Origin: origin } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, origin]);
    const other = await fetch(url, { headers: { Origin: 'https://other.example' } });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});
