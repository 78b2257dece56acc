import { useMemo } from 'preact/hooks';
import type { ChartClock } from '../chart/chart-props.ts';
import { useZone } from '../parts/zone.tsx';
import { zonedText } from '../parts/zoned-text.ts';
import { stackNow } from '../stack/clock.ts';

/** Clock times in the zone that the reader has chosen. */
export function useClock(): ChartClock {
  const zone = useZone();
  return useMemo(
    () => ({
      name: zone === 'utc' ? 'UTC' : 'time of this machine',
      isLocal: zone === 'local',
      textOf: (seconds) => zonedText(Math.round(seconds * 1000), stackNow(), zone),
    }),
    [zone],
  );
}
