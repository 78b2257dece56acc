import type { SQSRecord } from 'aws-lambda';
import type { Micros } from '../domain/time.ts';
import type { Coming } from '../domain/tries/tries.ts';

/** Who acts on a message. Received for the second time, it was somebody's before, who did not end well. */
export function comingWith(
  {
    messageId,
    attributes,
  }: Pick<SQSRecord, 'messageId'> & {
    readonly attributes: Pick<SQSRecord['attributes'], 'ApproximateReceiveCount'>;
  },
  since: Micros,
  code: string,
): Coming {
  return { name: messageId, since, isAgain: Number(attributes.ApproximateReceiveCount) > 1, code };
}
