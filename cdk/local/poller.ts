import { z } from 'zod';
import { callAws } from './aws-json.ts';
import type { LocalFunction } from './local-function.ts';
import type { MappingPlan } from './plan/plan.ts';
import { REGION } from './plan/references.ts';
import type { Signer } from './s3/signing.ts';

/** SQS lets a receive wait no longer. */
const LONG_POLL_SECONDS = 20;
/** Before a poller asks again after the queue itself failed. */
const RETRY_MS = 500;

const messageSchema = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(
      z.string(),
      z.object({
        DataType: z.string(),
        StringValue: z.string().optional(),
        BinaryValue: z.string().optional(),
      }),
    )
    .default({}),
});
type Message = z.infer<typeof messageSchema>;
const receivedSchema = z.object({ Messages: z.array(messageSchema).default([]) });

export interface PollerOptions {
  readonly mapping: MappingPlan;
  readonly fn: LocalFunction;
  readonly sqsUrl: string;
  readonly signer: Signer | null;
  /** Workers of this queue at a time. */
  readonly concurrency: number;
  readonly complain: (sentence: string) => void;
  /** Called for each batch that was received; its messages are deleted by one request more. */
  readonly onBatch?: () => void;
}

export interface Poller {
  /** Takes no further message and waits for those being handled. */
  stop(): Promise<void>;
}

/** Lambda's side of a queue: receives batches, invokes the function, deletes what succeeded and leaves the rest. */
export function startPoller(options: PollerOptions): Poller {
  const stopping = new AbortController();
  const workers = Array.from({ length: options.concurrency }, () => work(options, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
}

async function work(options: PollerOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      const messages = await receive(options, stopping);
      if (messages.length > 0) await handleBatch(options, messages);
    } catch (error) {
      if (stopping.aborted) return;
      options.complain(
        `queue ${options.mapping.queue.name}: ${error instanceof Error ? error.message : error}`,
      );
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function receive({ mapping, sqsUrl, signer }: PollerOptions, signal: AbortSignal): Promise<Message[]> {
  const answer = await callAws({
    ...{ url: sqsUrl, signer },
    target: 'AmazonSQS.ReceiveMessage',
    body: {
      QueueUrl: mapping.queue.url,
      MaxNumberOfMessages: mapping.batchSize,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    },
    signal,
  });
  return receivedSchema.parse(answer).Messages;
}

async function handleBatch(
  { mapping, fn, sqsUrl, signer, complain, onBatch }: PollerOptions,
  messages: Message[],
): Promise<void> {
  onBatch?.();
  let result: string;
  try {
    result = await fn.invoke(JSON.stringify(sqsEvent(messages, mapping.queue.arn)));
  } catch (error) {
    // As on Lambda: the batch becomes visible again when its timeout is over, and five times at most.
    complain(`queue ${mapping.queue.name}: ${error instanceof Error ? error.message : error}`);
    return;
  }
  const ids = messages.map(({ MessageId }) => MessageId);
  const failed = mapping.partialResponses ? failedItems(JSON.parse(result), ids) : new Set<string>();
  const entries = messages
    .filter(({ MessageId }) => !failed.has(MessageId))
    .map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
  if (entries.length === 0) return;
  await callAws({
    ...{ url: sqsUrl, signer },
    target: 'AmazonSQS.DeleteMessageBatch',
    body: { QueueUrl: mapping.queue.url, Entries: entries },
  });
}

const batchResponseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

/**
 * The messages that a function says it failed on. As on Lambda an empty answer means that all succeeded, and one that is
 * malformed or names an unknown message means that none did.
 */
export function failedItems(response: unknown, ids: readonly string[]): ReadonlySet<string> {
  const parsed = batchResponseSchema.safeParse(response);
  if (!parsed.success) return new Set(ids);
  const failed = (parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed.every((id) => ids.includes(id)) ? failed : ids);
}

/** The event that Lambda makes of messages. */
function sqsEvent(messages: readonly Message[], queueArn: string): object {
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes,
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue },
        ]),
      ),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: REGION,
    })),
  };
}
