import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from './log.ts';

/**
 * A queue's handler from a function of one message body. Every record is tried; those that fail are reported alone,
 * so that none is lost and none of the others is run again. `release` may let a failed one come again sooner than the
 * queue's visibility timeout, which is made for a run that died without a word.
 */
export function queueHandler(
  log: Log,
  act: (body: string, record: SQSRecord) => Promise<void>,
  release: (record: SQSRecord) => Promise<void> = async () => {},
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async function handleBatch(event) {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of event.Records) {
      try {
        await act(record.body, record);
      } catch (error) {
        log.error('a message failed and will come again', error, {
          messageId: record.messageId,
          body: record.body,
        });
        batchItemFailures.push({ itemIdentifier: record.messageId });
        await releaseSafely(log, release, record);
      }
    }
    return { batchItemFailures };
  };
}

/** A message that cannot be released comes again all the same, only later. */
async function releaseSafely(
  log: Log,
  release: (record: SQSRecord) => Promise<void>,
  record: SQSRecord,
): Promise<void> {
  try {
    await release(record);
  } catch (error) {
    log.error('a failed message keeps its visibility timeout', error, { messageId: record.messageId });
  }
}
