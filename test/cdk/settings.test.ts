/** What a deployment is told, and what comes of it. */
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { howshipApp } from '../../cdk/app.ts';
import { RESERVED } from '../../cdk/stacks/processing.ts';
import { settingsOf } from '../../cdk/stacks/settings.ts';
import {
  functions,
  functionsDirectory,
  ofType,
  type Resource,
  resources,
  stack,
  target,
} from './synthesized-stack.ts';

const settings = (context: Record<string, string>) => settingsOf(new App({ context }).node);
const parameters: Record<string, Record<string, unknown>> = stack.template.Parameters;
function only(type: string): Resource {
  const found = ofType(type).map(([, resource]) => resource);
  expect(found, type).toHaveLength(1);
  return found[0]!;
}
const QUICK = {
  functionsDirectory,
  stackTraces: false,
  treeMetadata: false,
  builtinCloudFormationValidation: false,
} as const;

describe('the settings of a synthesis', () => {
  it('are one stack, Howship, that reserves runs', () => {
    expect(settings({})).toEqual({ stackName: 'Howship', reservesConcurrency: true });
  });

  it('name a second stack by its stage, in all that is named after it', () => {
    expect(settings({ stage: 'rehearsal' }).stackName).toBe('Howship-rehearsal');
    const staged = howshipApp({ ...QUICK, context: { stage: 'rehearsal', reservedConcurrency: 'none' } });
    const { template } = staged.synth().getStackByName('Howship-rehearsal');
    const named = (type: string, property: string): unknown[] =>
      Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.Resources)
        .filter(({ Type }) => Type === type)
        .map(({ Properties }) => Properties[property]);
    expect(named('AWS::Lambda::Function', 'FunctionName')).toContain('Howship-rehearsal-watch');
    expect(named('AWS::ApiGatewayV2::Api', 'Name')).toEqual(['Howship-rehearsal']);
    expect(named('AWS::Budgets::Budget', 'Budget')).toMatchObject([{ BudgetName: 'Howship-rehearsal' }]);
    const text = JSON.stringify(template);
    expect(text.match(/Howship(?!-rehearsal)[-"/]/g)).toBeNull();
    expect(text.match(/"MetricNamespace":"[^"]*"/g)?.[0]).toBe('"MetricNamespace":"Howship-rehearsal"');
    expect(text).not.toContain('ReservedConcurrentExecutions');
  }, 60_000);

  it.each(['X', '1a', 'a-', 'ground_control', 'a'.repeat(17), ''])(
    'refuse the stage %j and say what was expected',
    (stage) => {
      expect(() => settings({ stage })).toThrow(/-c stage: expected 2 to 16 lower-case .* got "/);
    },
  );

  it('refuse another word for concurrency', () => {
    expect(() => settings({ reservedConcurrency: 'off' })).toThrow(
      '-c reservedConcurrency: expected "on" or "none", got "off"',
    );
  });
});

describe('the parameters of a deployment', () => {
  it('hold one that has no default: an address for alarms', () => {
    const required = Object.entries(parameters).filter(([, { Default }]) => Default === undefined);
    expect(required.map(([name]) => name)).toEqual(['AlarmEmail']);
    const pattern = new RegExp(`^(?:${parameters.AlarmEmail?.AllowedPattern})$`);
    expect(['oncall@example.org', 'a.b+c@d-e.f'].filter((address) => !pattern.test(address))).toEqual([]);
    expect(['', 'oncall', 'a@b', 'a b@c.d', '@c.d'].filter((address) => pattern.test(address))).toEqual([]);
  });

  it('subscribe that address to the topic, without a filter, so that it hears the stack itself', () => {
    const { Properties } = only('AWS::SNS::Subscription');
    expect(Properties).toMatchObject({ Protocol: 'email', Endpoint: { Ref: 'AlarmEmail' } });
    expect(Properties.FilterPolicy).toBeUndefined();
    expect(resources[target(Properties.TopicArn)]?.Type).toBe('AWS::SNS::Topic');
  });

  it('tell the same address when the month gets dear: at 80 % spent, or 100 % foreseen', () => {
    const { Properties } = only('AWS::Budgets::Budget');
    expect(parameters.MonthlyBudget).toMatchObject({ Type: 'Number', Default: 50, MinValue: 1 });
    expect(Properties.Budget).toMatchObject({
      ...{ BudgetType: 'COST', TimeUnit: 'MONTHLY' },
      BudgetLimit: { Amount: { Ref: 'MonthlyBudget' }, Unit: 'USD' },
    });
    // A filter by a tag that nobody activated for billing would count nothing and never tell.
    expect(JSON.stringify(Properties.Budget)).not.toMatch(/CostFilters|FilterExpression/);
    expect(Properties.NotificationsWithSubscribers).toMatchObject(
      [
        ['ACTUAL', 80],
        ['FORECASTED', 100],
      ].map(([NotificationType, Threshold]) => ({
        Notification: { NotificationType, Threshold, ComparisonOperator: 'GREATER_THAN' },
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: { Ref: 'AlarmEmail' } }],
      })),
    );
  });

  it('name the one role that may delete raw files', () => {
    const pattern = new RegExp(`^(?:${parameters.BreakGlassRole?.AllowedPattern})$`);
    expect(pattern.test('ops/howship-break-glass')).toBe(true);
    expect(pattern.test('arn:aws:iam::1:role/x')).toBe(false);
    expect(pattern.test('*')).toBe(false);
  });
});

describe('reserved runs', () => {
  it('are those of the functions that people wait for, and of no other', () => {
    const reserved = functions.flatMap(({ name, properties: { ReservedConcurrentExecutions: runs } }) =>
      runs === undefined ? [] : [[name, runs]],
    );
    expect(Object.fromEntries(reserved)).toEqual({ api: 20, notify: 8, watch: 2 });
  });

  it('let SQS hand notify what its workers take, so that no message loses a try to a refusal', () => {
    const ofQueue = ofType('AWS::Lambda::EventSourceMapping').filter(
      ([, r]) => target(r.Properties.FunctionName) === functions.find(({ name }) => name === 'notify')?.id,
    );
    expect(ofQueue.map(([, r]) => r.Properties.ScalingConfig.MaximumConcurrency)).toEqual([RESERVED.notify]);
  });

  it('are told of where a deployment is made, with what to do where the account has too few', () => {
    const said = stack.messages.filter(({ level }) => level === 'info').map(({ entry }) => entry.data);
    expect(said).toEqual([expect.stringMatching(/30 concurrent .* below 130 .*-c reservedConcurrency=none/)]);
  });
});
