import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Notice, Notifier, Posted, Posting } from '../ports.ts';
import { environmentValue } from '../runtime/environment.ts';
import { privateReceivers } from '../runtime/private-receivers.ts';
import { clientSettings } from './client-settings.ts';
import { postWebhook } from './webhook-poster.ts';

/** SNS takes subjects of less than 100 characters, and refuses the whole message for a longer one. */
const LONGEST_SUBJECT = 99;

/** The topic that whoever is on call subscribes to (filter on the `route` attribute), and the webhooks beside it. */
export class TopicNotifier implements Notifier {
  readonly #client: SNSClient;
  readonly #topicArn: string;
  readonly #allowed: readonly string[];

  readonly publicUrl: string | undefined;

  /**
   * @param allowed private addresses and networks that webhooks may be sent to
   * @param publicUrl where links of messages lead
   */
  constructor(client: SNSClient, topicArn: string, allowed: readonly string[] = [], publicUrl?: string) {
    this.publicUrl = publicUrl;
    this.#client = client;
    this.#topicArn = topicArn;
    this.#allowed = allowed;
  }

  post(posting: Posting): Promise<Posted> {
    return postWebhook(posting, this.#allowed);
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
  const allowed = privateReceivers(environment);
  return new TopicNotifier(
    new SNSClient(clientSettings()),
    environmentValue('topicArn', environment),
    allowed,
    environmentValue('publicUrl', environment),
  );
}
