import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type FunctionProps,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ImpactAlarm } from './impact-alarm.ts';

interface HouseFunctionProps
  extends Omit<FunctionProps, 'functionName' | 'role' | 'logGroup' | 'runtime' | 'handler' | 'architecture'> {
  readonly timeout: Duration;
  /** MB; 1,769 is one whole processor. */
  readonly memorySize: number;
  /** What a failing invocation means for people, in a sentence. */
  readonly impact: string;
  readonly alerts: ITopic;
}

/** What the rules of the CDK's checks ask of every function, and is answered elsewhere. */
const ANSWERED = [
  {
    id: 'Serverless-LambdaDLQ',
    reason:
      'Lambda puts there only what it calls by itself. Queues have dead letters of their own, the API is answered, and the watch runs again in three minutes; alarms ring for each.',
  },
  {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason:
      'Lambda has destinations for streams; of a queue what fails goes to the dead letters of the queue.',
  },
  {
    id: 'Serverless-LambdaTracing',
    reason:
      'Logs and receipts name each request, message and downlink with its time; a tracer in the bundle would cost each cold start a tenth of a second.',
  },
] as const;

/**
 * A Node 24 function on arm64 with its own log group and a role that may write there and nothing else until something
 * is bound to it. `id` is also its name after the stack's. The caller's environment is merged into the defaults, its
 * other settings are kept as they are.
 */
export class HouseFunction extends LambdaFunction {
  /** Another one for other code. */
  readonly codeDigest: string;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    const { impact, alerts, environment, ...settings } = props;
    const functionName = `${Stack.of(scope).stackName}-${id}`;
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${id}-logs`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      ...settings,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      functionName,
      role,
      logGroup,
      environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    });
    for (const rule of ANSWERED) Validations.of(this).acknowledge(rule);
    // Of an asset, which the CDK names by its content; code that stands in the template has no object.
    this.codeDigest = settings.code.bind(this).s3Location?.objectKey ?? '';
    const metric = this.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' });
    new ImpactAlarm(scope, `${id}-errors`, { metric, impact, alerts });
  }
}
