/** What a definition says of a limit to those who are called: what happens if nobody acts, what to do, until when. */
import type { UnitContext } from '../anomaly/unit-detector.ts';
import { isAtLeast, severityNow } from '../anomaly/urgency.ts';
import { entriesInForce } from '../detect/limit/bands-in-force.ts';
import type { Anomaly } from '../detect/registry.ts';
import type { LimitsEntry } from '../experiment/limits-schema.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { AdviceTold } from './advice-text.ts';
import { isOfFinding } from './found-now.ts';
import type { MessageRecord } from './message-record.ts';

export type Advice = Pick<LimitsEntry, 'consequence' | 'action' | 'respondWithin' | 'irreversible'>;

/** Of the limits that were in force when the anomaly was at its worst; null of what no limit was broken by. */
export function adviceOf(
  anomaly: Anomaly,
  limits: readonly LimitsEntry[],
  context: UnitContext,
): Advice | null {
  if (anomaly.kind !== 'LIMIT') return null;
  const at = anomaly.evidence.worseFrom ?? anomaly.from;
  const inForce = entriesInForce(limits, context).find(
    ({ from, to }) => (from ?? -Infinity) <= at && at < (to ?? Infinity),
  );
  return inForce?.entry ?? null;
}

/**
 * When people were first told of it, as bad as it is now: from then on the time to respond runs. Null where no message
 * has said so yet.
 *
 * @param messages of its group, by number
 */
export function toldAt(anomaly: Anomaly, messages: readonly MessageRecord[]): Micros | null {
  const severity = severityNow(anomaly);
  const first = messages.find(
    ({ about, covers }) =>
      about !== 'RESOLVED' &&
      covers.some((one) => isOfFinding(one, anomaly) && isAtLeast(one.severity, severity)),
  );
  return first?.madeAt ?? null;
}

export function adviceTold(
  { consequence, action, respondWithin }: Advice,
  told: Micros | null,
  isWaiting: boolean,
): AdviceTold {
  return {
    ...{ consequence, action, respondWithin, isWaiting },
    ...(told !== null &&
      respondWithin !== undefined && {
        respondBy: wholeMinute(told + respondWithin * MICROS_PER_SECOND),
      }),
  };
}

/** Nobody responds to the second, and none is promised more time than there is. */
function wholeMinute(at: Micros): Micros {
  const minute = 60 * MICROS_PER_SECOND;
  return Math.floor(at / minute) * minute;
}
