import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../../fixtures/local');
export const FIXTURE_LIMITS = { apiTimeout: 5, apiMemory: 192, maxReceives: 3 };

const att = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
const ref = (id: string) => ({ Ref: id });

const environment = {
  Variables: { TABLE: ref('Table'), QUEUE_URL: ref('Work'), TOKENS: ref('Tokens') },
};

function fn(name: string, timeout: number, memory: number) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Fn::Sub replaces it, not JavaScript.
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `${name}.zip` },
      FunctionName: `Fixture-${name}`,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      MemorySize: memory,
      Timeout: timeout,
      Environment: environment,
      Role: att('Role', 'Arn'),
    },
  };
}

/** A small stack of the same make as the real one, with limits that a test can wait for. */
export function fixtureTemplate() {
  return {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { anything: { 'Fn::ImportValue': 'is not looked at' } } },
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: {
          AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          BillingMode: 'PAY_PER_REQUEST',
          Replicas: [{ Region: ref('AWS::Region') }],
        },
      },
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
      Work: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: 30,
          RedrivePolicy: {
            deadLetterTargetArn: att('DeadLetters', 'Arn'),
            maxReceiveCount: FIXTURE_LIMITS.maxReceives,
          },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
      Raw: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          VersioningConfiguration: { Status: 'Enabled' },
          NotificationConfiguration: {
            QueueConfigurations: [
              {
                Event: 's3:ObjectCreated:*',
                Queue: att('Work', 'Arn'),
                Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'raw/' }] } },
              },
            ],
          },
        },
      },
      First: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          GenerateSecretString: {
            SecretStringTemplate: '{}',
            GenerateStringKey: 'token',
            PasswordLength: 48,
            ExcludePunctuation: true,
          },
        },
      },
      Tokens: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          SecretString: {
            'Fn::Join': [
              '',
              ['{"holders":{"tester":"{{resolve:secretsmanager:', ref('First'), ':SecretString:token::}}"}}'],
            ],
          },
        },
      },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: ref('Api'),
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: att('ApiFunction', 'Arn'),
          PayloadFormatVersion: '2.0',
        },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: ref('Api'),
          RouteKey: '$default',
          Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
        },
      },
      ApiFunction: fn('api', FIXTURE_LIMITS.apiTimeout, FIXTURE_LIMITS.apiMemory),
      WorkerFunction: fn('worker', 10, 192),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          BatchSize: 5,
          EventSourceArn: att('Work', 'Arn'),
          FunctionName: ref('WorkerFunction'),
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      },
      Schedule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(5 minutes)',
          Targets: [{ Arn: att('WorkerFunction', 'Arn'), Id: 'Target0' }],
        },
      },
    } as Record<string, { Type: string; Properties: Record<string, unknown> }>,
    Outputs: { TokensSecretArn: { Value: ref('Tokens') } },
  };
}

/** Writes the assembly of a template whose functions are the fixtures, and gives its directory. */
export function writeFixtureAssembly(directory: string, template: object = fixtureTemplate()): string {
  const files: Record<string, object> = {};
  for (const name of ['api', 'worker']) {
    cpSync(join(FIXTURES, name), join(directory, name), { recursive: true });
    cpSync(join(FIXTURES, 'calls.mjs'), join(directory, name, 'calls.mjs'));
    files[name] = { source: { path: name }, destinations: { here: { objectKey: `${name}.zip` } } };
  }
  mkdirSync(directory, { recursive: true });
  const write = (name: string, content: object) =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  write('manifest.json', {
    artifacts: {
      Fixture: { type: 'aws:cloudformation:stack', properties: { templateFile: 'template.json' } },
    },
  });
  write('Fixture.assets.json', { files });
  write('template.json', template);
  return directory;
}
