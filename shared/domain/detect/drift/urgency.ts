/** Whether a drift leaves people one contact only: then it is CRITICAL (docs/design.md#drift). */
import { longRunDeviation } from '../../../stats/ar1-belief.ts';
import { type Contact, contactAfterNext } from '../../contacts/contact.ts';
import type { Micros } from '../../time.ts';
import { BLOCK_MICROS } from './block.ts';
import { boundsTowards, type NamedBound } from './bounds.ts';
import type { SeenDrift } from './fold-arm.ts';
import { crossingOf } from './forecast.ts';
import { courseOf } from './run.ts';
import { SLOW } from './thresholds.ts';

/** A limit that is CRITICAL or worse, and may be crossed before the contact after the next. */
export interface Urgency {
  readonly bound: NamedBound;
  /** When it is crossed where the slope is one standard error more. */
  readonly soonest: Micros;
  /** When the contact after the next begins. */
  readonly contact: Micros;
}

const URGENT: ReadonlySet<string> = new Set(['CRITICAL', 'SEVERE']);

/** @param contacts by acquisition; of a unit that does not fly none: somebody is there. Null where it is not urgent. */
export function urgencyOf(
  { rule, drift, closed, state }: SeenDrift,
  contacts: readonly Contact[],
): Urgency | null {
  const { belief, last } = state.drift;
  if (closed !== null || belief === null || last === null || state.reference === null) return null;
  const contact = contactAfterNext(contacts, (last.id + 1) * BLOCK_MICROS);
  const bound = boundsTowards(rule, last.id, state.reference, drift.sign).find(({ what }) =>
    URGENT.has(what),
  );
  const run = drift.sign > 0 ? state.drift.up : state.drift.down;
  if (contact === null || bound === undefined || run.n === 0 || !drift.isGrowing) return null;
  const noise = longRunDeviation(belief);
  const distance = drift.sign * (bound.residual - state.drift.centre - run.base);
  const crossing = crossingOf(run, courseOf(run, SLOW * noise, noise), distance, last.id);
  const soonest = crossing === null ? Number.POSITIVE_INFINITY : crossing.soonest * BLOCK_MICROS;
  return soonest < contact ? { bound, soonest, contact } : null;
}
