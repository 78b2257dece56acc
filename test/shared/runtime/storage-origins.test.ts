import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, it } from 'vitest';
import { ENVIRONMENT } from '../../../shared/runtime/environment-names.ts';
import { storageOrigins } from '../../../shared/runtime/storage-origins.ts';

const buckets = { [ENVIRONMENT.rawBucket]: 'raw-1', [ENVIRONMENT.archiveBucket]: 'archive-1' };
const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };

it('links lead to one address on this machine', () => {
  const environment = { ...buckets, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4000/' };
  expect(storageOrigins(environment)).toEqual(['http://127.0.0.1:4000']);
});

it.each(['eu-central-1', 'us-east-1'])(
  'links lead in %s to a host per bucket, as they are signed',
  async (region) => {
    const s3 = new S3Client({ region, credentials });
    const signed = await Promise.all(
      Object.values(buckets).map((Bucket) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'k' }))),
    );
    expect(storageOrigins({ ...buckets, AWS_REGION: region })).toEqual(
      signed.map((url) => new URL(url).origin),
    );
  },
);

it('nothing is admitted where nothing is known', () => {
  expect(storageOrigins({})).toEqual([]);
});
