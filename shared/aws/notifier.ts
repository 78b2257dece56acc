import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Notice, Notifier } from '../ports.ts';
import { environmentValue } from '../runtime/environment.ts';
import { clientSettings } from './client-settings.ts';

/** SNS takes subjects of less than 100 characters, and refuses the whole message for a longer one. */
const LONGEST_SUBJECT = 99;

/** The topic that whoever is on call subscribes to; filter on the `route` attribute. */
export class TopicNotifier implements Notifier {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(client: SNSClient, topicArn: string) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  async publish(notice: Notice): Promise<void> {
    await this.#client.send(
      new PublishCommand({
        TopicArn: this.#topicArn,
        Subject: notice.subject.slice(0, LONGEST_SUBJECT),
        Message: notice.text,
        MessageAttributes: {
          route: { DataType: 'String', StringValue: notice.route },
          idempotencyKey: { DataType: 'String', StringValue: notice.idempotencyKey },
        },
      }),
    );
  }
}

/** The stack's topic. */
export function topicNotifier(environment: NodeJS.ProcessEnv = process.env): Notifier {
  return new TopicNotifier(new SNSClient(clientSettings()), environmentValue('topicArn', environment));
}
