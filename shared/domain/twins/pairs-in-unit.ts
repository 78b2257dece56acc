import { valueInUnit } from '../telemetry/in-unit.ts';
import type { UnitMove } from '../telemetry/page-units.ts';
import type { ChannelPairs } from './channel-pairs.ts';

/** Puts the readings of either unit of pairs into another unit; null where no conversion leads there. */
export function pairsInUnit({ from, to }: UnitMove): ((pairs: ChannelPairs) => ChannelPairs) | null {
  const convert = from === null ? null : valueInUnit(from, to);
  if (convert === null) return null;
  return (pairs) => ({ ...pairs, flight: pairs.flight.map(convert), ground: pairs.ground.map(convert) });
}
