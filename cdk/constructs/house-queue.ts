import { Duration, Validations } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ImpactAlarm } from './impact-alarm.ts';

interface HouseQueueProps extends Omit<QueueProps, 'deadLetterQueue' | 'visibilityTimeout'> {
  /** Timeout of the function that reads the queue; the visibility timeout is six times that, as Lambda asks. */
  readonly consumerTimeout: Duration;
  /** Timeout of a function that reads the dead letters, where there is one. */
  readonly deadLetterConsumerTimeout?: Duration;
  /** What a message that stays in the dead-letter queue means for people, in a sentence. */
  readonly impact: string;
  /** What a queue that is not worked off means for people, in a sentence. */
  readonly lateImpact: string;
  readonly alerts: ITopic;
}

const MAX_RECEIVES = 5;
const VISIBILITY_FACTOR = 6;

/** A message that waits longer than this many of the longest runs before it is one of a queue that is not worked off. */
const LATE_AFTER_RUNS = 3;
/** Never rings sooner: a lost message is hinted at again within this time (by watch). */
const LEAST_LATE_SECONDS = 300;

/** A Standard queue with its dead-letter queue, both encrypted and TLS only, and the alarms on what stays in either. */
export class HouseQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: HouseQueueProps) {
    super(scope, id);
    const { consumerTimeout, deadLetterConsumerTimeout, impact, lateImpact, alerts, ...settings } = props;
    const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...safe,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: visibilityFor(deadLetterConsumerTimeout ?? consumerTimeout),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is where the others redrive to; an alarm rings for what lies in it.',
    });
    this.queue = new Queue(this, 'Queue', {
      ...safe,
      visibilityTimeout: visibilityFor(consumerTimeout),
      ...settings,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    new ImpactAlarm(this, 'Late', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
      threshold: Math.max(LATE_AFTER_RUNS * consumerTimeout.toSeconds(), LEAST_LATE_SECONDS),
      impact: lateImpact,
      alerts,
    });
    if (deadLetterConsumerTimeout === undefined) this.#alarmOnAny(impact, alerts);
    else this.#alarmOnStaying(impact, alerts);
  }

  /** Arrivals by redrive are not counted as sent, so the metric is what is visible. */
  #alarmOnAny(impact: string, alerts: ITopic): void {
    const metric = this.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' });
    new ImpactAlarm(this, 'NotEmpty', { metric, impact, alerts });
  }

  /**
   * A function reads these dead letters, so only one that stays is amiss: through three periods, in which one that
   * fails is tried five times. Between its tries it is in flight, and not visible.
   */
  #alarmOnStaying(impact: string, alerts: ITopic): void {
    const metric = new MathExpression({
      expression: 'waiting + tried',
      usingMetrics: {
        waiting: this.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
        tried: this.deadLetters.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
      },
    });
    new ImpactAlarm(this, 'Staying', { metric, periods: 3, impact, alerts });
  }
}

function visibilityFor(timeout: Duration): Duration {
  return Duration.seconds(VISIBILITY_FACTOR * timeout.toSeconds());
}
