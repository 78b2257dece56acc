import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import { howshipApp } from '../../cdk/app.ts';
import { FUNCTIONS, QUEUES } from '../../cdk/stacks/processing.ts';
import { ENVIRONMENT, TABLE_KEYS } from '../../shared/runtime/environment-names.ts';

interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation allows; the assertions are the schema.
  Properties: any;
  DependsOn?: string[];
  DeletionPolicy?: string;
}
interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

// Synthesized once, bundles and all, with the rules of AWS Solutions: a rule that is broken and not acknowledged throws.
const outdir = mkdtempSync(join(tmpdir(), 'howship-stack-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
const app = howshipApp({ functionsDirectory: join(import.meta.dirname, '../fixtures/functions'), outdir });
const rules = new AwsSolutionsChecks(app);
Validations.of(app).addPlugins(rules);
const assembly = app.synth();
const artifact = assembly.getStackByName('Howship');
const resources: Record<string, Resource> = artifact.template.Resources;

const ofType = (type: string) => Object.entries(resources).filter(([, r]) => r.Type === type);
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
/** The logical id that a Ref or GetAtt (alone, or first in a Join) points at. */
function target(value: unknown): string {
  const text = JSON.stringify(value);
  const found = /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(text)?.[1];
  if (found === undefined) throw new Error(`${text} points at no resource`);
  return found;
}

const functions = Object.keys(FUNCTIONS).map((name) => {
  const found = ofType('AWS::Lambda::Function').find(
    ([, r]) => r.Properties.FunctionName === `Howship-${name}`,
  );
  if (!found) throw new Error(`no function ${name}`);
  const [id, { Properties: properties }] = found;
  const role = target(properties.Role);
  const statements: Statement[] = ofType('AWS::IAM::Policy')
    .filter(([, r]) => r.Properties.Roles.some((r: unknown) => target(r) === role))
    .flatMap(([, r]) => r.Properties.PolicyDocument.Statement);
  const environment: Record<string, unknown> = properties.Environment.Variables;
  return { name, id, role, properties, statements, environment };
});
const mappings = ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties: p }]) => ({
  queue: target(p.EventSourceArn),
  fn: target(p.FunctionName),
  properties: p,
}));

function deniesPlainHttp(statements: Statement[]): boolean {
  return statements.some(
    (s) =>
      s.Effect === 'Deny' &&
      JSON.stringify(s.Principal).includes('*') &&
      s.Condition?.Bool?.['aws:SecureTransport'] === 'false',
  );
}

