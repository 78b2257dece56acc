import type { Series } from '../../../../shared/domain/telemetry/series.ts';

/** A series of [µs, value] or [µs, value, flags]. */
export function seriesOf(
  samples: readonly (readonly [number, number, number?])[],
  series = 'temperature',
): Series {
  const none = new Float64Array(0);
  return {
    series,
    times: Float64Array.from(samples, ([at]) => at),
    values: Float64Array.from(samples, ([, value]) => value),
    flags: Uint8Array.from(samples, ([, , flags]) => flags ?? 0),
    losing: { times: none, values: none, flags: new Uint8Array(0) },
  };
}
