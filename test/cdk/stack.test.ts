import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { howshipApp } from '../../cdk/app.ts';
import { THROTTLED } from '../../cdk/constructs/open-http-api.ts';
import { QUEUES } from '../../cdk/stacks/processing.ts';
import { CONSOLE_PATH, OPEN_PATHS } from '../../functions/api/http/authenticate.ts';
import { LEASE_SECONDS, MOST_TRIES, WATCH_MINUTES } from '../../shared/domain/downlink/run-time.ts';
import { LINK_PATH } from '../../shared/domain/notify/link.ts';
import { TABLE_KEYS } from '../../shared/runtime/environment-names.ts';
import { testApi } from '../support/api.ts';
import {
  deniesPlainHttp,
  functions,
  functionsDirectory,
  list,
  mappings,
  ofType,
  outdir,
  type Resource,
  resources,
  type Statement,
  stack,
  target,
} from './synthesized-stack.ts';

describe('the rules of AWS Solutions, of Serverless and of CloudFormation', () => {
  const check = (app: App) => {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    return () => app.synth();
  };

  it('are broken nowhere, by a warning neither, where it is not acknowledged with its reason', () => {
    const directory = join(outdir, 'checked');
    expect(check(howshipApp({ functionsDirectory, outdir: directory }))).not.toThrow();
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  it('are asked: a bare queue breaks one of each pack', () => {
    const directory = join(outdir, 'bare');
    const app = new App({ outdir: directory, analyticsReporting: false });
    new Queue(new Stack(app, 'Bare'), 'Queue');
    expect(check(app)).toThrow();
    const report = readFileSync(join(directory, 'validation-report.json'), 'utf8');
    expect(report).toContain('AwsSolutions-SQS4');
    expect(report).toContain('Serverless-SQSRedrivePolicy');
  });
});

describe('the queues', () => {
  const queues = ofType('AWS::SQS::Queue');
  const deadLetters = new Set(
    queues.flatMap(([, r]) =>
      r.Properties.RedrivePolicy ? [target(r.Properties.RedrivePolicy.deadLetterTargetArn)] : [],
    ),
  );

  it('are six, each with a dead-letter queue of its own after five receives', () => {
    const working = queues.filter(([id]) => !deadLetters.has(id));
    expect(working).toHaveLength(Object.keys(QUEUES).length);
    expect(deadLetters.size).toBe(working.length);
    for (const [, r] of working) expect(r.Properties.RedrivePolicy.maxReceiveCount).toBe(5);
  });

  it('keep dead letters for the 14 days that SQS allows', () => {
    for (const id of deadLetters) expect(resources[id]?.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
  });

  it('are encrypted and deny anything but TLS', () => {
    for (const [id, r] of queues) {
      expect(r.Properties.SqsManagedSseEnabled, id).toBe(true);
      const policy = ofType('AWS::SQS::QueuePolicy').find(([, p]) =>
        p.Properties.Queues.some((q: unknown) => target(q) === id),
      );
      expect(deniesPlainHttp(policy?.[1].Properties.PolicyDocument.Statement ?? []), id).toBe(true);
    }
  });

  it('hide a message for six times the timeout of the function that reads it, for every mapping', () => {
    expect(mappings).toHaveLength(7);
    for (const { queue, fn } of mappings) {
      const timeout: number = resources[fn]?.Properties.Timeout;
      expect(timeout).toBeGreaterThan(0);
      expect(resources[queue]?.Properties.VisibilityTimeout, `${queue} read by ${fn}`).toBe(6 * timeout);
    }
  });

  it('are read with partial-batch responses, eight workers at most, and one downlink at a time', () => {
    for (const { queue, properties } of mappings) {
      expect(properties.FunctionResponseTypes, queue).toEqual(['ReportBatchItemFailures']);
      if (!deadLetters.has(queue)) expect(properties.ScalingConfig).toEqual({ MaximumConcurrency: 8 });
    }
    const ingest = functions.find(({ name }) => name === 'ingest-downlink');
    const sources = mappings.filter(({ fn }) => fn === ingest?.id);
    expect(sources.map(({ properties }) => properties.BatchSize)).toEqual([1]);
  });

  it('each have one reader, and the dead letters of the ingest have theirs', () => {
    expect(new Set(mappings.map(({ queue }) => queue)).size).toBe(mappings.length);
    const reader = functions.find(({ name }) => name === 'ingest-dead-letters');
    const source = mappings.find(({ fn }) => fn === reader?.id);
    expect(deadLetters.has(source?.queue ?? '')).toBe(true);
  });
});

interface Configuration {
  readonly Queue: unknown;
  readonly Filter: { readonly S3Key: { readonly Rules: readonly { Name: string; Value: string }[] } };
}

describe('the buckets', () => {
  it('are versioned, encrypted, closed to the public, TLS only, and stay when the stack goes', () => {
    const buckets = ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const [id, r] of buckets) {
      expect(r.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(JSON.stringify(r.Properties.BucketEncryption)).toContain('AES256');
      expect(Object.values(r.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(r.DeletionPolicy).toBe('RetainExceptOnCreate');
      const policy = ofType('AWS::S3::BucketPolicy').find(([, p]) => target(p.Properties.Bucket) === id);
      expect(deniesPlainHttp(policy?.[1].Properties.PolicyDocument.Statement ?? []), id).toBe(true);
    }
  });

  it('keep raw files for ever, and of the archive only what is in force and 30 days of what was', () => {
    const rulesOf = (isRaw: boolean) =>
      ofType('AWS::S3::Bucket')
        .filter(([, r]) => 'NotificationConfiguration' in r.Properties === isRaw)
        .flatMap(([, r]) => r.Properties.LifecycleConfiguration.Rules)
        .map(({ Id, Status: _, ...rule }: { Id: string; Status: string }) => [Id, rule]);
    expect(Object.fromEntries(rulesOf(true))).toEqual({
      'abandoned-uploads': { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      'passing-raw-trial-': {
        Prefix: 'raw/~trial/',
        ExpirationInDays: 7,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      },
    });
    expect(Object.fromEntries(rulesOf(false))).toMatchObject({
      replaced: { NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ExpiredObjectDeleteMarker: true },
      'same-bytes': { Prefix: 'segments/', NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      superseded: { TagFilters: [{ Key: 'superseded', Value: 'true' }], ExpirationInDays: 30 },
    });
  });

  it.each([
    ['ingest-downlink', 'raw/'],
    ['take-drop', 'drop/'],
  ])(
    'tell the queue of %s of objects below %s, which only this bucket of this account may do',
    (reader, prefix) => {
      const [raw] = ofType('AWS::S3::Bucket').filter(([, r]) => r.Properties.NotificationConfiguration);
      const configurations: Configuration[] =
        raw?.[1].Properties.NotificationConfiguration.QueueConfigurations;
      expect(configurations).toHaveLength(2);
      const told = configurations.filter(({ Filter }) => Filter.S3Key.Rules[0]?.Value === prefix);
      expect(told).toHaveLength(1);
      expect(told[0]!.Filter.S3Key.Rules).toEqual([{ Name: 'prefix', Value: prefix }]);
      const queue = target(told[0]!.Queue);
      expect(mappings.find((m) => m.queue === queue)?.fn).toBe(
        functions.find(({ name }) => name === reader)?.id,
      );
      const [policyId, policy] = ofType('AWS::SQS::QueuePolicy').find(
        ([, p]) => target(p.Properties.Queues[0]) === queue,
      )!;
      const allowed = policy.Properties.PolicyDocument.Statement.filter(
        (s: Statement) => s.Effect === 'Allow',
      );
      expect(allowed).toHaveLength(1);
      expect(allowed[0].Principal).toEqual({ Service: 's3.amazonaws.com' });
      expect(allowed[0].Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
      expect(JSON.stringify(allowed[0].Condition.ArnLike)).toContain(
        `:s3:::howship-${raw?.[0].toLowerCase()}-*`,
      );
      expect(raw?.[1].DependsOn).toContain(policyId);
    },
  );

  it('take uploads and give answers from a browser', () => {
    const methods = ofType('AWS::S3::Bucket').map(
      ([, r]) => r.Properties.CorsConfiguration.CorsRules[0].AllowedMethods,
    );
    expect(methods.sort()).toEqual([['GET'], ['PUT']]);
  });

  it('are filled without a custom resource', () => {
    expect(
      Object.values(resources).filter(
        (r) => r.Type.startsWith('Custom::') || r.Type === 'AWS::CloudFormation::CustomResource',
      ),
    ).toEqual([]);
    expect(ofType('AWS::Lambda::Function')).toHaveLength(functions.length);
  });
});

describe('the table', () => {
  it('is on demand, restorable, kept, and has the sparse index of due marks', () => {
    const [[, table]] = ofType('AWS::DynamoDB::GlobalTable') as [[string, Resource]];
    expect(table.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(table.Properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(table.Properties.Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(
      true,
    );
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: TABLE_KEYS.duePartition, KeyType: 'HASH' },
          { AttributeName: TABLE_KEYS.dueSort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
  });
});

describe('the edges', () => {
  it('nothing can be reached from outside but the API, whose routes all lead to its one function', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(([, r]) => r.Properties);
    expect(new Set(routes.map(({ Target }) => JSON.stringify(Target))).size).toBe(1);
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(
      ['$default', ...Object.keys(THROTTLED)].toSorted(),
    );
    expect(
      ofType('AWS::ApiGatewayV2::Integration').map(([, r]) => r.Properties.PayloadFormatVersion),
    ).toEqual(['2.0']);
    expect(ofType('AWS::Lambda::Url')).toEqual([]);
    const callers = ofType('AWS::Lambda::Permission').map(([, r]) => [
      r.Properties.Principal,
      target(r.Properties.FunctionName),
    ]);
    const idOf = (name: string) => functions.find((fn) => fn.name === name)?.id;
    expect(callers.sort()).toEqual([
      ['apigateway.amazonaws.com', idOf('api')],
      ['events.amazonaws.com', idOf('watch')],
    ]);
    for (const [id, r] of ofType('AWS::Lambda::Permission')) expect(r.Properties.SourceArn, id).toBeDefined();
  });

  describe('the throttles of the API', () => {
    const [[, stage]] = ofType('AWS::ApiGatewayV2::Stage') as [[string, Resource]];
    const others = stage.Properties.DefaultRouteSettings;
    const isOpen = (key: string) => key.startsWith('ANY ');
    const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.json())) });

    it('are those of each route that is named, lower than what holds for the others', () => {
      expect(others).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
      const settings = Object.entries<typeof others>(stage.Properties.RouteSettings);
      expect(settings.map(([key]) => key).toSorted()).toEqual(Object.keys(THROTTLED).toSorted());
      for (const [key, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }] of settings) {
        expect(rate, key).toBeLessThanOrEqual(others.ThrottlingRateLimit / 5);
        expect(burst, key).toBeLessThan(others.ThrottlingBurstLimit);
        expect(burst, key).toBeGreaterThan(rate);
      }
      // CloudFormation would set them before the routes are there, and fail.
      const routes = ofType('AWS::ApiGatewayV2::Route').filter(
        ([, r]) => r.Properties.RouteKey !== '$default',
      );
      expect(stage.DependsOn).toEqual(expect.arrayContaining(routes.map(([id]) => id)));
    });

    it('hold back whoever has no token, on every path that needs none', () => {
      const paths = Object.keys(THROTTLED)
        .filter(isOpen)
        .map((key) => key.slice('ANY '.length));
      const open = [...OPEN_PATHS, `${CONSOLE_PATH}{proxy+}`, `${LINK_PATH}{proxy+}`];
      expect(paths.toSorted()).toEqual(open.toSorted());
    });

    it('name operations that there are', async () => {
      const answer = await testApi().askOpenly('/openapi.json');
      const { paths } = documentSchema.parse(await answer.json());
      const dear = Object.keys(THROTTLED).filter((key) => !isOpen(key));
      for (const key of dear) {
        const [method = '', path = ''] = key.split(' ');
        expect(paths[path]?.[method.toLowerCase()], key).toBeDefined();
      }
    });
  });

  describe('the alarms on the stack itself', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([id, r]) => ({ id, ...r.Properties }));
    const named = (part: string) => {
      const found = alarms.filter(({ id }) => id.startsWith(part));
      expect(found, part).toHaveLength(1);
      return found[0];
    };
    const metricsOf = (alarm: Record<string, unknown>): string[] =>
      list(alarm.Metrics as { MetricStat?: { Metric: { MetricName: string } } }[])
        .flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric.MetricName]))
        .toSorted();

    it('say on the topic that they ring, and that it is over', () => {
      for (const { id, AlarmActions, OKActions } of alarms) {
        expect(AlarmActions, id).toHaveLength(1);
        expect(OKActions, id).toEqual(AlarmActions);
      }
    });

    it('ring where the watch does not run, also where nothing at all is counted', () => {
      const alarm = named('SilenceWatchSilent');
      expect(alarm).toMatchObject({
        ...{ MetricName: 'Invocations', Statistic: 'Sum', Period: 300, EvaluationPeriods: 3 },
        ...{ ComparisonOperator: 'LessThanThreshold', Threshold: 1, TreatMissingData: 'breaching' },
      });
      expect(target(alarm.Dimensions[0].Value)).toBe(functions.find(({ name }) => name === 'watch')?.id);
    });

    it('ring where any function is refused its turn for a quarter of an hour', () => {
      const alarm = named('SilenceThrottled');
      expect(metricsOf(alarm)).toEqual(Array(functions.length).fill('Throttles'));
      expect([alarm.Threshold, alarm.EvaluationPeriods]).toEqual([1, 3]);
    });

    it('ring where tokens are refused again and again, and not for a slip', () => {
      expect(named('RefusedTokens')).toMatchObject({
        ...{ MetricName: 'token.refused', Statistic: 'Sum', Period: 300, Threshold: 20 },
        ...{ EvaluationPeriods: 1, TreatMissingData: 'notBreaching' },
      });
    });

    it('ring where the API fails or is slow', () => {
      expect(named('SilenceApiFailing')).toMatchObject({
        ...{ MetricName: '5xx', Namespace: 'AWS/ApiGateway', Statistic: 'Sum', Threshold: 5 },
      });
      expect(named('SilenceApiSlow')).toMatchObject({
        ...{ MetricName: 'Latency', ExtendedStatistic: 'p99', Threshold: 20_000, EvaluationPeriods: 3 },
      });
    });

    it('ring where the table refuses or fails what the functions ask of it', () => {
      expect(metricsOf(named('SilenceTableThrottled'))).toEqual([
        'ReadThrottleEvents',
        'WriteThrottleEvents',
      ]);
      expect(metricsOf(named('SilenceTableFailing'))).toEqual(['SystemErrors', 'SystemErrors']);
    });
  });

  it('nothing counts over objects that no head names: no Glue, no Athena, and no function that asks them', () => {
    const types = Object.values(resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Glue|Athena|LakeFormation/.test(type))).toEqual([]);
    expect(JSON.stringify(resources)).not.toMatch(/glue:|athena:/);
    // CloudFormation takes 500 resources, and half of that leaves room.
    expect(types.length).toBeLessThan(250);
  });

  it('nothing that holds data or lets people in goes with the stack, nor with a replacement in it', () => {
    const kept = [
      'AWS::S3::Bucket',
      // What a bucket refuses stays with it.
      'AWS::S3::BucketPolicy',
      'AWS::DynamoDB::GlobalTable',
      'AWS::SecretsManager::Secret',
      'AWS::KMS::Key',
    ].flatMap(ofType);
    expect(kept.length).toBeGreaterThanOrEqual(8);
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of kept)
      expect([DeletionPolicy, UpdateReplacePolicy], id).toEqual(['RetainExceptOnCreate', 'Retain']);
    expect(stack.terminationProtection).toBe(true);
  });

  it('the access log has a line of JSON a request, with what an HTTP API knows', () => {
    const [[, stage]] = ofType('AWS::ApiGatewayV2::Stage') as [[string, Resource]];
    const format = JSON.parse(stage.Properties.AccessLogSettings.Format);
    expect(format).toMatchObject({
      path: '$context.path',
      ms: '$context.responseLatency',
      status: '$context.status',
    });
    // Variables of REST APIs, which an HTTP API leaves empty.
    expect(JSON.stringify(format)).not.toMatch(/resourcePath|identity\.caller|identity\.user/);
  });

  it('the watch runs every three minutes, so that three runs that die, and their leases, are over within 60', () => {
    const [[, rule]] = ofType('AWS::Events::Rule') as [[string, Resource]];
    expect(rule.Properties.ScheduleExpression).toBe('rate(3 minutes)');
    expect(MOST_TRIES * (LEASE_SECONDS + WATCH_MINUTES * 60)).toBeLessThan(3600);
    expect(target(rule.Properties.Targets[0].Arn)).toBe(functions.find(({ name }) => name === 'watch')?.id);
  });

  it('the topic is encrypted under a key that CloudWatch may use, and TLS only', () => {
    const [[, topic]] = ofType('AWS::SNS::Topic') as [[string, Resource]];
    const key = resources[target(topic.Properties.KmsMasterKeyId)];
    expect(key?.Properties.EnableKeyRotation).toBe(true);
    expect(JSON.stringify(key?.Properties.KeyPolicy)).toContain('cloudwatch.amazonaws.com');
    const [[, policy]] = ofType('AWS::SNS::TopicPolicy') as [[string, Resource]];
    expect(deniesPlainHttp(policy.Properties.PolicyDocument.Statement)).toBe(true);
  });

  it('no token is in the template', () => {
    const values = ofType('AWS::SecretsManager::Secret').map(([, r]) => r.Properties);
    expect(values.filter((p) => p.GenerateSecretString)).toHaveLength(1);
    const [holders] = values.filter((p) => p.SecretString);
    expect(JSON.stringify(holders.SecretString)).toMatch(/\{{2}resolve:secretsmanager:/);
    const text = holders.SecretString['Fn::Join'][1]
      .map((part: unknown) => (typeof part === 'string' ? part : 'arn'))
      .join('');
    expect(JSON.parse(text)).toEqual({
      holders: { operator: '{{resolve:secretsmanager:arn:SecretString:token::}}' },
    });
  });

  it('no deployment writes the secrets again: their ids and what makes their text are those of every stack before', () => {
    const texts = ofType('AWS::SecretsManager::Secret').map(([id, { Properties: p }]) => [
      id,
      p.GenerateSecretString ?? p.SecretString,
    ]);
    expect(texts).toEqual([
      [
        'TokensFirst29A0DAC8',
        {
          ExcludePunctuation: true,
          GenerateStringKey: 'token',
          PasswordLength: 48,
          SecretStringTemplate: '{}',
        },
      ],
      [
        'TokensHolders90533A0F',
        {
          'Fn::Join': [
            '',
            [
              '{"holders":{"operator":"{{resolve:secretsmanager:',
              { Ref: 'TokensFirst29A0DAC8' },
              ':SecretString:token::}}"}}',
            ],
          ],
        },
      ],
    ]);
  });
});
