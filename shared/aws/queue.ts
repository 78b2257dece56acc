import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Queue } from '../ports.ts';
import { environmentValue } from '../runtime/environment.ts';
import type { ENVIRONMENT } from '../runtime/environment-names.ts';
import { clientSettings } from './client-settings.ts';

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

/** Seconds until a failed message comes again, by how often it came: 10, 20, 40, 80, … up to five minutes. */
const FIRST_RETRY_SECONDS = 10;
const LONGEST_RETRY_SECONDS = 300;

function doubling(received: number): number {
  return Math.min(FIRST_RETRY_SECONDS * 2 ** (received - 1), LONGEST_RETRY_SECONDS);
}

/** Lets a failed message of the named queue come again, so many seconds after it came for the nth time. */
export function releaseTo(
  name: keyof typeof ENVIRONMENT,
  secondsAfter: (received: number) => number = doubling,
  environment: NodeJS.ProcessEnv = process.env,
): (record: SQSRecord) => Promise<void> {
  const client = new SQSClient(clientSettings());
  const url = environmentValue(name, environment);
  return async function release({ receiptHandle, attributes }) {
    const received = Number(attributes.ApproximateReceiveCount);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: secondsAfter(received),
      }),
    );
  };
}
