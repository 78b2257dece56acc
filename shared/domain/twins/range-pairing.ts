import { oncePer } from '../once-per.ts';
import { acquisitionStatusOf, isUnconverted } from '../telemetry/flags.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import { acquired } from '../telemetry/selection.ts';
import type { Series } from '../telemetry/series.ts';
import type { Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import type { ChannelPairs, Counts, OnEitherSide } from './channel-pairs.ts';
import { pairNearest } from './pair-nearest.ts';
import { pairIndices } from './pair-stretches.ts';

/**
 * Why a sample has no partner: it has no value (a missing code), or none in the unit that is answered; nothing of the other unit is within the tolerance, or
 * that went to a nearer sample.
 */
type UnpairedReason = 'invalid' | 'unconverted' | 'no-sample-within-tolerance' | 'nearer-to-another';

export interface PairingRange {
  /** On the flight's axis, inclusive. */
  readonly from: Micros;
  /** On the flight's axis, exclusive. */
  readonly to: Micros;
  /** Ground times minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
}

/** Who goes with whom, of two vectors of times. */
interface Partners {
  /** Indices of the paired samples, ascending: flight[k] goes with ground[k]. */
  readonly flight: Uint32Array;
  readonly ground: Uint32Array;
  readonly flightTimes: Float64Array;
  readonly groundTimes: Float64Array;
  readonly unpaired: OnEitherSide;
}

/**
 * Pairs series over a range. The range owns the pairs whose flight sample lies in it, and the unpaired samples
 * that do (the ground's by shifted time); so adjacent ranges, concatenated, equal the pairing of the whole. For
 * that, both series must reach `PAIRING_MARGIN` tolerances beyond the range on either side, or to their ends.
 *
 * A missing code stands for no value: it is nobody's partner, so that it is in no difference and no mean.
 *
 * Series that share their times (the same arrays, as `mergeFrames` gives them) are paired once, and their pairs share
 * times, and flags where the series do.
 */
export class RangePairing {
  readonly #partnersOf: (
    flight: Float64Array,
  ) => (ground: Float64Array) => (toleranceMicros: Micros) => Partners;
  readonly #flagsAt = oncePer((flags: Uint8Array) =>
    oncePer((indices: Uint32Array) => bytesAt(flags, indices)),
  );

  readonly #range: PairingRange;

  constructor(range: PairingRange) {
    this.#range = range;
    this.#partnersOf = oncePer((flight: Float64Array) =>
      oncePer((ground: Float64Array) =>
        oncePer((toleranceMicros: Micros) => partnersOf(flight, ground, range, toleranceMicros)),
      ),
    );
  }

  pair(ofFlight: Series, ofGround: Series, toleranceMicros: Micros): ChannelPairs {
    const flight = acquired(ofFlight);
    const ground = acquired(ofGround);
    const partners = this.#partnersOf(flight.times)(ground.times)(toleranceMicros);
    const { from, to, shiftMicros } = this.#range;
    const onGround = { from: from + shiftMicros, to: to + shiftMicros };
    return {
      series: ofFlight.series,
      flightTimes: partners.flightTimes,
      groundTimes: partners.groundTimes,
      flight: numbersAt(flight.values, partners.flight),
      ground: numbersAt(ground.values, partners.ground),
      flightFlags: this.#flagsAt(flight.flags)(partners.flight),
      groundFlags: this.#flagsAt(ground.flags)(partners.ground),
      unpaired: {
        flight: withValueless(partners.unpaired.flight, ofFlight, { from, to }),
        ground: withValueless(partners.unpaired.ground, ofGround, onGround),
      },
      conflicts: {
        flight: countIn(ofFlight.losing.times, from, to),
        ground: countIn(ofGround.losing.times, from + shiftMicros, to + shiftMicros),
      },
    };
  }
}

/** How many of the ascending times lie in [from, to). */
function countIn(times: Float64Array, from: Micros, to: Micros): number {
  return firstAtOrAfter(times, to) - firstAtOrAfter(times, from);
}

function withValueless(unpaired: Counts, { times, flags }: Series, { from, to }: Interval): Counts {
  let [invalid, unconverted] = [0, 0];
  for (let i = firstAtOrAfter(times, from); i < times.length && times[i]! < to; i++) {
    if (acquisitionStatusOf(flags[i]!) === 'ACQUIRED') continue;
    if (isUnconverted(flags[i]!)) unconverted += 1;
    else invalid += 1;
  }
  const reasons: Partial<Record<UnpairedReason, number>> = {
    ...(invalid > 0 && { invalid }),
    ...(unconverted > 0 && { unconverted }),
  };
  return invalid + unconverted === 0 ? unpaired : { ...unpaired, ...reasons };
}

function partnersOf(
  flightTimes: Float64Array,
  groundTimes: Float64Array,
  range: PairingRange,
  toleranceMicros: Micros,
): Partners {
  const shifted = shiftedBy(groundTimes, range.shiftMicros);
  const all = pairIndices(pairNearest(flightTimes, shifted, toleranceMicros));
  const first = firstAtOrAfter(all.flight, firstAtOrAfter(flightTimes, range.from));
  const end = firstAtOrAfter(all.flight, firstAtOrAfter(flightTimes, range.to));
  const flight = all.flight.subarray(first, end);
  const ground = all.ground.subarray(first, end);
  const reach = { from: range.from, to: range.to, toleranceMicros };
  return {
    flight,
    ground,
    flightTimes: numbersAt(flightTimes, flight),
    groundTimes: numbersAt(groundTimes, ground),
    unpaired: {
      flight: reasonsOf(flightTimes, shifted, all.flight, reach),
      ground: reasonsOf(shifted, flightTimes, all.ground, reach),
    },
  };
}

// Plain loops: `from` and `map` with a function took a third of what a day of twins costs.

function shiftedBy(times: Float64Array, micros: Micros): Float64Array {
  if (micros === 0) return times;
  const shifted = new Float64Array(times.length);
  for (let i = 0; i < times.length; i++) shifted[i] = times[i]! - micros;
  return shifted;
}

function numbersAt(numbers: Float64Array, indices: Uint32Array): Float64Array {
  if (areAdjacent(indices)) return numbers.subarray(indices[0], indices[0]! + indices.length);
  const found = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) found[i] = numbers[indices[i]!]!;
  return found;
}

function bytesAt(bytes: Uint8Array, indices: Uint32Array): Uint8Array {
  const found = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) found[i] = bytes[indices[i]!]!;
  return found;
}

/** Whether ascending indices leave none out between their first and last. */
function areAdjacent(indices: Uint32Array): boolean {
  const { length } = indices;
  return length > 0 && indices[length - 1]! - indices[0]! === length - 1;
}

/** Counts, by reason, the samples of `times` inside the range that are not among the paired ones. */
function reasonsOf(
  times: Float64Array,
  others: Float64Array,
  paired: Uint32Array,
  range: { readonly from: Micros; readonly to: Micros; readonly toleranceMicros: Micros },
): Counts {
  const counts: Record<string, number> = {};
  const end = firstAtOrAfter(times, range.to);
  let i = firstAtOrAfter(times, range.from);
  let k = firstAtOrAfter(paired, i);
  let j = 0;
  for (; i < end; i++) {
    if (paired[k] === i) {
      k++;
      continue;
    }
    while (j < others.length && others[j]! < times[i]! - range.toleranceMicros) j++;
    const isNear = j < others.length && others[j]! - times[i]! <= range.toleranceMicros;
    const reason: UnpairedReason = isNear ? 'nearer-to-another' : 'no-sample-within-tolerance';
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
