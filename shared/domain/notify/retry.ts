/** Stage 6: when a message that its receiver did not take is sent again. */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';

const FIRST = 5 * MICROS_PER_SECOND;
/** So that a receiver that was down for a day hears within the hour after it. */
const LONGEST = 3600 * MICROS_PER_SECOND;
const DAY = 86_400 * MICROS_PER_SECOND;
/** As long as a run may have a message in hand: longer than all time-outs of a try together. */
export const IN_HAND = 60 * MICROS_PER_SECOND;

export type Retry = { readonly retry: 'AT'; readonly at: Micros } | { readonly retry: 'GIVEN_UP' };

/**
 * After the nth try failed: 5 s later, then twice as long each time, at most an hour. A try that began more than a day
 * after the message was made is the last.
 */
export function afterFailure(tries: number, madeAt: Micros, now: Micros): Retry {
  if (now - madeAt > DAY) return { retry: 'GIVEN_UP' };
  return { retry: 'AT', at: now + Math.min(FIRST * 2 ** Math.max(0, tries - 1), LONGEST) };
}
