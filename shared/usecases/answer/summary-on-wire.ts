import type { SummaryOnWire } from '../../contract/deltas.ts';
import { summed, totalOf } from '../../domain/twins/channel-pairs.ts';
import type { Equivalence } from '../../domain/twins/equivalence.ts';
import type { Summary } from '../../domain/twins/summary.ts';

/** @param whyNone why no time counts, where that is known: it is said where no pair counts */
export function summaryOnWire(summary: Summary, whyNone: string | null = null): SummaryOnWire {
  const { ci95, interval, unpaired, flight, ground, equivalence, deltaReason, ci95Reason, ...numbers } =
    summary;
  return {
    ...numbers,
    ...(deltaReason !== undefined && { deltaReason: reasonWith(deltaReason, whyNone) }),
    ci95: ci95 === null ? null : [ci95[0], ci95[1]],
    ...(ci95Reason !== undefined && { ci95Reason }),
    interval: { ...interval, units: { ...interval.units } },
    unpaired: {
      flight: totalOf(unpaired.flight),
      ground: totalOf(unpaired.ground),
      reasons: { ...summed([unpaired.flight, unpaired.ground]) },
    },
    flight: { ...flight },
    ground: { ...ground },
    ...(equivalence !== undefined && { equivalence: equivalenceOnWire(equivalence) }),
  };
}

const equivalenceOnWire = ({ ci90, ...rest }: Equivalence): SummaryOnWire['equivalence'] => ({
  ...rest,
  ci90: ci90 === null ? null : [ci90[0], ci90[1]],
});

const reasonWith = (reason: string, whyNone: string | null): string =>
  whyNone === null ? reason : `${reason}: ${whyNone}`;
