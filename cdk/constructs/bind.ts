import { Stack, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { DUE_INDEX, ENVIRONMENT } from '../../shared/runtime/environment-names.ts';
import type { AlertsTopic } from './alerts-topic.ts';

/*
 * Each bind tells a function the name of a thing and lets it use the thing, in one step: a name without the permission,
 * or a permission without the name, cannot be written. The actions are listed one by one because the grants of the CDK
 * hold more than Howship does (scans, deletions of objects, whole wildcards).
 */

/** Reads and writes of the table by key, and queries of it and of its due index. No scans. */
export function bindTable(fn: LambdaFunction, table: TableV2): void {
  const actions = [
    'GetItem',
    'BatchGetItem',
    'Query',
    'ConditionCheckItem',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'BatchWriteItem',
  ];
  fn.addEnvironment(ENVIRONMENT.table, table.tableName);
  allow(
    fn,
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  );
  allow(fn, ['dynamodb:Query'], [`${table.tableArn}/index/${DUE_INDEX}`]);
}

/** Reads, listing and writes of the objects whose key begins with `prefix`. Nothing is ever deleted. */
export function bindBucket(fn: LambdaFunction, variable: string, bucket: Bucket, prefix = ''): void {
  const objects = bucket.arnForObjects(`${prefix}*`);
  fn.addEnvironment(variable, bucket.bucketName);
  // Without ListBucket a missing object is answered 403 instead of 404.
  allow(fn, ['s3:ListBucket'], [bucket.bucketArn]);
  allow(
    fn,
    [
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ],
    [objects],
  );
  acknowledgeObjects(fn, bucket, prefix);
}

function acknowledgeObjects(fn: LambdaFunction, bucket: Bucket, prefix: string): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket) || fn.role === undefined) {
    throw new Error(
      `${fn.node.path}: expected a function and a bucket (${bucket.node.path}) that this stack owns`,
    );
  }
  Validations.of(fn.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${Stack.of(bucket).getLogicalId(resource)}.Arn>/${prefix}*]`,
    reason:
      'Keys of objects are made of experiments, units and days; a permission can name only how they begin.',
  });
}

/** Sending to a queue, and shortening the visibility of a message that the function itself received from it. */
export function bindQueue(fn: LambdaFunction, variable: string, queue: Queue): void {
  fn.addEnvironment(variable, queue.queueUrl);
  allow(fn, ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], [queue.queueArn]);
}

/** Publishing to the alerts topic, with the data keys that its encryption asks for. */
export function bindTopic(fn: LambdaFunction, alerts: AlertsTopic): void {
  fn.addEnvironment(ENVIRONMENT.topicArn, alerts.topic.topicArn);
  allow(fn, ['sns:Publish'], [alerts.topic.topicArn]);
  allow(fn, ['kms:Decrypt', 'kms:GenerateDataKey'], [alerts.key.keyArn]);
}

/** Reading the bearer tokens. */
export function bindTokens(fn: LambdaFunction, tokens: Secret): void {
  fn.addEnvironment(ENVIRONMENT.tokensSecretArn, tokens.secretArn);
  allow(fn, ['secretsmanager:GetSecretValue'], [tokens.secretArn]);
}

function allow(fn: LambdaFunction, actions: string[], resources: string[]): void {
  fn.addToRolePolicy(new PolicyStatement({ actions, resources }));
}
