import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { Rollup } from './rollup.ts';
import type { Selection } from './selection.ts';

/** The means of windows as samples at the middle of each, in order of time; those whose middle is not wanted left out. */
export function middlesOf(rollups: readonly Rollup[], isWanted: (at: Micros) => boolean): Selection {
  const times: number[] = [];
  const values: number[] = [];
  for (const { windowSeconds, index, mean } of rollups) {
    const length = windowSeconds * MICROS_PER_SECOND;
    for (let i = 0; i < index.length; i++) {
      const middle = (index[i]! + 0.5) * length;
      if (!isWanted(middle)) continue;
      times.push(middle);
      values.push(mean[i]!);
    }
  }
  return {
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    flags: new Uint8Array(times.length),
  };
}
