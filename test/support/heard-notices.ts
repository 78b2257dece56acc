/** Hears what a local stack publishes to its topic, as a subscriber would. */

import { ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { StackFile } from '../../cdk/local/home/home.ts';

const noticeSchema = z.object({ Subject: z.string(), Message: z.string() });

export interface Listener {
  /** Subjects of everything that was published since this was asked last. */
  heard(): Promise<string[]>;
  close(): void;
}

export async function listen({ endpoints, region, credentials }: StackFile): Promise<Listener> {
  const at = (endpoint: string) => ({ endpoint, region, credentials: { ...credentials }, maxAttempts: 1 });
  const sqs = new SQSClient(at(endpoints.sqs));
  const sns = new SNSClient(at(endpoints.sns));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'listener' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { Topics = [] } = await sns.send(new ListTopicsCommand());
  if (Topics.length !== 1) throw new Error(`expected one topic, found ${Topics.length}`);
  const [{ TopicArn } = {}] = Topics;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  return {
    heard: async () => {
      const subjects: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return subjects;
        subjects.push(...Messages.map(({ Body }) => noticeSchema.parse(JSON.parse(Body ?? '')).Subject));
      }
    },
    close: () => {
      sqs.destroy();
      sns.destroy();
    },
  };
}
