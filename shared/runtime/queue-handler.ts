import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from './log.ts';

/**
 * A queue's handler from a function of one message body. Every record is tried; those that fail are reported alone,
 * so that none is lost and none of the others is run again.
 */
export function queueHandler(
  log: Log,
  act: (body: string, record: SQSRecord) => Promise<void>,
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
      }
    }
    return { batchItemFailures };
  };
}
