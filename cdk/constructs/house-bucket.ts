import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Objects below a prefix that can be made again, and go after so many days. */
interface Passing {
  readonly prefix: string;
  readonly days: number;
}

interface HouseBucketProps extends BucketProps {
  readonly passing?: readonly Passing[];
  /** Rules beside those that every bucket has. */
  readonly rules?: readonly LifecycleRule[];
}

/** A bucket that keeps versions, all of them without a rule, encrypts, speaks TLS only and is closed to the public. */
export class HouseBucket extends Bucket {
  constructor(scope: Construct, id: string, { passing = [], rules = [], ...props }: HouseBucketProps = {}) {
    super(scope, id, {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...passing.map(expiring),
        ...rules,
      ],
      ...props,
    });
    // Else the bucket would stay and what it refuses would go.
    this.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Objects are versioned and no function deletes any, and every write has its receipt or head in the table; a log bucket would cost more than the data.',
    });
  }
}

function expiring({ prefix, days }: Passing): LifecycleRule {
  return {
    id: `passing-${prefix.replaceAll(/[^a-z]+/g, '-')}`,
    prefix,
    expiration: Duration.days(days),
    noncurrentVersionExpiration: Duration.days(1),
  };
}
