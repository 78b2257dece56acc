import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { TimelineEvent } from './event.ts';
import type { LagEstimate } from './lag.ts';

type AlignmentVerdict = 'AGREED' | 'DISPUTED' | 'UNVERIFIED';

/** What is known of the clocks of a pair. */
export interface PairClocks {
  /** Name of the event that elapsed time counts from. */
  readonly reference: string;
  readonly flightEvent: TimelineEvent | null;
  readonly groundEvent: TimelineEvent | null;
  readonly plannedDelaySeconds: Seconds;
  /** Whether both units' time stamps come from one clock. */
  readonly sharedClock: boolean;
  /** What the data say, beyond the planned delay. */
  readonly estimate: LagEstimate | null;
  /** Differences up to this count as agreement: the period, or the pairing tolerance where that is longer. */
  readonly toleranceSeconds: Seconds;
}

/** How the ground unit's time was laid on the flight unit's, and whether that can be trusted. */
export interface Alignment {
  readonly reference: string;
  /** Ground minus flight beyond the planned delay, as applied. */
  readonly lagSeconds: Seconds;
  /** The same as the data show it, or null where they do not show it clearly. */
  readonly estimatedLagSeconds: Seconds | null;
  readonly sharedClock: boolean;
  readonly verdict: AlignmentVerdict;
  readonly reasons: readonly string[];
  /** Ground times minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
  /** The reference on the flight's axis; null: no such event, elapsed time is counted from the epoch. */
  readonly referenceAt: Micros | null;
}

/**
 * Aligns a pair by its reference events: each unit counts from its own; a ground unit without one from the flight's
 * plus the planned delay. The verdict is
 *
 * - DISPUTED where both events are known and lie apart by something else than the planned delay (beyond both
 *   accuracies and the tolerance), or where the data show another lag than the one applied;
 * - AGREED where both events fit the plan, or where one clock serves both units and no delay was planned (with a
 *   delay, the shared clock cannot tell whether the ground unit kept to it);
 * - UNVERIFIED otherwise, and always without any reference event.
 */
export function alignPair(clocks: PairClocks): Alignment {
  const { flightEvent, groundEvent, plannedDelaySeconds, estimate } = clocks;
  const planned = Math.round(plannedDelaySeconds * MICROS_PER_SECOND);
  const shiftMicros =
    flightEvent !== null && groundEvent !== null ? groundEvent.at - flightEvent.at : planned;
  const lagSeconds = (shiftMicros - planned) / MICROS_PER_SECOND;
  return {
    reference: clocks.reference,
    lagSeconds,
    estimatedLagSeconds: estimate === null ? null : estimate.lagSeconds,
    sharedClock: clocks.sharedClock,
    ...judge(clocks, lagSeconds),
    shiftMicros,
    referenceAt: flightEvent?.at ?? (groundEvent === null ? null : groundEvent.at - planned),
  };
}

function judge(clocks: PairClocks, lagSeconds: Seconds): Pick<Alignment, 'verdict' | 'reasons'> {
  const disputes = [eventDispute(clocks, lagSeconds), dataDispute(clocks, lagSeconds)].filter(
    (dispute) => dispute !== null,
  );
  if (disputes.length > 0) return { verdict: 'DISPUTED', reasons: disputes };
  const { reference, flightEvent, groundEvent, sharedClock, plannedDelaySeconds } = clocks;
  if (flightEvent === null && groundEvent === null) {
    const sentence = `no event "${reference}" of either unit: time is counted from 1970-01-01T00:00:00Z and the ground unit is taken to follow ${plannedDelaySeconds} s later`;
    return { verdict: 'UNVERIFIED', reasons: [sentence] };
  }
  if (flightEvent !== null && groundEvent !== null) {
    const sentence = `the events "${reference}" of both units fit the planned delay of ${plannedDelaySeconds} s`;
    return { verdict: 'AGREED', reasons: [sentence] };
  }
  if (sharedClock && plannedDelaySeconds === 0) {
    return { verdict: 'AGREED', reasons: ['both units share one clock and no delay was planned'] };
  }
  const missing = flightEvent === null ? 'flight' : 'ground';
  const clock = sharedClock ? 'the shared clock does not show' : 'nothing shows';
  const sentence = `the ${missing} unit has no event "${reference}": ${clock} that the ground unit kept to the planned delay of ${plannedDelaySeconds} s`;
  return { verdict: 'UNVERIFIED', reasons: [sentence] };
}

function eventDispute(clocks: PairClocks, lagSeconds: Seconds): string | null {
  const accuracy = eventAccuracy(clocks);
  if (accuracy === null || Math.abs(lagSeconds) <= accuracy + clocks.toleranceSeconds) return null;
  return `the ground unit's "${clocks.reference}" comes ${clocks.plannedDelaySeconds + lagSeconds} s after the flight unit's; planned were ${clocks.plannedDelaySeconds} s, and accuracies and tolerance allow ${accuracy + clocks.toleranceSeconds} s of difference`;
}

function dataDispute(clocks: PairClocks, lagSeconds: Seconds): string | null {
  const { estimate, toleranceSeconds } = clocks;
  if (estimate === null) return null;
  // Where the lag is a difference of two events, it is no better than they are.
  const allowed = Math.max(toleranceSeconds, estimate.uncertaintySeconds) + (eventAccuracy(clocks) ?? 0);
  if (Math.abs(estimate.lagSeconds - lagSeconds) <= allowed) return null;
  return `the data show a lag of ${estimate.lagSeconds} s (correlation ${estimate.correlation.toFixed(2)}) where ${lagSeconds} s was applied; ${allowed} s of difference are allowed`;
}

/** Sum of both events' accuracies; null unless both are known. */
function eventAccuracy({ flightEvent, groundEvent }: PairClocks): Seconds | null {
  return flightEvent === null || groundEvent === null ? null : flightEvent.accuracy + groundEvent.accuracy;
}
