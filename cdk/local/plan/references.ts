import { LocalStackFailure } from '../home/failure.ts';
import type { References } from './intrinsics.ts';
import type { StackAssembly } from './template.ts';

/** The account and region that the local data plane answers with. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** Of the parameters that a deployment has to be given. Nobody is sent anything from here. */
const GIVEN: Readonly<Record<string, string>> = { AlarmEmail: 'operator@localhost.invalid' };

interface Urls {
  /** Base URL of the queues. */
  readonly sqs: string;
  /** Base URL of the HTTP API. */
  readonly api: string;
}

/**
 * Names, ARNs and URLs of everything the local stack creates, known before it is created, and values of parameters.
 *
 * @throws LocalStackFailure `template.unknown` where a parameter has no value here
 */
export function referencesTo({ name, template }: StackAssembly, urls: Urls): References {
  const pseudo: Record<string, string> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': REGION,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': name,
    'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/local`,
  };
  const parameters = parametersOf(template.Parameters);
  function valuesOf(id: string): Record<string, string> | null {
    const resource = template.Resources[id];
    return resource === undefined ? null : created(id, resource.Type, resource.Properties, urls);
  }
  return {
    ref: (id) => pseudo[id] ?? parameters[id] ?? valuesOf(id)?.Ref ?? null,
    attribute: (id, attribute) => (attribute === 'Ref' ? null : (valuesOf(id)?.[attribute] ?? null)),
  };
}

function parametersOf(parameters: StackAssembly['template']['Parameters']): Record<string, string> {
  const values = Object.entries(parameters).map(([name, { Default }]) => {
    const value = GIVEN[name] ?? Default;
    if (value !== undefined) return [name, String(value)];
    throw new LocalStackFailure(
      'template.unknown',
      `the parameter ${name} has no default, and the local stack has no value for it; give it one in cdk/local/plan/references.ts`,
    );
  });
  return Object.fromEntries(values);
}

/** `Ref` and the attributes of a resource, null for what is not created locally. */
function created(
  id: string,
  type: string,
  properties: Record<string, unknown>,
  urls: Urls,
): Record<string, string> | null {
  switch (type) {
    case 'AWS::S3::Bucket': {
      const bucket = id.toLowerCase();
      return { Ref: bucket, Arn: `arn:aws:s3:::${bucket}` };
    }
    case 'AWS::DynamoDB::GlobalTable':
      return { Ref: id, Arn: arn('dynamodb', `table/${id}`) };
    case 'AWS::SQS::Queue':
      return { Ref: `${urls.sqs}/${ACCOUNT}/${id}`, Arn: arn('sqs', id), QueueName: id };
    case 'AWS::SNS::Topic':
      return { Ref: arn('sns', id), TopicArn: arn('sns', id), TopicName: id };
    case 'AWS::SecretsManager::Secret':
      return { Ref: arn('secretsmanager', `secret:${id}`), Id: arn('secretsmanager', `secret:${id}`) };
    case 'AWS::Lambda::Function': {
      const name = typeof properties.FunctionName === 'string' ? properties.FunctionName : id;
      return { Ref: name, Arn: arn('lambda', `function:${name}`) };
    }
    case 'AWS::ApiGatewayV2::Api':
      return { Ref: id, ApiId: id, ApiEndpoint: urls.api };
    case 'AWS::ApiGatewayV2::Integration':
      return { Ref: id };
    default:
      return null;
  }
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}
