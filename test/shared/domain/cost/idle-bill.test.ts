import { describe, expect, it } from 'vitest';
import { idleBill } from '../../../../shared/domain/cost/idle-bill.ts';

const bill = (...resources: readonly object[]) =>
  idleBill({ Resources: Object.fromEntries(resources.map((one, i) => [`R${i}`, one])) });
const alarm = (Properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
const filter = (MetricName: string, MetricValue: string) => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: { MetricTransformations: [{ MetricName, MetricValue }] },
});
const dollarsOf = ({ lines }: ReturnType<typeof idleBill>) =>
  Object.fromEntries(lines.map(({ what, dollars }) => [what, Number(dollars.toFixed(4))]));

describe('the bill of an idle stack', () => {
  it('counts the metrics of alarms: one, or as many as an expression reads', () => {
    const MetricStat = { Metric: {} };
    const read = [{ Expression: 'a + b' }, { MetricStat }, { MetricStat }];
    expect(dollarsOf(bill(alarm({ MetricName: 'Errors' }), alarm({ Metrics: read })))).toEqual({
      'metrics that alarms read': 0.3,
    });
  });

  it('counts metrics of logs that always come, each once, and none that comes with a failure', () => {
    const { lines } = bill(filter('a', '$.seconds'), filter('a', '$.seconds'), filter('b', '1'));
    expect(lines).toMatchObject([{ amount: 1, each: 0.3 }]);
  });

  it('counts keys with the rotations of three years, and secrets', () => {
    const key = (EnableKeyRotation: boolean, RotationPeriodInDays = 365) => ({
      Type: 'AWS::KMS::Key',
      Properties: { EnableKeyRotation, RotationPeriodInDays },
    });
    const secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
    expect(bill(key(true), key(false), secret, secret).dollars).toBeCloseTo(2 + 2 + 0.8, 10);
    expect(bill(key(true, 2560)).dollars).toBe(1);
    expect(bill(key(true, 900)).dollars).toBe(2);
  });

  it('counts what asks an empty queue, and what runs by a schedule', () => {
    const mapping = { Type: 'AWS::Lambda::EventSourceMapping', Properties: {} };
    // 15 a minute, 43,830 minutes a month, $0.40 a million.
    expect(bill(mapping).dollars).toBeCloseTo(0.26298, 5);
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(3 minutes)',
        Targets: [{ Arn: { 'Fn::GetAtt': ['R1', 'Arn'] } }],
      },
    };
    const fn = { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512 } };
    // 14,610 runs of half a GB-second, 20 read units and 1 kB of log each.
    expect(bill(rule, fn).dollars).toBeCloseTo(14_610 * (2e-7 + 0.0000066667 + 2.5e-6 + 0.5e3 / 2 ** 30), 4);
  });

  it('counts a table of 0.1 GB, and that it can be restored', () => {
    const table = (PointInTimeRecoveryEnabled: boolean) => ({
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: { Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled } }] },
    });
    expect(bill(table(true)).dollars).toBeCloseTo(0.045, 10);
    expect(bill(table(false)).dollars).toBeCloseTo(0.025, 10);
  });

  it('names what costs by use, and refuses what it has no price of', () => {
    const { byUse, dollars } = bill({ Type: 'AWS::SQS::Queue' }, { Type: 'AWS::S3::Bucket' });
    expect([byUse, dollars]).toEqual([['AWS::S3::Bucket', 'AWS::SQS::Queue'], 0]);
    expect(() => bill({ Type: 'AWS::EC2::NatGateway' })).toThrow(/no price is known of AWS::EC2::NatGateway/);
  });
});
