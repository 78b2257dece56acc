import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { type Judgement, judgeAlignment, type PairClocks } from './alignment-verdict.ts';
import { pairShift } from './pair-shift.ts';

/** How the ground unit's time was laid on the flight unit's, and whether that can be trusted. */
export interface Alignment extends Judgement {
  readonly reference: string | null;
  /** Ground minus flight beyond the planned delay, as applied. */
  readonly lagSeconds: Seconds;
  /** The same as the data show it, or null where they do not show it clearly. */
  readonly estimatedLagSeconds: Seconds | null;
  readonly sharedClock: boolean;
  /** Ground times minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
  /** The reference on the flight's axis; null: no such event, elapsed time is counted from the epoch. */
  readonly referenceAt: Micros | null;
}

/**
 * Aligns a pair by its reference events: each unit counts from its own; a ground unit without one from the flight's
 * plus the planned delay. Without a planned delay the events alone say how much later the ground is. The verdict is
 *
 * - DISPUTED where both events are known and lie apart by something else than the planned delay (beyond both
 *   accuracies and the tolerance), or where the data show another lag than the one applied, over all or over a third;
 * - AGREED where the data vote for the lag that was applied;
 * - AGREED_BY_EVENTS where the data cannot say, and both events fit the plan, or one clock serves both units and no
 *   delay was planned (with a delay, the shared clock cannot tell whether the ground unit kept to it);
 * - UNVERIFIED otherwise.
 */
export function alignPair(clocks: PairClocks): Alignment {
  const { flightEvent, groundEvent, data } = clocks;
  const { shiftMicros, planned } = pairShift(flightEvent, groundEvent, clocks.plannedDelaySeconds);
  const lagSeconds = (shiftMicros - planned) / MICROS_PER_SECOND;
  return {
    reference: clocks.reference,
    lagSeconds,
    estimatedLagSeconds: data?.lag == null ? null : lagSeconds + data.lag.lagSeconds,
    sharedClock: clocks.sharedClock,
    ...judgeAlignment(clocks, lagSeconds),
    shiftMicros,
    referenceAt: flightEvent?.at ?? (groundEvent === null ? null : groundEvent.at - planned),
  };
}
