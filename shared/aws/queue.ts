import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { sideBySide } from '../domain/side-by-side.ts';
import type { Queue } from '../ports.ts';
import { environmentValue } from '../runtime/environment.ts';
import type { ENVIRONMENT } from '../runtime/environment-names.ts';
import { clientSettings } from './client-settings.ts';

/** Messages that SQS takes at once. */
const MOST_A_BATCH = 10;

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

  async send(hint: unknown, delaySeconds = 0): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: JSON.stringify(hint),
        DelaySeconds: Math.max(delaySeconds, this.#delaySeconds),
      }),
    );
  }

  async sendAll(hints: readonly unknown[]): Promise<void> {
    const batches = Array.from({ length: Math.ceil(hints.length / MOST_A_BATCH) }, (_, i) =>
      hints.slice(i * MOST_A_BATCH, (i + 1) * MOST_A_BATCH),
    );
    await sideBySide(batches, (batch) => this.#sendBatch(batch));
  }

  async #sendBatch(hints: readonly unknown[]): Promise<void> {
    const { Failed: [failed] = [] } = await this.#client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#url,
        Entries: hints.map((hint, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify(hint),
          DelaySeconds: this.#delaySeconds,
        })),
      }),
    );
    if (failed !== undefined)
      throw new Error(`expected the queue to take every message, got ${failed.Code}: ${failed.Message}`);
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
