import { ENVIRONMENT } from './environment-names.ts';

/**
 * Where links of the API lead: browsers upload to, and read long answers from, the stack's own buckets. Locally that is
 * one address (`AWS_ENDPOINT_URL_S3`), on AWS a host per bucket.
 */
export function storageOrigins(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { AWS_ENDPOINT_URL_S3: local, AWS_REGION: region } = environment;
  if (local !== undefined) return [new URL(local).origin];
  return [ENVIRONMENT.rawBucket, ENVIRONMENT.archiveBucket].flatMap((name) => {
    const bucket = environment[name];
    return bucket === undefined || region === undefined
      ? []
      : [`https://${bucket}.s3.${region}.amazonaws.com`];
  });
}
