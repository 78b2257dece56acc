import { join } from 'node:path';
import { Annotations, CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { HttpMethods, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { WATCH_MINUTES } from '../../shared/domain/downlink/run-time.ts';
import {
  ANSWERS_PREFIX,
  DROP_PREFIX,
  ENVIRONMENT,
  RAW_PREFIX,
  REPLACED_DAYS,
  SEGMENTS_PREFIX,
  SUPERSEDED,
  TRIAL_RAW_PREFIX,
} from '../../shared/runtime/environment-names.ts';
import { AlertsTopic } from '../constructs/alerts-topic.ts';
import { BearerTokens } from '../constructs/bearer-tokens.ts';
import {
  bindAnswers,
  bindBucket,
  bindConsumer,
  bindDrop,
  bindDueIndex,
  bindKept,
  bindKeptReading,
  bindLongLists,
  bindSender,
  bindSnapshots,
  bindSuperseding,
  bindTable,
  bindTokens,
  bindTopic,
} from '../constructs/bind.ts';
import { bundle } from '../constructs/bundle.ts';
import { HouseBucket } from '../constructs/house-bucket.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import { HouseQueue } from '../constructs/house-queue.ts';
import { HouseTable } from '../constructs/house-table.ts';
import { MonthlyBudget } from '../constructs/monthly-budget.ts';
import { notifyOfObjects } from '../constructs/object-notification.ts';
import { OpenHttpApi } from '../constructs/open-http-api.ts';
import { PROJECT_ROOT } from '../constructs/project.ts';
import { SilenceAlarms } from '../constructs/silence-alarms.ts';
import { writeOnce } from '../constructs/write-once.ts';
import {
  alarmOnDamage,
  alarmOnFailedDownlinks,
  alarmOnRefusedDrops,
  alarmOnRefusedTokens,
  alarmOnStoppedWork,
  alarmOnWaiting,
  type Functions,
} from './logged-alarms.ts';
import {
  FUNCTIONS,
  type FunctionName,
  QUEUE_CONCURRENCY,
  QUEUE_NAMES,
  QUEUES,
  type QueueName,
  RESERVED,
} from './processing.ts';
import { Parameters, type Settings } from './settings.ts';

interface HowshipStackProps extends StackProps, Pick<Settings, 'reservesConcurrency'> {
  /** Directory of the handlers; the project's `functions/` if not given. */
  readonly functionsDirectory?: string;
  /** Private addresses and networks that webhooks may be sent to; without them none. */
  readonly privateReceivers?: string;
}

/** Everything Howship deploys. */
export class HowshipStack extends Stack {
  constructor(scope: Construct, id: string, props: HowshipStackProps) {
    const {
      functionsDirectory = join(PROJECT_ROOT, 'functions'),
      privateReceivers,
      reservesConcurrency,
      ...stack
    } = props;
    super(scope, id, {
      description: 'Howship: flight-versus-ground telemetry',
      terminationProtection: true,
      ...stack,
    });
    const parameters = new Parameters(this);
    const alerts = new AlertsTopic(this, 'Alerts', parameters.alarmEmail);
    new MonthlyBudget(this, 'Budget', { dollars: parameters.monthlyBudget, email: parameters.alarmEmail });
    const tokens = new BearerTokens(this, 'Tokens');
    const storage = createStorage(this);
    writeOnce(storage.raw, parameters.breakGlassRole);
    const queues = createQueues(this, alerts);
    notifyOfObjects(storage.raw, [
      { prefix: RAW_PREFIX, queue: queues.ingest.queue },
      { prefix: DROP_PREFIX, queue: queues.drop.queue },
    ]);

    const create = (name: FunctionName) =>
      createFunction({ scope: this, name, functionsDirectory, reservesConcurrency, alerts, storage, queues });
    const functions: Functions = {
      'take-drop': create('take-drop'),
      'ingest-downlink': create('ingest-downlink'),
      'ingest-dead-letters': create('ingest-dead-letters'),
      'align-twins': create('align-twins'),
      'flag-anomalies': create('flag-anomalies'),
      'analyze-assay': create('analyze-assay'),
      notify: create('notify'),
      watch: create('watch'),
      api: create('api'),
    };
    nameCode(functions);
    if (reservesConcurrency) tellOfReserved(this);
    if (privateReceivers !== undefined)
      for (const fn of [functions.api, functions.notify])
        fn.addEnvironment(ENVIRONMENT.privateReceivers, privateReceivers);
    bindDueIndex(functions.watch, storage.table);
    bindDueIndex(functions.notify, storage.table);
    bindDueIndex(functions.api, storage.table);
    bindKeptReading(functions['ingest-downlink'], storage.raw);
    bindKeptReading(functions.api, storage.raw);
    bindDrop(functions['take-drop'], storage.raw);
    bindTopic(functions.notify, alerts);
    bindTokens(functions.api, tokens.secret);
    bindAnswers(functions.api, storage.archive);
    bindSnapshots(functions.api, storage.archive);
    bindSuperseding(functions['align-twins'], storage.archive);
    bindSuperseding(functions['flag-anomalies'], storage.archive);
    bindSuperseding(functions['analyze-assay'], storage.archive);
    bindLongLists(functions.api, storage.archive);

    consumeQueues(functions, queues);
    consumeDeadIngests(functions['ingest-dead-letters'], queues.ingest);
    alarmOnFailedDownlinks(this, functions, alerts);
    alarmOnRefusedDrops(this, functions, alerts);
    alarmOnRefusedTokens(this, functions, alerts);
    alarmOnDamage(this, functions, alerts);
    alarmOnStoppedWork(this, functions, alerts);
    alarmOnWaiting(this, functions, alerts);
    const schedule = new Rule(this, 'WatchSchedule', {
      description: 'Queues again what is due and was not done; notices a silent payload',
      schedule: Schedule.rate(Duration.minutes(WATCH_MINUTES)),
      targets: [new LambdaFunction(functions.watch)],
    });
    Validations.of(schedule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'An event of the schedule holds nothing: the next one comes in three minutes, and an alarm rings where the watch does not run.',
    });
    const api = new OpenHttpApi(this, 'Api', functions.api);
    functions.notify.addEnvironment(ENVIRONMENT.publicUrl, api.apiEndpoint);
    new SilenceAlarms(this, 'Silence', {
      ...{ watch: functions.watch, functions: Object.values(functions), api, table: storage.table },
      alerts: alerts.topic,
    });

    new CfnOutput(this, 'Url', { value: api.apiEndpoint });
    new CfnOutput(this, 'DropUrl', { value: storage.raw.s3UrlForObject(DROP_PREFIX) });
    new CfnOutput(this, 'TokensSecretArn', { value: tokens.secret.secretArn });
    new CfnOutput(this, 'TopicArn', { value: alerts.topic.topicArn });
  }
}

/** What the browser runs; the API serves it too. */
const CONSOLE = join(PROJECT_ROOT, 'functions/web/main.tsx');

type Queues = Record<QueueName, HouseQueue>;
type Storage = ReturnType<typeof createStorage>;

/** Everything in the archive can be made again from raw: what was replaced, or merged into another object, goes. */
const ARCHIVE_RULES: readonly LifecycleRule[] = [
  {
    id: 'replaced',
    noncurrentVersionExpiration: Duration.days(REPLACED_DAYS),
    expiredObjectDeleteMarker: true,
  },
  { id: 'same-bytes', prefix: SEGMENTS_PREFIX, noncurrentVersionExpiration: Duration.days(1) },
  {
    id: 'superseded',
    tagFilters: { [SUPERSEDED.name]: SUPERSEDED.value },
    expiration: Duration.days(REPLACED_DAYS),
  },
];

function createStorage(scope: Construct) {
  const cors = { allowedOrigins: ['*'], allowedHeaders: ['*'], exposedHeaders: ['ETag'] };
  return {
    table: new HouseTable(scope, 'Table'),
    // Browsers upload to, and read long answers from, presigned URLs: the signature is what admits them, not the origin.
    raw: new HouseBucket(scope, 'RawBucket', {
      cors: [{ ...cors, allowedMethods: [HttpMethods.PUT] }],
      passing: [{ prefix: TRIAL_RAW_PREFIX, days: 7 }],
    }),
    archive: new HouseBucket(scope, 'ArchiveBucket', {
      cors: [{ ...cors, allowedMethods: [HttpMethods.GET] }],
      passing: [{ prefix: ANSWERS_PREFIX, days: 1 }],
      rules: ARCHIVE_RULES,
    }),
  };
}

function createQueues(scope: Construct, alerts: AlertsTopic): Queues {
  const create = (name: QueueName, deadLetterConsumer?: FunctionName) =>
    new HouseQueue(scope, `${name}-queue`, {
      consumerTimeout: timeoutOf(QUEUES[name].consumer),
      ...(deadLetterConsumer === undefined
        ? {}
        : { deadLetterConsumerTimeout: timeoutOf(deadLetterConsumer) }),
      impact: QUEUES[name].impact,
      lateImpact: QUEUES[name].lateImpact,
      alerts: alerts.topic,
    });
  return {
    drop: create('drop'),
    ingest: create('ingest', 'ingest-dead-letters'),
    align: create('align'),
    flag: create('flag'),
    analyze: create('analyze'),
    notify: create('notify'),
  };
}

interface FunctionParts {
  readonly scope: Construct;
  readonly name: FunctionName;
  readonly functionsDirectory: string;
  readonly reservesConcurrency: boolean;
  readonly alerts: AlertsTopic;
  readonly storage: Storage;
  readonly queues: Queues;
}

/** One function, bound to the table, the buckets it uses and the queues it sends to. */
function createFunction({
  scope,
  name,
  functionsDirectory,
  reservesConcurrency,
  alerts,
  storage,
  queues,
}: FunctionParts) {
  const { entry, memory, impact, raw, archive, sendsTo } = FUNCTIONS[name];
  const reserved = reservesConcurrency ? RESERVED[name] : undefined;
  const fn = new HouseFunction(scope, name, {
    code: bundle({
      entry: join(functionsDirectory, entry),
      ...(name === 'api' ? { consoleEntry: CONSOLE } : {}),
    }),
    timeout: timeoutOf(name),
    memorySize: memory,
    ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
    impact,
    alerts: alerts.topic,
  });
  bindTable(fn, storage.table, name === 'api' ? 'GUARDED' : 'OTHERS');
  bindKept(fn, storage.raw);
  bindBucket(fn, ENVIRONMENT.rawBucket, { bucket: storage.raw, access: raw, prefix: RAW_PREFIX });
  bindBucket(fn, ENVIRONMENT.archiveBucket, {
    bucket: storage.archive,
    access: archive,
    versions: true,
  });
  for (const queue of sendsTo) bindSender(fn, ENVIRONMENT[QUEUES[queue].variable], queues[queue].queue);
  return fn;
}

/** Lambda refuses a reservation in the words of one function; whoever deploys is told before what it is about. */
function tellOfReserved(stack: Stack): void {
  const sum = Object.values(RESERVED).reduce((all, runs) => all + runs, 0);
  Annotations.of(stack).addInfo(
    `sets ${sum} concurrent Lambda runs of the account aside, and Lambda keeps 100 unreserved: an account whose quota is below ${sum + 100} (a new one may have 10) refuses "decreases account's UnreservedConcurrentExecution below its minimum value". Ask Service Quotas for more, or deploy with -c reservedConcurrency=none until then`,
  );
}

/** Tells who counts tries what it is that tries: a deployment of other code, or with more memory, begins anew. */
function nameCode(functions: Functions): void {
  const workers = (['align-twins', 'flag-anomalies', 'analyze-assay'] as const).map((name) => {
    const { codeDigest } = functions[name];
    return `${codeDigest.slice(0, 16)}-${FUNCTIONS[name].memory}`;
  });
  for (const name of ['align-twins', 'flag-anomalies', 'analyze-assay', 'watch'] as const)
    functions[name].addEnvironment(ENVIRONMENT.code, workers.join('-'));
}

function consumeQueues(functions: Functions, queues: Queues): void {
  for (const name of QUEUE_NAMES) {
    const { consumer, batchSize, variable } = QUEUES[name];
    bindConsumer(functions[consumer], ENVIRONMENT[variable], queues[name].queue, {
      batchSize,
      maxConcurrency: QUEUE_CONCURRENCY,
    });
  }
}

function consumeDeadIngests(fn: HouseFunction, ingest: HouseQueue): void {
  fn.addEventSource(new SqsEventSource(ingest.deadLetters, { batchSize: 1, reportBatchItemFailures: true }));
}

function timeoutOf(name: FunctionName): Duration {
  return Duration.seconds(FUNCTIONS[name].timeoutSeconds);
}
