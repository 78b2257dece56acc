/** What became of a message. */
import { countText } from '../words/count.ts';

export interface Sending {
  readonly state: 'SENT' | 'WAITING' | 'HELD' | 'GIVEN_UP';
  readonly sentAt?: string | undefined;
  readonly nextTryAt?: string | undefined;
  readonly tries: number;
  readonly error?: string | undefined;
}

/**
 * `sent 2026-03-01T02:31Z`, `next try …`, `given up after 5 tries: …`.
 *
 * @param now milliseconds since the epoch
 * @param told an instant, as it is told there
 */
export function sendingText(
  { state, sentAt, nextTryAt, tries, error }: Sending,
  now: number,
  told: (iso: string) => string,
): string {
  if (state === 'SENT') return `sent ${sentAt === undefined ? '' : told(sentAt)}`.trim();
  if (state === 'HELD') return 'held back, told with the summary of its hour';
  const why = error === undefined ? '' : `: ${error}`;
  if (state === 'GIVEN_UP') return `given up after ${countText(tries, 'try', 'tries')}${why}`;
  if (nextTryAt === undefined) return `next try${why}`;
  const isLate = Date.parse(nextTryAt) < now;
  return `${isLate ? 'late, a try was due' : 'next try'} ${told(nextTryAt)}${why}`;
}
