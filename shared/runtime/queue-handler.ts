import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { mapAtMost } from '../domain/map-at-most.ts';
import type { Log } from './log.ts';
import { factsOfMessage } from './message-facts.ts';

/**
 * A queue's handler from a function of one message body. Every record is tried; those that fail are reported alone,
 * so that none is lost and none of the others is run again. `release` may let a failed one come again sooner than the
 * queue's visibility timeout, which is made for a run that died without a word.
 *
 * @param atOnce records that are acted on at the same time: more than one where acting is mostly waiting for others
 */
export function queueHandler(
  log: Log,
  act: (body: string, record: SQSRecord) => Promise<void>,
  release: (record: SQSRecord) => Promise<void> = async () => {},
  atOnce = 1,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  /** Whether it succeeded. */
  const handled = async (record: SQSRecord): Promise<boolean> => {
    const begun = performance.now();
    try {
      await act(record.body, record);
      const ms = Math.round(performance.now() - begun);
      log.info('message', { ...factsOfMessage(record.body), messageId: record.messageId, ms });
      return true;
    } catch (error) {
      const { messageId, body } = record;
      const ms = Math.round(performance.now() - begun);
      log.error('a message failed and will come again', error, { messageId, body, ms });
      await releaseSafely(log, release, record);
      return false;
    }
  };
  return async function handleBatch({ Records: records }) {
    const succeeded = await mapAtMost(atOnce, records, handled);
    const failed = records.filter((_, i) => succeeded[i] !== true);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
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
