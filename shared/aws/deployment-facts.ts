/** What an account says of a deployed stack. Nothing of it is changed. */

import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import type {
  Asked,
  Concurrency,
  DeployedAlarm,
  DeploymentFacts,
  Subscription,
  WaitingMessages,
} from '../domain/doctor/deployment-looks.ts';
import { clientSettings, PATIENCE_OF_AN_ANSWER } from './client-settings.ts';

/** A stack has some forty alarms and a dozen queues; where more begin with its name, some of them would not be looked at. */
const MOST = 100;
const UNCONFIRMED = 'PendingConfirmation';

/** Asks an account by the credentials and the region of the environment, or of its profile. */
export async function deploymentFacts(stack: string): Promise<DeploymentFacts> {
  const sns = new SNSClient(clientSettings(PATIENCE_OF_AN_ANSWER));
  const sqs = new SQSClient(clientSettings(PATIENCE_OF_AN_ANSWER));
  try {
    const alarms = await asked(() => alarmsOf(sns, stack));
    const topics = 'answer' in alarms ? new Set(alarms.answer.flatMap(({ tells }) => tells)) : null;
    const [subscriptions, deadLetters, concurrency] = await Promise.all([
      'refusal' in alarms ? alarms : asked(() => subscriptionsOf(sns, [...(topics ?? [])])),
      asked(() => deadLettersOf(sqs, stack)),
      asked(() => concurrencyOf(sns)),
    ]);
    return { stack, alarms, subscriptions, deadLetters, concurrency };
  } finally {
    sns.destroy();
    sqs.destroy();
  }
}

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await ask() };
  } catch (error) {
    // Without credentials, without a right, without a line: what was not asked is told as that.
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

const alarmsSchema = z.object({
  MetricAlarms: z.array(
    z.object({
      AlarmName: z.string(),
      StateValue: z.string(),
      ActionsEnabled: z.boolean(),
      AlarmActions: z.array(z.string()).default([]),
    }),
  ),
  NextToken: z.string().optional(),
});

async function alarmsOf(client: SNSClient, stack: string): Promise<DeployedAlarm[]> {
  const body = JSON.stringify({ AlarmNamePrefix: `${stack}-`, MaxRecords: MOST });
  const { MetricAlarms, NextToken } = alarmsSchema.parse(
    await signedCall(client, 'monitoring', '/', {
      ...{ method: 'POST', body },
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
      },
    }),
  );
  refuseMore(NextToken, `alarms whose names begin with ${stack}-`);
  return MetricAlarms.map(({ AlarmName: name, StateValue: state, ActionsEnabled: isOn, AlarmActions }) => ({
    ...{ name, state, isOn, tells: AlarmActions },
  }));
}

async function subscriptionsOf(client: SNSClient, topics: readonly string[]): Promise<Subscription[]> {
  const lists = await Promise.all(
    topics.map(async (topic) => {
      const { Subscriptions = [], NextToken } = await client.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: topic }),
      );
      refuseMore(NextToken, `subscriptions of ${topic}`);
      return Subscriptions.map(({ Endpoint = 'an address', SubscriptionArn = UNCONFIRMED }) => ({
        ...{ topic, endpoint: Endpoint, isConfirmed: SubscriptionArn !== UNCONFIRMED },
      }));
    }),
  );
  return lists.flat();
}

async function deadLettersOf(client: SQSClient, stack: string): Promise<WaitingMessages[]> {
  const { QueueUrls = [], NextToken } = await client.send(
    new ListQueuesCommand({ QueueNamePrefix: `${stack}-`, MaxResults: MOST }),
  );
  refuseMore(NextToken, `queues whose names begin with ${stack}-`);
  const urls = QueueUrls.filter((url) => url.includes('DeadLetters'));
  return Promise.all(
    urls.map(async (url) => {
      const command = new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages'],
      });
      const { Attributes = {} } = await client.send(command);
      return {
        queue: url.split('/').at(-1) ?? url,
        messages: z.coerce.number().parse(Attributes.ApproximateNumberOfMessages),
      };
    }),
  );
}

/** Nothing is said of a part as if it were all. */
function refuseMore(next: string | undefined, what: string): void {
  if (next !== undefined) throw new Error(`there are more than ${MOST} ${what}, and not all were looked at`);
}

const settingsSchema = z.object({
  AccountLimit: z.object({ ConcurrentExecutions: z.number(), UnreservedConcurrentExecutions: z.number() }),
});

async function concurrencyOf(client: SNSClient): Promise<Concurrency> {
  const { AccountLimit } = settingsSchema.parse(
    await signedCall(client, 'lambda', '/2016-08-19/account-settings/', { method: 'GET', headers: {} }),
  );
  const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } = AccountLimit;
  return { limit, unreserved };
}

interface SignedCall {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One call of a service whose client would be a package more: signed by region and credentials of a client that is here. */
async function signedCall(
  client: SNSClient,
  service: string,
  path: string,
  call: SignedCall,
): Promise<unknown> {
  const { region, credentials, sha256 } = client.config;
  const inRegion = await region();
  const hostname = `${service}.${inRegion}.amazonaws.com`;
  const signer = new SignatureV4({ service, region: inRegion, credentials, sha256 });
  const { method, body, headers } = call;
  const { headers: signed } = await signer.sign({
    ...{ method, protocol: 'https:', hostname, path, body },
    headers: { ...headers, host: hostname },
  });
  const signal = AbortSignal.timeout(PATIENCE_OF_AN_ANSWER.totalMs);
  const response = await fetch(`https://${hostname}${path}`, {
    ...{ method, headers: signed, signal },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${hostname} answered ${response.status}: ${text.slice(0, 200)}`);
  return JSON.parse(text);
}
