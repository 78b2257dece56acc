import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

interface ImpactAlarmProps {
  /** A count a period; the alarm rings as soon as one period has any. */
  readonly metric: IMetric;
  /** Who is hurt and how while this lasts: one full sentence, it is what the person on call reads. */
  readonly impact: string;
  readonly alerts: ITopic;
}

/** Rings when the metric counts anything at all. No data means nothing happened, which is well. */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { metric, impact, alerts }: ImpactAlarmProps) {
    if (!/^[A-Z].* .*\.$/s.test(impact)) {
      throw new Error(
        `alarm ${id}: the impact must be a sentence that begins with a capital and ends with a stop, got "${impact}"`,
      );
    }
    super(scope, id, {
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: impact,
    });
    this.addAlarmAction(new SnsAction(alerts));
  }
}
