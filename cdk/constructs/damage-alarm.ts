import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DAMAGED_CODE } from '../../shared/runtime/environment-names.ts';
import { ImpactAlarm } from './impact-alarm.ts';

const METRIC = { metricNamespace: 'Howship', metricName: 'Damaged' } as const;

/** One alarm over the logs of all functions: something that was kept is not what was written. */
export function alarmOfDamage(scope: Construct, functions: readonly LambdaFunction[], alerts: ITopic): void {
  for (const fn of functions) {
    fn.logGroup.addMetricFilter('damaged', {
      ...METRIC,
      filterPattern: FilterPattern.stringValue('$.code', '=', DAMAGED_CODE),
    });
  }
  new ImpactAlarm(scope, 'damaged', {
    metric: new Metric({
      namespace: METRIC.metricNamespace,
      metricName: METRIC.metricName,
      period: Duration.minutes(5),
      statistic: 'Sum',
    }),
    impact:
      'Something that is kept was found damaged: pages and findings are made anew, but what rests on a damaged segment, receipt or head is not answered.',
    alerts,
  });
}
