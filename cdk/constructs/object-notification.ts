import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** Who is told of objects whose keys begin so. */
interface Notified {
  readonly prefix: string;
  readonly queue: Queue;
}

/**
 * S3 tells each queue of every object created below its prefix. Declared on the bucket itself, because the L2 notification
 * deploys a function of its own to set it.
 */
export function notifyOfObjects(bucket: Bucket, notified: readonly Notified[]): void {
  const stack = Stack.of(bucket);
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket))
    throw new Error(`${bucket.node.path}: expected a bucket that this stack owns`);
  resource.notificationConfiguration = {
    queueConfigurations: notified.map(({ prefix, queue }) => ({
      event: 's3:ObjectCreated:*',
      queue: queue.queueArn,
      filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
    })),
  };
  for (const { queue } of notified) {
    queue.addToResourcePolicy(sendingFrom(stack, resource, queue));
    // S3 tries the queue when the notification is set, so the permission has to be there first.
    resource.node.addDependency(queue);
  }
}

function sendingFrom(stack: Stack, resource: CfnBucket, queue: Queue): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('s3.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      // The bucket cannot exist before this policy does, so its generated name is known only by how it begins.
      ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:s3:::${generatedNamePrefix(stack, resource)}-*` },
    },
  });
}

/** CloudFormation names a bucket `<stack>-<logical id>-<random>`, in lower case. */
function generatedNamePrefix(stack: Stack, resource: CfnBucket): string {
  const logicalId = stack.getLogicalId(resource);
  return `${stack.stackName}-${logicalId}`.toLowerCase();
}
