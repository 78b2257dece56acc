import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../ports.ts';

/** A queue of hints; the delay lets several hints for the same work arrive before the first is acted on. */
export class HintQueue implements Queue {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #delaySeconds: number;

  constructor(client: SQSClient, url: string, delaySeconds: number) {
    this.#client = client;
    this.#url = url;
    this.#delaySeconds = delaySeconds;
  }

  async send(hint: unknown): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: JSON.stringify(hint),
        DelaySeconds: this.#delaySeconds,
      }),
    );
  }
}
