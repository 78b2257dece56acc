import { z } from 'zod';

/** A resource type that the local stack creates: the properties it acts on, and those that mean nothing here. */
export interface ResourceKind<Shape extends z.ZodRawShape> {
  readonly type: string;
  readonly acts: z.ZodObject<Shape>;
  readonly ignores: readonly string[];
}

function kind<Shape extends z.ZodRawShape>(
  type: string,
  shape: Shape,
  ignores: readonly string[] = [],
): ResourceKind<Shape> {
  return { type, acts: z.object(shape), ignores: [...ignores, 'Tags'] };
}

/** Types that only mean something in an AWS account: who may do what, who is told, what is logged and encrypted. */
export const IGNORED_TYPES: readonly string[] = [
  'AWS::ApiGatewayV2::Stage',
  'AWS::Budgets::Budget',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

const corsRule = z.strictObject({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).optional(),
  ExposedHeaders: z.array(z.string()).optional(),
  MaxAge: z.number().optional(),
});

const queueConfiguration = z.strictObject({
  Event: z.literal('s3:ObjectCreated:*'),
  Queue: z.string(),
  Filter: z.strictObject({
    S3Key: z.strictObject({
      Rules: z.tuple([z.strictObject({ Name: z.literal('prefix'), Value: z.string() })]),
    }),
  }),
});

const lifecycleRule = z.strictObject({
  Id: z.string(),
  Status: z.literal('Enabled'),
  Prefix: z.string().optional(),
  TagFilters: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  ExpirationInDays: z.number().int().optional(),
  ExpiredObjectDeleteMarker: z.boolean().optional(),
  NoncurrentVersionExpiration: z.strictObject({ NoncurrentDays: z.number().int() }).optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: z.number().int() }).optional(),
});

export const BUCKET = kind(
  'AWS::S3::Bucket',
  {
    VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
    CorsConfiguration: z.strictObject({ CorsRules: z.array(corsRule) }).optional(),
    NotificationConfiguration: z
      .strictObject({ QueueConfigurations: z.array(queueConfiguration) })
      .optional(),
    LifecycleConfiguration: z.strictObject({ Rules: z.array(lifecycleRule) }).optional(),
  },
  ['BucketEncryption', 'PublicAccessBlockConfiguration'],
);

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

export const TABLE = kind(
  'AWS::DynamoDB::GlobalTable',
  {
    AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.string() })),
    KeySchema: keySchema,
    BillingMode: z.literal('PAY_PER_REQUEST'),
    GlobalSecondaryIndexes: z
      .array(
        z.strictObject({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: z.strictObject({
            ProjectionType: z.enum(['KEYS_ONLY', 'ALL', 'INCLUDE']),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
        }),
      )
      .optional(),
  },
  ['Replicas'],
);

export const QUEUE = kind(
  'AWS::SQS::Queue',
  {
    VisibilityTimeout: z.number().int().optional(),
    DelaySeconds: z.number().int().optional(),
    MessageRetentionPeriod: z.number().int().optional(),
    RedrivePolicy: z
      .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number().int() })
      .optional(),
  },
  ['SqsManagedSseEnabled'],
);

export const TOPIC = kind('AWS::SNS::Topic', {}, ['KmsMasterKeyId']);

/** Mails go out on AWS only; whatever else subscribes would wait here for ever. */
export const SUBSCRIPTION = kind('AWS::SNS::Subscription', { Protocol: z.literal('email') }, [
  'Endpoint',
  'TopicArn',
]);

export const SECRET = kind(
  'AWS::SecretsManager::Secret',
  {
    SecretString: z.string().optional(),
    GenerateSecretString: z
      .strictObject({
        SecretStringTemplate: z.string(),
        GenerateStringKey: z.string(),
        PasswordLength: z.number().int().min(32),
        ExcludePunctuation: z.literal(true),
      })
      .optional(),
  },
  ['Description'],
);

export const FUNCTION = kind(
  'AWS::Lambda::Function',
  {
    Code: z.object({ S3Key: z.string() }),
    FunctionName: z.string().optional(),
    Handler: z.string().regex(/^[\w-]+\.\w+$/),
    Runtime: z.literal('nodejs24.x'),
    MemorySize: z.number().int().default(128),
    Timeout: z.number().int().default(3),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
  },
  ['Architectures', 'Description', 'LoggingConfig', 'ReservedConcurrentExecutions', 'Role'],
);

export const EVENT_SOURCE_MAPPING = kind('AWS::Lambda::EventSourceMapping', {
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().int().min(1).max(10).default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().int() }).optional(),
});

const API = kind('AWS::ApiGatewayV2::Api', { ProtocolType: z.literal('HTTP') }, ['Name']);

export const API_INTEGRATION = kind(
  'AWS::ApiGatewayV2::Integration',
  {
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
  },
  ['ApiId'],
);

export const API_ROUTE = kind(
  'AWS::ApiGatewayV2::Route',
  { AuthorizationType: z.literal('NONE').optional(), RouteKey: z.string(), Target: z.string() },
  ['ApiId'],
);

export const SCHEDULE_RULE = kind(
  'AWS::Events::Rule',
  {
    ScheduleExpression: z.string().regex(/^rate\(\d+ (minute|hour|day)s?\)$/),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Targets: z.array(z.strictObject({ Arn: z.string(), Id: z.string() })),
  },
  ['Description', 'Name'],
);

/** Every type that is created. */
export const CREATED_TYPES: readonly string[] = [
  BUCKET.type,
  TABLE.type,
  QUEUE.type,
  TOPIC.type,
  SUBSCRIPTION.type,
  SECRET.type,
  FUNCTION.type,
  EVENT_SOURCE_MAPPING.type,
  API.type,
  API_INTEGRATION.type,
  API_ROUTE.type,
  SCHEDULE_RULE.type,
];
