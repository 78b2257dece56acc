/** The account of samples: what was received and is in no pair of a summary, with the reason, on either side. */
import { originOf, qualityOf } from '../telemetry/flags.ts';
import type { Micros } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';
import { type ChannelPairs, type Counts, type OnEitherSide, summed } from './channel-pairs.ts';
import type { StuckIntervals } from './pair-filter.ts';

/**
 * Of a sample that is paired: no phase was armed; its own sensor stood still; its own quality or origin; or it was good
 * and its partner was left out. Those in no pair have the reasons of `RangePairing`, or lost a `conflict`.
 */
type ExclusionReason = 'unarmed' | 'stuck' | 'bad' | 'uncertain' | 'not-measured' | 'partner-excluded';

/**
 * What `armedGoodPairs` leaves out of the pairs, and what is in none. On either side, the pairs that it keeps and these
 * add up to all samples of the range.
 *
 * @param parts the pairs of one series in adjacent, ascending ranges
 * @param armed on the flight's axis
 */
export function excludedFrom(
  parts: readonly ChannelPairs[],
  stuck: StuckIntervals,
  armed: readonly Interval[],
): OnEitherSide {
  const flight = new Map<ExclusionReason, number>();
  const ground = new Map<ExclusionReason, number>();
  const add = (counts: Map<ExclusionReason, number>, reason: ExclusionReason) =>
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const pairs of parts) {
    for (let i = 0; i < pairs.flightTimes.length; i++) {
      const isArmed = covers(armed, pairs.flightTimes[i]!);
      const ofFlight = isArmed
        ? ownReason(pairs.flightFlags[i]!, pairs.flightTimes[i]!, stuck.flight)
        : 'unarmed';
      const ofGround = isArmed
        ? ownReason(pairs.groundFlags[i]!, pairs.groundTimes[i]!, stuck.ground)
        : 'unarmed';
      if (ofFlight === null && ofGround === null) continue;
      add(flight, ofFlight ?? 'partner-excluded');
      add(ground, ofGround ?? 'partner-excluded');
    }
  }
  const outside = outsideOf(parts);
  return {
    flight: summed([outside.flight, Object.fromEntries(flight)]),
    ground: summed([outside.ground, Object.fromEntries(ground)]),
  };
}

/** What is in no pair at all. */
export function outsideOf(parts: readonly ChannelPairs[]): OnEitherSide {
  const of = (side: 'flight' | 'ground'): Counts =>
    summed(parts.flatMap(({ unpaired, conflicts }) => [unpaired[side], conflictsOf(conflicts[side])]));
  return { flight: of('flight'), ground: of('ground') };
}

const conflictsOf = (conflict: number): Counts => (conflict === 0 ? {} : { conflict });

function ownReason(flags: number, at: Micros, stuck: readonly Interval[]): ExclusionReason | null {
  if (covers(stuck, at)) return 'stuck';
  if (flags === 0) return null;
  const quality = qualityOf(flags);
  if (quality !== 'GOOD') return quality === 'BAD' ? 'bad' : 'uncertain';
  return originOf(flags) === 'MEASURED' ? null : 'not-measured';
}
