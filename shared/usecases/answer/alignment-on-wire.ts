import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { PairLag } from '../../domain/lag/pair-lag.ts';
import { isoOf } from '../../domain/time.ts';
import type { Alignment } from '../../domain/timeline/alignment.ts';
import type { RealisedOffset } from '../../domain/twins/realised-offset.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';

/** @param data lags beyond the shift that is applied; on the wire all are beyond the planned delay */
export function alignmentOnWire(
  { reference, lagSeconds, estimatedLagSeconds, sharedClock, verdict, reasons }: Alignment,
  data: PairLag,
  offset: RealisedOffset | null,
): DeltaOnWire['alignment'] {
  const { lag, votes, silent, searchedSeconds, lagsByThird } = data;
  const beyondPlan = (seconds: number) => derived(lagSeconds + seconds);
  const second = lag?.secondLagSeconds ?? null;
  return {
    ...{ reference, lagSeconds, sharedClock, verdict },
    estimatedLagSeconds: derivedOrNull(estimatedLagSeconds),
    reasons: [...reasons],
    lagUncertaintySeconds: derivedOrNull(lag?.uncertaintySeconds ?? null),
    secondLagSeconds: second === null ? null : beyondPlan(second),
    votes: votes.map((vote) => ({
      ...vote,
      lagSeconds: beyondPlan(vote.lagSeconds),
      uncertaintySeconds: derived(vote.uncertaintySeconds),
      correlation: derived(vote.correlation),
    })),
    searched: {
      fromSeconds: beyondPlan(-searchedSeconds),
      toSeconds: beyondPlan(searchedSeconds),
      channels: silent.map((one) => ({ ...one })),
    },
    lagsByThird: lagsByThird.map((third) => ({
      from: isoOf(third.from),
      to: isoOf(third.to),
      lagSeconds: beyondPlan(third.lagSeconds),
      uncertaintySeconds: derived(third.uncertaintySeconds),
    })),
    realisedOffset: offset === null ? null : { ...offset },
  };
}
