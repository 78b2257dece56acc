import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';

interface SilenceAlarmsProps {
  /** Of the function that finds what was left undone. */
  readonly watch: HouseFunction;
  readonly functions: readonly HouseFunction[];
  readonly api: HttpApi;
  readonly table: TableV2;
  readonly alerts: ITopic;
}

const PERIOD = Duration.minutes(5);
const sumOf = { period: PERIOD, statistic: 'Sum' };

/** Each is paid for, and a table that fails fails them all. Every function reads and writes. */
const OPERATIONS = [Operation.GET_ITEM, Operation.PUT_ITEM];

/** Of requests in five minutes: one that fails is told to who made it, more are a stack that fails. */
const MANY_FAILURES = 5;
/** Of the 29 s that an answer may take. */
const SLOW_MS = 20_000;
/** A function that waits for its turn is tried again: only what lasts hurts. */
const LASTING = 3;

/** Rings where nothing of the stack itself says that something is amiss: nothing runs, or what it asks for is refused. */
export class SilenceAlarms extends Construct {
  constructor(scope: Construct, id: string, { watch, functions, api, table, alerts }: SilenceAlarmsProps) {
    super(scope, id);
    new ImpactAlarm(this, 'WatchSilent', {
      metric: watch.metricInvocations(sumOf),
      isSilence: true,
      periods: LASTING,
      impact:
        'The watch has not run for a quarter of an hour: work whose message was lost stays undone, and a payload that fell silent goes unnoticed.',
      alerts,
    });
    new ImpactAlarm(this, 'Throttled', {
      metric: summed(functions.map((fn) => fn.metricThrottles(sumOf))),
      periods: LASTING,
      impact:
        'Lambda has refused to run functions for a quarter of an hour: files, deltas, findings or messages are late. Look at the concurrency of the account.',
      alerts,
    });
    new ImpactAlarm(this, 'ApiFailing', {
      metric: api.metricServerError(sumOf),
      threshold: MANY_FAILURES,
      impact:
        'The API answers requests of payload teams, scientists and the console with failures of its own.',
      alerts,
    });
    new ImpactAlarm(this, 'ApiSlow', {
      metric: api.metricLatency({ period: PERIOD, statistic: 'p99' }),
      threshold: SLOW_MS,
      periods: LASTING,
      impact:
        'One in a hundred answers of the API takes twenty seconds or longer, and soon none comes at all.',
      alerts,
    });
    for (const [name, metric, what] of [
      ['TableThrottled', throttlesOf(table), 'refuses calls because there are too many'],
      [
        'TableFailing',
        table.metricSystemErrorsForOperations({ ...sumOf, operations: OPERATIONS }),
        'fails calls',
      ],
    ] as const)
      new ImpactAlarm(this, name, {
        metric,
        periods: LASTING,
        impact: `The table ${what}, and has for a quarter of an hour: files wait, and answers fail or are late.`,
        alerts,
      });
  }
}

/** Of whatever operation, of the table and not of its index, which is asked for hints alone. */
const throttlesOf = (table: TableV2): IMetric =>
  summed(['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => table.metric(name, sumOf)));

function summed(metrics: readonly IMetric[]): MathExpression {
  const named = metrics.map((metric, i): [string, IMetric] => [`m${i}`, metric]);
  return new MathExpression({
    expression: named.map(([name]) => name).join(' + '),
    usingMetrics: Object.fromEntries(named),
    period: PERIOD,
  });
}
