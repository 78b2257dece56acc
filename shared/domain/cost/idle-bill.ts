/** What a deployed stack costs while nothing arrives and nobody asks, by the resources of its template. */
import * as z from 'zod';
import { PRICES } from './prices.ts';

const DAYS_PER_MONTH = 365.25 / 12;
const MINUTES_PER_MONTH = DAYS_PER_MONTH * 24 * 60;
/** Lambda asks an empty queue that often. */
const POLLS_PER_MINUTE = 15;
const MB_PER_GB = 1024;
/** Of the table of a stack with a few finished missions. */
const TABLE_GB = 0.1;
/** Rotations are counted over so long: a mission with its years before and after. */
const YEARS_OF_KEYS_DAYS = 3 * 366;
/** Assumed of a scheduled run that finds nothing: more than it takes. */
const RUN = { seconds: 1, readUnits: 20, logBytes: 1000 };
const BYTES_PER_GB = 2 ** 30;

export interface IdleLine {
  readonly what: string;
  readonly amount: number;
  /** Dollars a month of one. */
  readonly each: number;
  readonly dollars: number;
}

export interface IdleBill {
  /** Biggest first. */
  readonly lines: readonly IdleLine[];
  readonly dollars: number;
  /** Types of the template that cost by use only. */
  readonly byUse: readonly string[];
}

const resourceSchema = z.object({ Type: z.string(), Properties: z.json().optional() });
type Resource = z.output<typeof resourceSchema>;

/** @throws Error of a type whose price is not known, so that none is left out */
export function idleBill(template: unknown): IdleBill {
  const { Resources } = z.object({ Resources: z.record(z.string(), resourceSchema) }).parse(template);
  const byType = Map.groupBy(Object.values(Resources), ({ Type }) => Type);
  const lines: IdleLine[] = [];
  const byUse: string[] = [];
  for (const [type, some] of byType) {
    const priced = PRICED[type];
    if (priced !== undefined) lines.push(...priced(some, Resources));
    else if (BY_USE.has(type)) byUse.push(type);
    else throw new Error(`no price is known of ${type}: add it to shared/domain/cost/idle-bill.ts`);
  }
  return {
    lines: lines.sort((a, b) => b.dollars - a.dollars),
    dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0),
    byUse: byUse.sort(),
  };
}

type Priced = (some: readonly Resource[], all: Readonly<Record<string, Resource>>) => IdleLine[];

const line = (what: string, amount: number, each: number): IdleLine => ({
  what,
  amount,
  each,
  dollars: amount * each,
});

const PRICED: Readonly<Record<string, Priced>> = {
  'AWS::CloudWatch::Alarm': (some) => [
    line(
      'metrics that alarms read',
      some.reduce((sum, one) => sum + metricsOf(one), 0),
      PRICES.alarmMetricMonth,
    ),
  ],
  'AWS::Logs::MetricFilter': (some) => [
    line(
      'metrics of logs that come all the time',
      new Set(some.flatMap(steadyMetrics)).size,
      PRICES.metricMonth,
    ),
  ],
  'AWS::KMS::Key': (some) => {
    const rotations = some.reduce((sum, one) => sum + rotationsOf(one), 0);
    return [
      line('keys', some.length, PRICES.keyMonth),
      ...(rotations === 0 ? [] : [line('rotations of keys in three years', rotations, PRICES.keyMonth)]),
    ];
  },
  'AWS::SecretsManager::Secret': (some) => [line('secrets', some.length, PRICES.secretMonth)],
  'AWS::Lambda::EventSourceMapping': (some) => [
    line(
      'queues that are asked while empty',
      some.length,
      POLLS_PER_MINUTE * MINUTES_PER_MONTH * PRICES.queueRequests,
    ),
  ],
  'AWS::Events::Rule': (some, all) =>
    some.map((rule) => line('functions that run by a schedule', 1, scheduledDollars(rule, all))),
  'AWS::DynamoDB::GlobalTable': (some) => [
    line(`tables (${TABLE_GB} GB assumed)`, some.length, TABLE_GB * PRICES.tableGbMonth),
    line(
      'point-in-time recovery of tables',
      some.filter(isRestorable).length,
      TABLE_GB * PRICES.restorableGbMonth,
    ),
  ],
  // Without actions of its own a budget is free.
  'AWS::Budgets::Budget': (some) => [line('budgets', some.length, 0)],
};

/** Free, or free while nobody uses it. Buckets cost by what lies in them. */
const BY_USE: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]);

/** An expression costs as each of the metrics that it reads. */
function metricsOf({ Properties }: Resource): number {
  const { Metrics = [] } = z
    .object({ Metrics: z.array(z.object({ MetricStat: z.json().optional() })).optional() })
    .parse(Properties);
  return Math.max(1, Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length);
}

/** A metric is paid for by the hours in which it comes: one that counts a failure does not, where nothing fails. */
function steadyMetrics({ Properties }: Resource): string[] {
  const { MetricTransformations } = z
    .object({
      MetricTransformations: z.array(z.object({ MetricName: z.string(), MetricValue: z.string() })),
    })
    .parse(Properties);
  return MetricTransformations.filter(({ MetricValue }) => MetricValue.startsWith('$')).map(
    ({ MetricName }) => MetricName,
  );
}

/** Each of the first two is paid for as another key, from when it was made. */
function rotationsOf({ Properties }: Resource): number {
  const { EnableKeyRotation, RotationPeriodInDays } = z
    .object({ EnableKeyRotation: z.boolean().default(false), RotationPeriodInDays: z.number().default(365) })
    .parse(Properties);
  return EnableKeyRotation ? Math.min(2, Math.floor(YEARS_OF_KEYS_DAYS / RotationPeriodInDays)) : 0;
}

function isRestorable({ Properties }: Resource): boolean {
  const recovery = z.object({ PointInTimeRecoveryEnabled: z.boolean() }).optional();
  const { Replicas } = z
    .object({ Replicas: z.array(z.object({ PointInTimeRecoverySpecification: recovery })) })
    .parse(Properties);
  return Replicas.some((one) => one.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true);
}

/** `rate(3 minutes)`, and the memory of the function that it runs. */
function scheduledDollars({ Properties }: Resource, all: Readonly<Record<string, Resource>>): number {
  const { ScheduleExpression, Targets } = z
    .object({
      ScheduleExpression: z.string().regex(/^rate\(\d+ minutes?\)$/),
      Targets: z.tuple([
        z.object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }) }),
      ]),
    })
    .parse(Properties);
  const [id] = Targets[0].Arn['Fn::GetAtt'];
  const { MemorySize } = z.object({ MemorySize: z.number() }).parse(all[id]?.Properties);
  const runs = MINUTES_PER_MONTH / Number(/\d+/.exec(ScheduleExpression)?.[0]);
  const each =
    PRICES.invocations +
    ((RUN.seconds * MemorySize) / MB_PER_GB) * PRICES.gbSeconds +
    RUN.readUnits * PRICES.tableReadUnits +
    (RUN.logBytes / BYTES_PER_GB) * PRICES.logGb;
  return runs * each;
}
