import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deploymentFacts } from '../../../shared/aws/deployment-facts.ts';

const TOPIC = 'arn:aws:sns:eu-north-1:111122223333:Howship-Alerts';
const QUEUE = 'https://sqs.eu-north-1.amazonaws.com/111122223333/Howship-ingestDeadLetters';
const sns = mockClient(SNSClient);
const sqs = mockClient(SQSClient);
const calls: { url: string; headers: Record<string, string>; body: string }[] = [];
const ANSWERS: Readonly<Record<string, object>> = {
  'https://monitoring.eu-north-1.amazonaws.com/': {
    MetricAlarms: [{ AlarmName: 'Howship-a', StateValue: 'OK', ActionsEnabled: true, AlarmActions: [TOPIC] }],
  },
  'https://lambda.eu-north-1.amazonaws.com/2016-08-19/account-settings/': {
    AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 },
  },
};

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubGlobal('fetch', async (url: string, init: { headers: Record<string, string>; body?: string }) => {
    calls.push({ url, headers: init.headers, body: init.body ?? '' });
    return new Response(JSON.stringify(ANSWERS[url] ?? {}), { status: url in ANSWERS ? 200 : 404 });
  });
  sns.reset();
  sqs.reset();
  calls.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('deploymentFacts', () => {
  it('asks for alarms, who hears them, dead letters and the quota', async () => {
    sns.on(ListSubscriptionsByTopicCommand, { TopicArn: TOPIC }).resolves({
      Subscriptions: [
        { Endpoint: 'ops@example.org', SubscriptionArn: `${TOPIC}:1` },
        { Endpoint: 'late@example.org', SubscriptionArn: 'PendingConfirmation' },
      ],
    });
    sqs.on(ListQueuesCommand).resolves({ QueueUrls: [QUEUE, QUEUE.replace('DeadLetters', 'Queue')] });
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '2' } });
    expect(await deploymentFacts('Howship')).toEqual({
      stack: 'Howship',
      alarms: { answer: [{ name: 'Howship-a', state: 'OK', isOn: true, tells: [TOPIC] }] },
      subscriptions: {
        answer: [
          { topic: TOPIC, endpoint: 'ops@example.org', isConfirmed: true },
          { topic: TOPIC, endpoint: 'late@example.org', isConfirmed: false },
        ],
      },
      deadLetters: { answer: [{ queue: 'Howship-ingestDeadLetters', messages: 2 }] },
      concurrency: { answer: { limit: 10, unreserved: 10 } },
    });
  });

  it('says of a part that it is one', async () => {
    sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [], NextToken: 'more' });
    sqs.on(ListQueuesCommand).resolves({ QueueUrls: [QUEUE], NextToken: 'more' });
    const alarms = { ...ANSWERS['https://monitoring.eu-north-1.amazonaws.com/'], NextToken: 'more' };
    const inFull = await deploymentFacts('Howship');
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(alarms)));
    const { subscriptions, deadLetters } = inFull;
    expect([(await deploymentFacts('Howship')).alarms, subscriptions, deadLetters]).toEqual(
      [
        'alarms whose names begin with Howship-',
        `subscriptions of ${TOPIC}`,
        'queues whose names begin with Howship-',
      ].map((what) => ({ refusal: `there are more than 100 ${what}, and not all were looked at` })),
    );
  });

  it('signs what it asks for by itself, for the service and region that it asks', async () => {
    await deploymentFacts('Howship');
    const scopes = calls.map(
      ({ headers }) => /Credential=AKIDEXAMPLE\/\d{8}\/([^,]+)/.exec(headers.authorization ?? '')?.[1],
    );
    expect(scopes).toEqual(['eu-north-1/monitoring/aws4_request', 'eu-north-1/lambda/aws4_request']);
    expect(JSON.parse(calls[0]!.body)).toEqual({ AlarmNamePrefix: 'Howship-', MaxRecords: 100 });
  });

  it('says why what was not answered: a refusal is no empty list', async () => {
    sqs.on(ListQueuesCommand).rejects(new Error('AccessDenied'));
    vi.stubGlobal('fetch', async () => new Response('{"message":"no"}', { status: 403 }));
    const { alarms, subscriptions, deadLetters, concurrency } = await deploymentFacts('Howship');
    const refusal = 'monitoring.eu-north-1.amazonaws.com answered 403: {"message":"no"}';
    expect([alarms, subscriptions, deadLetters]).toEqual([
      { refusal },
      { refusal },
      { refusal: 'AccessDenied' },
    ]);
    expect(concurrency).toEqual({
      refusal: expect.stringContaining('lambda.eu-north-1.amazonaws.com answered 403'),
    });
  });
});
