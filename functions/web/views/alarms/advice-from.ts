/** What a limit says to people, as the stack answers it, for the words that messages use. */
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import type { AdviceTold } from '../../../../shared/domain/notify/advice-text.ts';
import type { Micros } from '../../../../shared/domain/time.ts';

export function adviceFrom(
  { state }: Pick<AlarmOnWire, 'state'>,
  { consequence, action, respondWithinSeconds, respondBy }: NonNullable<AlarmOnWire['advice']>,
): AdviceTold {
  return {
    ...{ consequence, action, respondWithin: respondWithinSeconds },
    ...(respondBy !== undefined && { respondBy: microsOf(respondBy) }),
    isWaiting: state === 'UNACK_ALARM' || state === 'LATCH_UNACK',
  };
}

export const microsOf = (iso: string): Micros => Date.parse(iso) * 1000;
