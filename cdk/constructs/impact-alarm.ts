import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

interface ImpactAlarmProps {
  readonly metric: IMetric;
  /** Rings from here on; 1 if not given, which is any at all of what is counted. */
  readonly threshold?: number;
  /** Periods in a row that must be so; 1 if not given. */
  readonly periods?: number;
  /** Rings below the threshold, and where no data come: of what must go on. */
  readonly isSilence?: boolean;
  /** Rings where no data come, too: without them nobody looked. */
  readonly isBlindWithout?: boolean;
  /** Who is hurt and how while this lasts: one full sentence, it is what the person on call reads. */
  readonly impact: string;
  readonly alerts: ITopic;
}

/**
 * Rings when the metric reaches its threshold, and says when that is over. No data means nothing happened or nothing waits,
 * which is well, but of what must go on or be looked at.
 */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    const { metric, threshold = 1, periods = 1, isSilence = false, impact, alerts } = props;
    const { isBlindWithout = isSilence } = props;
    if (!/^[A-Z].* .*\.$/s.test(impact)) {
      throw new Error(
        `alarm ${id}: the impact must be a sentence that begins with a capital and ends with a stop, got "${impact}"`,
      );
    }
    super(scope, id, {
      metric,
      threshold,
      comparisonOperator: isSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: isBlindWithout ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: impact,
    });
    this.addAlarmAction(new SnsAction(alerts));
    this.addOkAction(new SnsAction(alerts));
  }
}
