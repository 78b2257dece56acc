/** The link of a message: it shows the alarms that the message is about, and its form acknowledges them. */
import type { MessageRecord } from './message-record.ts';

export const LINK_PATH = '/link/';

/** Null where nobody knows where people reach the API. */
export function linkTo(
  base: string | undefined,
  experiment: string,
  { group, number, token }: Pick<MessageRecord, 'group' | 'number' | 'token'>,
): string | null {
  if (base === undefined || token === undefined) return null;
  const parts = [experiment, group, String(number), token].map(encodeURIComponent);
  return `${base}${LINK_PATH}${parts.join('/')}`;
}
