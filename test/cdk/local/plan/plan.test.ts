// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub replaces them, not JavaScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { planOf } from '../../../../cdk/local/plan/plan.ts';
import { referencesTo } from '../../../../cdk/local/plan/references.ts';
import { readAssembly } from '../../../../cdk/local/plan/template.ts';
import { fixtureTemplate, writeFixtureAssembly } from '../fixture-assembly.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-plan-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Template = ReturnType<typeof fixtureTemplate>;

let written = 0;
function planAfter(change: (template: Template) => object | undefined) {
  const template = fixtureTemplate();
  const changed = change(template) ?? template;
  const assembly = readAssembly(writeFixtureAssembly(join(work, String(written++)), changed));
  return planOf(assembly, referencesTo(assembly, { sqs: 'http://sqs', api: 'http://api' }));
}

describe('a plan', () => {
  it('holds what the template declares, with its references resolved', () => {
    const plan = planAfter(() => undefined);
    expect(plan.mappings).toMatchObject([
      {
        queue: { name: 'Work', url: 'http://sqs/000000000000/Work' },
        functionName: 'Fixture-worker',
        batchSize: 5,
        partialResponses: true,
      },
    ]);
    expect(plan.queues.find(({ name }) => name === 'Work')?.properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:DeadLetters',
      maxReceiveCount: 3,
    });
    expect(plan.apiFunction).toBe('Fixture-api');
    expect(plan.schedules).toEqual([{ functionName: 'Fixture-worker', everySeconds: 300 }]);
    expect(plan.functions.map(({ environment }) => environment.TABLE)).toEqual(['Table', 'Table']);
    expect(plan.topics).toEqual(['Topic']);
  });

  it('leaves out what means nothing on one machine, whatever it says', () => {
    expect(() =>
      planAfter(({ Resources }) => {
        Resources.Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Any: { 'Fn::Whatever': [] } } };
        return undefined;
      }),
    ).not.toThrow();
  });

  it('knows the defaults of parameters, and has a value of its own for the address of alarms', () => {
    const parametersOf = (Parameters: object) => {
      const directory = writeFixtureAssembly(join(work, String(written++)), {
        ...fixtureTemplate(),
        Parameters,
      });
      return referencesTo(readAssembly(directory), { sqs: 'http://sqs', api: 'http://api' });
    };
    const { ref } = parametersOf({ AlarmEmail: { Type: 'String' }, Limit: { Default: 5 } });
    expect([ref('AlarmEmail'), ref('Limit')]).toEqual(['operator@localhost.invalid', '5']);
    expect(() => parametersOf({ Secret: { Type: 'String' } })).toThrow(
      /the parameter Secret has no default, .* give it one in cdk\/local\/plan\/references\.ts/,
    );
  });

  it('leaves out a schedule that is disabled', () => {
    const plan = planAfter(({ Resources }) => {
      Resources.Schedule!.Properties.State = 'DISABLED';
      return undefined;
    });
    expect(plan.schedules).toEqual([]);
  });
});

describe('what the local stack does not know is refused by name', () => {
  const set = (id: string, property: string, value: unknown) => (template: Template) => {
    template.Resources[id]!.Properties[property] = value;
    return undefined;
  };
  const add = (id: string, Type: string) => (template: Template) => {
    template.Resources[id] = { Type, Properties: {} };
    return undefined;
  };
  const section = (name: string) => (template: Template) => ({ ...template, [name]: {} });
  const withCondition = (template: Template) => {
    Object.assign(template.Resources.Work!, { Condition: 'OnlySometimes' });
    return undefined;
  };

  const withRouteElsewhere = ({ Resources }: Template) => {
    const { Type, Properties } = Resources.Route!;
    Resources.Route2 = { Type, Properties: { ...Properties, RouteKey: 'GET /a', Target: 'integrations/B' } };
    return undefined;
  };

  it.each([
    [
      'a resource type',
      add('Stream', 'AWS::Kinesis::Stream'),
      /Fixture\.Stream is of type AWS::Kinesis::Stream.*teach it/,
    ],
    [
      'a subscription other than of a mail, which would never deliver',
      add('Phone', 'AWS::SNS::Subscription'),
      /AWS::SNS::Subscription.*Protocol/s,
    ],
    [
      'a property',
      set('Work', 'FifoQueue', true),
      /Fixture\.Work \(AWS::SQS::Queue\) has the property FifoQueue/,
    ],
    [
      'a property value',
      set('Schedule', 'ScheduleExpression', 'cron(0 3 * * ? *)'),
      /Schedule .*ScheduleExpression/s,
    ],
    ['a runtime', set('ApiFunction', 'Runtime', 'nodejs22.x'), /ApiFunction .*Runtime/s],
    ['a batch beyond what one receive gives', set('Mapping', 'BatchSize', 100), /Mapping .*BatchSize/s],
    [
      'an intrinsic',
      set('Work', 'DelaySeconds', { 'Fn::If': ['a', 1, 2] }),
      /Fixture\.Work .*DelaySeconds: the local stack knows Ref.*Fn::If/,
    ],
    [
      'Fn::Sub with a map',
      set('ApiFunction', 'FunctionName', { 'Fn::Sub': ['${a}', { a: 'b' }] }),
      /FunctionName.*Fn::Sub/,
    ],
    [
      'an import',
      set('WorkerFunction', 'Environment', { Variables: { A: { 'Fn::ImportValue': 'b' } } }),
      /Environment\.Variables\.A: .*Fn::ImportValue/,
    ],
    [
      'a reference to nothing',
      set('Mapping', 'FunctionName', { Ref: 'Nobody' }),
      /FunctionName refers to Nobody/,
    ],
    [
      'a reference to what is left out',
      set('Work', 'DelaySeconds', { Ref: 'Role' }),
      /DelaySeconds refers to Role, which the local stack does not create/,
    ],
    [
      'an attribute',
      set('Work', 'DelaySeconds', { 'Fn::GetAtt': ['Table', 'StreamArn'] }),
      /refers to Table\.StreamArn/,
    ],
    [
      'a route that leads elsewhere',
      withRouteElsewhere,
      /all lead to its one integration.*\$default, GET \/a/,
    ],
    [
      'routes without $default',
      set('Route', 'RouteKey', 'GET /a'),
      /\$default among them.*the routes GET \/a/,
    ],
    [
      'a bundle that is not there',
      set('ApiFunction', 'Code', { S3Key: 'gone.zip' }),
      /ApiFunction: the asset manifest has no bundle gone\.zip/,
    ],
    [
      'a queue of another stack',
      set('Mapping', 'EventSourceArn', 'arn:aws:sqs:us-east-1:1:other'),
      /no queue of this stack is arn:aws:sqs:us-east-1:1:other/,
    ],
    ['a condition on a resource', withCondition, /Condition/],
    ['Conditions', section('Conditions'), /template\.json: .*Conditions/s],
    ['Mappings', section('Mappings'), /template\.json: .*Mappings/s],
    ['Transform', section('Transform'), /template\.json: .*Transform/s],
    [
      'a dynamic reference in an environment',
      set('ApiFunction', 'Environment', { Variables: { A: '{{resolve:ssm:/a}}' } }),
      /ApiFunction.*Variables\.A.*\{\{resolve:ssm/s,
    ],
  ])('%s', (_, change, message) => {
    expect(() => planAfter(change)).toThrow(message);
  });
});
