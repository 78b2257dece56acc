import { ENVIRONMENT } from '../../shared/runtime/environment-names.ts';
import type { Credentials } from './home/home.ts';
import type { FunctionPlan } from './plan/plan.ts';
import { REGION } from './plan/references.ts';

export interface ServiceEndpoints {
  readonly s3: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sns: string;
  readonly secrets: string;
}

/**
 * The environment of a function's process: what the template says, what Lambda adds, and where the AWS SDK finds the
 * local services. Of the environment of whoever started the stack only the private receivers get in, and nothing of the
 * AWS configuration.
 */
export function withLocalServices(
  plan: FunctionPlan,
  endpoints: ServiceEndpoints,
  credentials: Credentials,
  privateReceivers: string | undefined,
): FunctionPlan {
  return {
    ...plan,
    environment: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_SNS: endpoints.sns,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
      // Goes into the user agent of every call: the meter reads there who made it.
      AWS_SDK_UA_APP_ID: plan.name,
      AWS_LAMBDA_FUNCTION_NAME: plan.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memory),
      LAMBDA_TASK_ROOT: plan.directory,
      ...(privateReceivers !== undefined && { [ENVIRONMENT.privateReceivers]: privateReceivers }),
      ...plan.environment,
    },
  };
}
