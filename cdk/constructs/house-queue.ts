import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ImpactAlarm } from './impact-alarm.ts';

interface HouseQueueProps extends Omit<QueueProps, 'deadLetterQueue' | 'visibilityTimeout'> {
  /** Timeout of the function that reads the queue; the visibility timeout is six times that, as Lambda asks. */
  readonly consumerTimeout: Duration;
  /** Timeout of a function that reads the dead letters, where there is one. */
  readonly deadLetterConsumerTimeout?: Duration;
  /** What a message in the dead-letter queue means for people, in a sentence. */
  readonly impact: string;
  readonly alerts: ITopic;
}

const MAX_RECEIVES = 5;
const VISIBILITY_FACTOR = 6;

/** A Standard queue with its dead-letter queue, both encrypted and TLS only, and the alarm on the latter. */
export class HouseQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: HouseQueueProps) {
    super(scope, id);
    const { consumerTimeout, deadLetterConsumerTimeout, impact, alerts, ...settings } = props;
    const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...safe,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: visibilityFor(deadLetterConsumerTimeout ?? consumerTimeout),
    });
    this.queue = new Queue(this, 'Queue', {
      ...safe,
      visibilityTimeout: visibilityFor(consumerTimeout),
      ...settings,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    // Arrivals by redrive are not counted as sent, so the metric is what is visible; where a function consumes the
    // dead letters at once, its own invocations are counted instead (see the stack).
    if (deadLetterConsumerTimeout === undefined) {
      const metric = this.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' });
      new ImpactAlarm(this, 'NotEmpty', { metric, impact, alerts });
    }
  }
}

function visibilityFor(timeout: Duration): Duration {
  return Duration.seconds(VISIBILITY_FACTOR * timeout.toSeconds());
}
