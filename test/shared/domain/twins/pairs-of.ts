import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';

/** Pairs of one series, `periodMicros` apart from `from` on: [flight, ground] or [flight, ground, flags of flight]. */
export function pairsOf(
  values: readonly (readonly [number, number, number?])[],
  { from = 0, periodMicros = 60e6 } = {},
): ChannelPairs {
  const times = Float64Array.from(values, (_, i) => from + i * periodMicros);
  return {
    series: 'temperature',
    flightTimes: times,
    groundTimes: times.slice(),
    flight: Float64Array.from(values, ([flight]) => flight),
    ground: Float64Array.from(values, ([, ground]) => ground),
    flightFlags: Uint8Array.from(values, ([, , flags]) => flags ?? 0),
    groundFlags: new Uint8Array(values.length),
    unpaired: { flight: {}, ground: {} },
    conflicts: { flight: 0, ground: 0 },
  };
}
