import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';

interface LoggedAlarmProps {
  /** In whose logs it is looked for. */
  readonly functions: readonly HouseFunction[];
  /** The `code` of the lines that count. */
  readonly code: string;
  /** Lines in five minutes from which it rings; 1 if not given. */
  readonly threshold?: number;
  /** What such a line means for people, in a sentence. */
  readonly impact: string;
  readonly alerts: ITopic;
}

/** Rings for lines of the logs that carry a code: what a function has decided, where nothing crashed. */
export class LoggedAlarm extends Construct {
  constructor(scope: Construct, id: string, props: LoggedAlarmProps) {
    super(scope, id);
    const { functions, code, threshold = 1, impact, alerts } = props;
    const metricNamespace = Stack.of(this).stackName;
    for (const { node, logGroup } of functions) {
      logGroup.addMetricFilter(`${node.id}-${id}`, {
        metricNamespace,
        metricName: code,
        filterPattern: FilterPattern.stringValue('$.code', '=', code),
      });
    }
    const period = Duration.minutes(5);
    const metric = new Metric({ namespace: metricNamespace, metricName: code, period, statistic: 'Sum' });
    new ImpactAlarm(this, 'Logged', { metric, threshold, impact, alerts });
  }
}

interface MeasuredAlarmProps {
  /** In whose log it stands. */
  readonly fn: HouseFunction;
  /** The `code` of the lines that hold the number. */
  readonly code: string;
  /** The number's name in such a line. */
  readonly field: string;
  /** Rings from here on. */
  readonly threshold: number;
  /** Within which at least one such line comes. */
  readonly period: Duration;
  readonly impact: string;
  readonly alerts: ITopic;
}

/** Rings for a number that a function says in its log again and again, and where it says none. */
export class MeasuredAlarm extends Construct {
  constructor(scope: Construct, id: string, props: MeasuredAlarmProps) {
    super(scope, id);
    const { fn, code, field, threshold, period, impact, alerts } = props;
    const metricNamespace = Stack.of(this).stackName;
    const metricName = `${code}.${field}`;
    fn.logGroup.addMetricFilter(`${fn.node.id}-${id}`, {
      metricNamespace,
      metricName,
      metricValue: `$.${field}`,
      filterPattern: FilterPattern.stringValue('$.code', '=', code),
    });
    const metric = new Metric({ namespace: metricNamespace, metricName, period, statistic: 'Maximum' });
    new ImpactAlarm(this, 'Measured', { metric, threshold, isBlindWithout: true, impact, alerts });
  }
}
