import type { BucketPlan } from './plan/plan.ts';
import { ACCOUNT, REGION } from './plan/references.ts';
import type { ObjectCreated } from './s3/door.ts';

/** ARNs of the queues that the bucket tells of an object with this key. */
export function queuesToldOf({ properties }: BucketPlan, key: string): string[] {
  const configurations = properties.NotificationConfiguration?.QueueConfigurations ?? [];
  return configurations
    .filter(({ Filter }) => key.startsWith(Filter.S3Key.Rules[0].Value))
    .map(({ Queue }) => Queue);
}

/** The message that S3 sends for a new object (event version 2.1): its key is form-encoded there. */
export function objectCreatedMessage(created: ObjectCreated, eventTime: string): string {
  const { bucket, key, bytes, etag, versionId, sequencer } = created;
  return JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime,
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: ACCOUNT },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {},
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'local',
          bucket: { name: bucket, ownerIdentity: { principalId: ACCOUNT }, arn: `arn:aws:s3:::${bucket}` },
          object: {
            key: formEncoded(key),
            size: bytes,
            eTag: etag,
            ...(versionId === null ? {} : { versionId }),
            sequencer,
          },
        },
      },
    ],
  });
}

/** S3 encodes a key as a form would, but keeps its slashes. */
function formEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}
