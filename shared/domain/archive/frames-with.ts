import { flagsAt } from '../telemetry/flags.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { RankedFrame } from './samples.ts';

export interface Sample {
  /** µs. */
  readonly time: number;
  readonly value: number;
  readonly flags: number;
}

/** The frames that hold this very sample of the series: value to the bit, and flags. */
export function framesWith<F extends RankedFrame>(
  frames: readonly F[],
  series: string,
  { time, value, flags }: Sample,
): F[] {
  return frames.filter(({ frame: { times, columns } }) => {
    const column = columns.find((one) => one.series === series);
    const at = firstAtOrAfter(times, time);
    if (column === undefined || times[at] !== time) return false;
    return Object.is(column.values[at], value) && flagsAt(column.flags, at) === flags;
  });
}
