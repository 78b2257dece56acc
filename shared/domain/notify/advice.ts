/** What a definition says of a limit to those who are called: what happens if nobody acts, what to do, how soon. */
import type { UnitContext } from '../anomaly/unit-detector.ts';
import { entriesInForce } from '../detect/limit/bands-in-force.ts';
import type { Anomaly } from '../detect/registry.ts';
import type { LimitsEntry } from '../experiment/limits-schema.ts';
import { MICROS_PER_SECOND } from '../time.ts';
import { spanText } from '../words/span.ts';

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

export function adviceLines({ consequence, action, respondWithin }: Advice): string[] {
  const within =
    respondWithin === undefined ? '' : `Respond within ${spanText(respondWithin * MICROS_PER_SECOND)}.`;
  const doing = action === undefined ? '' : `Do: ${sentence(action)}`;
  return [
    ...(consequence === undefined ? [] : [`Consequence: ${sentence(consequence)}`]),
    ...(doing === '' && within === '' ? [] : [`${doing} ${within}`.trim()]),
  ];
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
