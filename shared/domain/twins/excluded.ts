/** The account of samples: what was received and is in no pair of a summary, with the reason, on either side. */
import { originOf, qualityOf } from '../telemetry/flags.ts';
import type { Micros } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';
import { groundTimeOf } from './cell-filter.ts';
import { type ChannelPairs, type Counts, type LeftOver, type OnEitherSide, summed } from './channel-pairs.ts';
import { CELL, CELL_NUMBERS, type PairCells } from './pair-cells.ts';
import { areAllKept, type StuckIntervals } from './pair-filter.ts';

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
  const excluded = new ExcludedInParts(stuck, armed);
  for (const pairs of parts) excluded.add(pairs);
  return excluded.with(outsideOf(parts));
}

/** The same of cells that no stuck interval and no armed one cuts. @param outside what is in no pair */
export function excludedFromCells(
  parts: readonly PairCells[],
  stuck: StuckIntervals,
  armed: readonly Interval[],
  shiftMicros: Micros,
  outside: OnEitherSide,
): OnEitherSide {
  const excluded = new ExcludedInParts(stuck, armed);
  for (const { numbers } of parts) {
    for (let at = 0; at < numbers.length; at += CELL_NUMBERS) {
      const flight = { at: numbers[at + CELL.first]!, flags: numbers[at + CELL.flightFlags]! };
      const ground = { at: groundTimeOf(numbers, at, shiftMicros), flags: numbers[at + CELL.groundFlags]! };
      excluded.addAlike(flight, ground, numbers[at + CELL.n]!);
    }
  }
  return excluded.with(outside);
}

interface Sample {
  readonly at: Micros;
  readonly flags: number;
}

/** The same of pairs that come part by part. */
export class ExcludedInParts {
  readonly #flight = new Map<ExclusionReason, number>();
  readonly #ground = new Map<ExclusionReason, number>();
  readonly #stuck: StuckIntervals;
  readonly #armed: readonly Interval[];

  constructor(stuck: StuckIntervals, armed: readonly Interval[]) {
    this.#stuck = stuck;
    this.#armed = armed;
  }

  add(pairs: ChannelPairs): void {
    if (areAllKept(pairs, this.#stuck, this.#armed)) return;
    for (let i = 0; i < pairs.flightTimes.length; i++) {
      const flight = { at: pairs.flightTimes[i]!, flags: pairs.flightFlags[i]! };
      this.addAlike(flight, { at: pairs.groundTimes[i]!, flags: pairs.groundFlags[i]! }, 1);
    }
  }

  /** So many pairs of such samples. */
  addAlike(flight: Sample, ground: Sample, pairs: number): void {
    const isArmed = covers(this.#armed, flight.at);
    const ofFlight = isArmed ? ownReason(flight, this.#stuck.flight) : 'unarmed';
    const ofGround = isArmed ? ownReason(ground, this.#stuck.ground) : 'unarmed';
    if (ofFlight === null && ofGround === null) return;
    count(this.#flight, ofFlight ?? 'partner-excluded', pairs);
    count(this.#ground, ofGround ?? 'partner-excluded', pairs);
  }

  /** @param outside what is in no pair */
  with(outside: OnEitherSide): OnEitherSide {
    return {
      flight: summed([outside.flight, Object.fromEntries(this.#flight)]),
      ground: summed([outside.ground, Object.fromEntries(this.#ground)]),
    };
  }
}

function count(counts: Map<ExclusionReason, number>, reason: ExclusionReason, pairs: number): void {
  counts.set(reason, (counts.get(reason) ?? 0) + pairs);
}

/** What is in no pair at all. */
export function outsideOf(parts: readonly LeftOver[]): OnEitherSide {
  const of = (side: 'flight' | 'ground'): Counts =>
    summed(parts.flatMap(({ unpaired, conflicts }) => [unpaired[side], conflictsOf(conflicts[side])]));
  return { flight: of('flight'), ground: of('ground') };
}

/** Those without a partner. */
export function unpairedOf(parts: readonly LeftOver[]): OnEitherSide {
  return {
    flight: summed(parts.map(({ unpaired }) => unpaired.flight)),
    ground: summed(parts.map(({ unpaired }) => unpaired.ground)),
  };
}

const conflictsOf = (conflict: number): Counts => (conflict === 0 ? {} : { conflict });

function ownReason({ flags, at }: Sample, stuck: readonly Interval[]): ExclusionReason | null {
  if (covers(stuck, at)) return 'stuck';
  if (flags === 0) return null;
  const quality = qualityOf(flags);
  if (quality !== 'GOOD') return quality === 'BAD' ? 'bad' : 'uncertain';
  return originOf(flags) === 'MEASURED' ? null : 'not-measured';
}
