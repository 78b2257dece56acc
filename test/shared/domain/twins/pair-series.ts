import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { type PairingRange, RangePairing } from '../../../../shared/domain/twins/range-pairing.ts';

/** Two series over a range, paired alone. */
export function pairSeries(
  flight: Series,
  ground: Series,
  { toleranceMicros, ...range }: PairingRange & { readonly toleranceMicros: number },
): ChannelPairs {
  return new RangePairing(range).pair(flight, ground, toleranceMicros);
}
