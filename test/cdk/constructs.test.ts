import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { AlertsTopic } from '../../cdk/constructs/alerts-topic.ts';
import { HouseFunction } from '../../cdk/constructs/house-function.ts';
import { HouseQueue } from '../../cdk/constructs/house-queue.ts';

function stackWith(build: (stack: Stack, alerts: AlertsTopic) => void): Template {
  const stack = new Stack(new App(), 'Test');
  build(stack, new AlertsTopic(stack, 'Alerts', 'oncall@example.org'));
  return Template.fromStack(stack);
}

describe('the house function', () => {
  it("keeps the caller's settings and merges the caller's environment into its own", () => {
    const template = stackWith((stack, { topic }) => {
      new HouseFunction(stack, 'fold', {
        code: Code.fromInline('export const handler = () => 1'),
        timeout: Duration.seconds(77),
        memorySize: 333,
        description: 'folds',
        reservedConcurrentExecutions: 3,
        environment: { HOWSHIP_TEST: 'yes' },
        impact: 'Nothing is folded while this lasts.',
        alerts: topic,
      });
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'Test-fold',
      Timeout: 77,
      MemorySize: 333,
      Description: 'folds',
      ReservedConcurrentExecutions: 3,
      Environment: { Variables: { HOWSHIP_TEST: 'yes', NODE_OPTIONS: '--enable-source-maps' } },
    });
  });

  it('refuses an impact that is no sentence, and says what it expected', () => {
    const build = () =>
      stackWith((stack, { topic }) => {
        new HouseFunction(stack, 'fold', {
          code: Code.fromInline('export const handler = () => 1'),
          timeout: Duration.seconds(1),
          memorySize: 128,
          impact: 'errors',
          alerts: topic,
        });
      });
    expect(build).toThrow(/fold-errors: the impact must be a sentence .* got "errors"/);
  });
});

describe('the house queue', () => {
  it("keeps the caller's settings beside its own", () => {
    const template = stackWith((stack, { topic }) => {
      new HouseQueue(stack, 'work', {
        consumerTimeout: Duration.seconds(10),
        deliveryDelay: Duration.seconds(4),
        impact: 'Work is left undone.',
        lateImpact: 'Work waits to be done.',
        alerts: topic,
      });
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      DelaySeconds: 4,
      VisibilityTimeout: 60,
      SqsManagedSseEnabled: true,
    });
  });
});
