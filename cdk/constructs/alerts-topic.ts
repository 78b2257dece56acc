import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/**
 * The topic that people subscribe to: the payload's alarms and the stack's own. Encrypted, TLS only.
 * The key is ours because CloudWatch cannot publish to a topic under the key that AWS manages for SNS: an alarm would
 * fire and reach nobody.
 */
export class AlertsTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  /** @param email who hears everything; has to confirm once that it is theirs */
  constructor(scope: Construct, id: string, email: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      enableKeyRotation: true,
      // The longest that KMS allows: nothing that the key encrypts is kept, and each rotation is paid for as another key.
      rotationPeriod: Duration.days(2560),
      description: 'Howship alerts topic',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.topic = new Topic(this, 'Topic', { masterKey: this.key, enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(email));
    Validations.of(this.topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'SNS has handed a mail over once the mail server took it, and no queue would tell people what a mail did not. The alarm itself stays in CloudWatch until it is over, and messages about the payload in the journal.',
    });
    const cloudWatch = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    };
    this.key.addToResourcePolicy(
      new PolicyStatement({
        ...cloudWatch,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...cloudWatch, actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
    );
  }
}
