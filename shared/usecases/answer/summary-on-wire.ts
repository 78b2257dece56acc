import type { SummaryOnWire } from '../../contract/deltas.ts';
import { summed, totalOf } from '../../domain/twins/channel-pairs.ts';
import { DISPUTED } from '../../domain/twins/environment-reasons.ts';
import type { Equivalence } from '../../domain/twins/equivalence.ts';
import type { Summary } from '../../domain/twins/summary.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';

interface Surroundings {
  /** Why no time counts, where that is known: it is said where no pair counts. */
  readonly whyNone: string | null;
  /** What a unit did not send, where that is why there is no pair: nothing else is said then. */
  readonly unsent: string | null;
  /** Whether what is paired may not belong together: equal or not, it is not known then. */
  readonly isDisputed: boolean;
}

export function summaryOnWire(
  summary: Summary,
  { whyNone, unsent, isDisputed }: Surroundings,
): SummaryOnWire {
  const { ci95, interval, unpaired, flight, ground, equivalence, deltaReason, ci95Reason, ...numbers } =
    summary;
  const { decorrelationTimes } = interval;
  return {
    ...numbers,
    delta: derivedOrNull(numbers.delta),
    sd: derivedOrNull(numbers.sd),
    effectiveSampleSize: derived(numbers.effectiveSampleSize),
    ...(deltaReason !== undefined && { deltaReason: unsent ?? reasonWith(deltaReason, whyNone) }),
    ci95: endsOf(ci95),
    ...(ci95Reason !== undefined && { ci95Reason }),
    interval: {
      ...{ ...interval, units: { ...interval.units } },
      decorrelationSamples: derivedOrNull(interval.decorrelationSamples),
      phi: derivedOrNull(interval.phi),
      ...(decorrelationTimes !== undefined && { decorrelationTimes: derived(decorrelationTimes) }),
    },
    unpaired: {
      flight: totalOf(unpaired.flight),
      ground: totalOf(unpaired.ground),
      reasons: { ...summed([unpaired.flight, unpaired.ground]) },
    },
    flight: { ...flight, mean: derivedOrNull(flight.mean) },
    ground: { ...ground, mean: derivedOrNull(ground.mean) },
    ...(equivalence !== undefined && { equivalence: equivalenceOnWire(equivalence, isDisputed) }),
  };
}

function equivalenceOnWire(
  { ci90, ...rest }: Equivalence,
  isDisputed: boolean,
): SummaryOnWire['equivalence'] {
  const known = { ...rest, ci90: endsOf(ci90) };
  if (!isDisputed || rest.equivalent === null) return known;
  return { ...known, equivalent: null, reason: DISPUTED.sentence };
}

const endsOf = (ends: readonly [number, number] | null): [number, number] | null =>
  ends === null ? null : [derived(ends[0]), derived(ends[1])];

const reasonWith = (reason: string, whyNone: string | null): string =>
  whyNone === null ? reason : `${reason}: ${whyNone}`;