describe('the queues', () => {
  const queues = ofType('AWS::SQS::Queue');
  const deadLetters = new Set(
    queues.flatMap(([, r]) =>
      r.Properties.RedrivePolicy ? [target(r.Properties.RedrivePolicy.deadLetterTargetArn)] : [],
    ),
  );

  it('are four, each with a dead-letter queue of its own after five receives', () => {
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
    expect(mappings).toHaveLength(5);
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

describe('the buckets', () => {
  it('are versioned, encrypted, closed to the public, TLS only, and stay when the stack goes', () => {
    const buckets = ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const [id, r] of buckets) {
      expect(r.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(JSON.stringify(r.Properties.BucketEncryption)).toContain('AES256');
      expect(Object.values(r.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(r.DeletionPolicy).toBe('Retain');
      const policy = ofType('AWS::S3::BucketPolicy').find(([, p]) => target(p.Properties.Bucket) === id);
      expect(deniesPlainHttp(policy?.[1].Properties.PolicyDocument.Statement ?? []), id).toBe(true);
    }
  });

  it('tell the ingest queue of raw objects, which only this bucket of this account may do', () => {
    const [raw] = ofType('AWS::S3::Bucket').filter(([, r]) => r.Properties.NotificationConfiguration);
    const configurations = raw?.[1].Properties.NotificationConfiguration.QueueConfigurations;
    expect(configurations).toHaveLength(1);
    expect(configurations[0].Filter.S3Key.Rules).toEqual([{ Name: 'prefix', Value: 'raw/' }]);
    const queue = target(configurations[0].Queue);
    expect(mappings.find((m) => m.queue === queue)?.fn).toBe(
      functions.find(({ name }) => name === 'ingest-downlink')?.id,
    );
    const [policyId, policy] = ofType('AWS::SQS::QueuePolicy').find(
      ([, p]) => target(p.Properties.Queues[0]) === queue,
    )!;
    const allowed = policy.Properties.PolicyDocument.Statement.filter((s: Statement) => s.Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0].Principal).toEqual({ Service: 's3.amazonaws.com' });
    expect(allowed[0].Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(JSON.stringify(allowed[0].Condition.ArnLike)).toContain(
      `:s3:::howship-${raw?.[0].toLowerCase()}-*`,
    );
    expect(raw?.[1].DependsOn).toContain(policyId);
  });

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
    expect(table.DeletionPolicy).toBe('Retain');
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

describe('each function', () => {
  const NAMED = [
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::SNS::Topic',
    'AWS::SecretsManager::Secret',
  ];
  const variables = new Set<string>(Object.values(ENVIRONMENT));
  const USES = /^(dynamodb:|s3:|sqs:SendMessage$|sns:Publish$|secretsmanager:)/;

  it.each(functions)(
    '$name may use what its environment names, and its environment names what it may use',
    ({ environment, statements }) => {
      const named = Object.entries(environment).filter(([variable]) => variables.has(variable));
      const permitted = statements
        .filter((s) => list(s.Action).some((a) => USES.test(a)))
        .flatMap((s) => list(s.Resource).map(target));
      expect(new Set(named.map(([, value]) => target(value)))).toEqual(new Set(permitted));
      for (const id of permitted) expect(NAMED).toContain(resources[id]?.Type);
    },
  );

  it.each(functions)(
    '$name has the table, both buckets, and the queues it sends to under their own names',
    ({ name, environment }) => {
      const sends = FUNCTIONS[name as keyof typeof FUNCTIONS].sendsTo.map(
        (queue) => ENVIRONMENT[QUEUES[queue].variable],
      );
      const more =
        name === 'notify' ? [ENVIRONMENT.topicArn] : name === 'api' ? [ENVIRONMENT.tokensSecretArn] : [];
      const expected = [
        ENVIRONMENT.table,
        ENVIRONMENT.rawBucket,
        ENVIRONMENT.archiveBucket,
        ...sends,
        ...more,
      ];
      expect(
        Object.keys(environment)
          .filter((v) => variables.has(v))
          .sort(),
      ).toEqual(expected.sort());
      for (const [queue, { variable, consumer }] of Object.entries(QUEUES)) {
        const value = environment[ENVIRONMENT[variable]];
        if (value === undefined) continue;
        const reader = mappings.find((m) => m.queue === target(value))?.fn;
        expect(resources[reader ?? '']?.Properties.FunctionName, queue).toBe(`Howship-${consumer}`);
      }
    },
  );

  it.each(functions)('$name has no permission by wildcard but the keys of objects', ({ statements }) => {
    for (const { Action, Resource, Effect } of statements) {
      expect(Effect).toBe('Allow');
      for (const action of list(Action)) expect(action).not.toContain('*');
      for (const resource of list(Resource)) {
        if (!JSON.stringify(resource).includes('*')) continue;
        expect(resources[target(resource)]?.Type).toBe('AWS::S3::Bucket');
        expect(list(Action).every((a) => /^s3:(Get|Put|AbortMultipart|ListMultipart)/.test(a))).toBe(true);
      }
    }
  });

  it.each(functions)('$name deletes no object and scans no table', ({ statements }) => {
    const actions = statements.flatMap((s) => list(s.Action));
    expect(actions.filter((a) => a.startsWith('s3:Delete') || a === 'dynamodb:Scan')).toEqual([]);
  });

  it.each(functions)('$name has a role of its own without managed policies', ({ role }) => {
    expect(functions.filter((other) => other.role === role)).toHaveLength(1);
    expect(resources[role]?.Properties.ManagedPolicyArns).toBeUndefined();
  });

  it.each(functions)('$name runs Node 24 on arm64 and has logs that end', ({ properties }) => {
    expect(properties.Runtime).toBe('nodejs24.x');
    expect(properties.Architectures).toEqual(['arm64']);
    expect(resources[target(properties.LoggingConfig.LogGroup)]?.Properties.RetentionInDays).toBe(90);
  });

  it.each(functions)(
    '$name keeps the source maps that its bundle comes with',
    ({ environment, properties }) => {
      expect(environment.NODE_OPTIONS).toBe('--enable-source-maps');
      const asset = join(outdir, `asset.${properties.Code.S3Key.replace('.zip', '')}`);
      expect(readFileSync(join(asset, 'index.mjs'), 'utf8')).toContain('sourceMappingURL=index.mjs.map');
      expect(JSON.parse(readFileSync(join(asset, 'index.mjs.map'), 'utf8')).version).toBe(3);
    },
  );

  it('of the API answers before the gateway gives up, and has the script of its docs beside it', () => {
    const api = functions.find(({ name }) => name === 'api');
    expect(api?.properties.Timeout).toBeLessThan(30);
    const asset = `asset.${api?.properties.Code.S3Key.replace('.zip', '')}`;
    expect(readFileSync(join(outdir, asset, 'scalar.js')).byteLength).toBeGreaterThan(1_000_000);
  });
});

describe('the edges', () => {
  it('nothing can be reached from outside but the API, by its one default route', () => {
    expect(ofType('AWS::ApiGatewayV2::Route').map(([, r]) => r.Properties.RouteKey)).toEqual(['$default']);
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

  it('the watch runs every five minutes', () => {
    const [[, rule]] = ofType('AWS::Events::Rule') as [[string, Resource]];
    expect(rule.Properties.ScheduleExpression).toBe('rate(5 minutes)');
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
});

describe('the alarms', () => {
  it('ring for every function that fails, every dead letter, and say who is hurt', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([, r]) => r.Properties);
    const watched = (metric: string) =>
      alarms.filter((a) => a.MetricName === metric).map((a) => target(a.Dimensions[0].Value));
    expect(new Set(watched('Errors'))).toEqual(new Set(functions.map(({ id }) => id)));
    expect(watched('ApproximateNumberOfMessagesVisible')).toHaveLength(3);
    expect(watched('Invocations')).toEqual([
      functions.find(({ name }) => name === 'ingest-dead-letters')?.id,
    ]);
    for (const alarm of alarms) {
      expect(alarm.AlarmDescription).toMatch(/^[A-Z].{30,}\.$/);
      expect(alarm.TreatMissingData).toBe('notBreaching');
      expect(resources[target(alarm.AlarmActions[0])]?.Type).toBe('AWS::SNS::Topic');
    }
  });
});
