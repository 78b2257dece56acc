import { Stack, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  ANSWERS_PREFIX,
  DROP_PREFIX,
  DUE_INDEX,
  ENVIRONMENT,
  GUARDED_PARTITIONS,
  ITEMS_PREFIX,
  KEPT_PREFIX,
  SNAPSHOTS_PREFIX,
  SUPERSEDED_PREFIXES,
} from '../../shared/runtime/environment-names.ts';
import type { AlertsTopic } from './alerts-topic.ts';

/*
 * Each bind tells a function the name of a thing and lets it use the thing, in one step: a name without the permission,
 * or a permission without the name, cannot be written. The actions are listed one by one because the grants of the CDK
 * hold more than Howship does (scans, deletions of objects, whole wildcards).
 */

/** What a function sees of the table: `GUARDED` also the partitions of holders and audit. */
export type TableAccess = 'GUARDED' | 'OTHERS';

/**
 * Reads, conditional writes and removals of single items, and queries of a partition. No scans. Whoever is no `GUARDED`
 * neither reads nor makes a holder, whatever its code is brought to do; and nobody removes one, or an entry of the audit.
 */
export function bindTable(fn: LambdaFunction, table: TableV2, access: TableAccess): void {
  fn.addEnvironment(ENVIRONMENT.table, table.tableName);
  const resources = [table.tableArn];
  const keeping = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'];
  const removing = ['dynamodb:DeleteItem'];
  const isGuarded = { 'dynamodb:LeadingKeys': [`${GUARDED_PARTITIONS}*`] };
  const conditions = { 'ForAllValues:StringNotLike': isGuarded };
  const guarded = access === 'GUARDED' ? removing : [...keeping, ...removing];
  if (access === 'GUARDED') allow(fn, keeping, resources);
  fn.addToRolePolicy(new PolicyStatement({ actions: guarded, resources, conditions }));
}

/** Queries of the index of due marks, beside what `bindTable` gave; the index's name is the same in every stack. */
export function bindDueIndex(fn: LambdaFunction, table: TableV2): void {
  allow(fn, ['dynamodb:Query'], [`${table.tableArn}/index/${DUE_INDEX}`]);
}

/** What a function does with a bucket's objects. `copy`: it has S3 copy others there, and looks whether they are. `presign`: it signs links with which others upload and read, by the same rights reads one itself, and no more. */
export type ObjectAccess = 'none' | 'read' | 'read-write' | 'copy' | 'presign';

const OBJECT_ACTIONS = {
  read: ['s3:GetObject'],
  'read-write': ['s3:GetObject', 's3:PutObject'],
  copy: ['s3:GetObject', 's3:PutObject'],
  // A link can do what its signer may do. Of an upload in parts the signer looks which have arrived.
  presign: ['s3:GetObject', 's3:PutObject', 's3:ListMultipartUploadParts'],
} as const satisfies Record<Exclude<ObjectAccess, 'none'>, readonly string[]>;

interface BucketUse {
  readonly bucket: Bucket;
  readonly access: ObjectAccess;
  readonly prefix?: string;
  /** Whether versions that were replaced are read too. */
  readonly versions?: boolean;
}

/** The objects whose key begins with `prefix`. No function deletes any; without access not even the name is told. */
export function bindBucket(
  fn: LambdaFunction,
  variable: string,
  { bucket, access, prefix = '', versions = false }: BucketUse,
): void {
  if (access === 'none') return;
  fn.addEnvironment(variable, bucket.bucketName);
  // Without the right to list, a missing object, or version of one, is answered 403 instead of 404.
  const listing = versions ? ['s3:ListBucket', 's3:ListBucketVersions'] : ['s3:ListBucket'];
  if (access !== 'presign') allow(fn, listing, [bucket.bucketArn]);
  const ofVersions = versions ? ['s3:GetObjectVersion'] : [];
  allow(fn, [...OBJECT_ACTIONS[access], ...ofVersions], [bucket.arnForObjects(`${prefix}*`)]);
  acknowledgeObjects(fn, bucket, prefix);
}

/** Writing the answers that are too long to be passed on, beside what `bindBucket` gave. */
export function bindAnswers(fn: LambdaFunction, bucket: Bucket): void {
  bindWritingOf(fn, bucket, ANSWERS_PREFIX);
}

/** Writing the answers that are kept for ever, beside what `bindBucket` gave. */
export function bindSnapshots(fn: LambdaFunction, bucket: Bucket): void {
  bindWritingOf(fn, bucket, SNAPSHOTS_PREFIX);
}

/** Writing what is too long for an item of the table, beside what `bindBucket` gave. */
export function bindLongLists(fn: LambdaFunction, bucket: Bucket): void {
  bindWritingOf(fn, bucket, ITEMS_PREFIX);
}

/** Reading what others put to be taken in, every version of it, and listing that alone. */
export function bindDrop(fn: LambdaFunction, raw: Bucket): void {
  allow(fn, ['s3:GetObject', 's3:GetObjectVersion'], [raw.arnForObjects(`${DROP_PREFIX}*`)]);
  allow(fn, ['s3:ListBucketVersions'], [raw.bucketArn]);
  acknowledgeObjects(fn, raw, DROP_PREFIX);
}

/** Writing what people told Howship beside the raw files. */
export function bindKept(fn: LambdaFunction, raw: Bucket): void {
  fn.addEnvironment(ENVIRONMENT.rawBucket, raw.bucketName);
  bindWritingOf(fn, raw, KEPT_PREFIX);
}

/** Reading it again, beside what `bindKept` gave: from it what the table has lost, or holds damaged, is put back. */
export function bindKeptReading(fn: LambdaFunction, raw: Bucket): void {
  // Without the right to list, a missing object is answered 403 instead of 404.
  allow(fn, ['s3:ListBucket'], [raw.bucketArn]);
  allow(fn, ['s3:GetObject'], [raw.arnForObjects(`${KEPT_PREFIX}*`)]);
}

function bindWritingOf(fn: LambdaFunction, bucket: Bucket, prefix: string): void {
  allow(fn, ['s3:PutObject'], [bucket.arnForObjects(`${prefix}*`)]);
  acknowledgeObjects(fn, bucket, prefix);
}

/** Tagging objects that nothing names any more, beside what `bindBucket` gave; a rule of the bucket takes them away. */
export function bindSuperseding(fn: LambdaFunction, bucket: Bucket): void {
  for (const prefix of SUPERSEDED_PREFIXES) {
    allow(fn, ['s3:GetObjectTagging', 's3:PutObjectTagging'], [bucket.arnForObjects(`${prefix}*`)]);
    acknowledgeObjects(fn, bucket, prefix);
  }
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

/** Sending to a queue, and nothing else. */
export function bindSender(fn: LambdaFunction, variable: string, queue: Queue): void {
  fn.addEnvironment(variable, queue.queueUrl);
  allow(fn, ['sqs:SendMessage'], [queue.queueArn]);
}

/**
 * Being run for the queue's messages: the event source's own permissions, which the function shares when it lets a
 * failed message come again sooner. No sending.
 */
export function bindConsumer(
  fn: LambdaFunction,
  variable: string,
  queue: Queue,
  { batchSize, maxConcurrency }: { batchSize: number; maxConcurrency: number },
): void {
  fn.addEnvironment(variable, queue.queueUrl);
  fn.addEventSource(new SqsEventSource(queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }));
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
