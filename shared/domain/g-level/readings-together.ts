/** Readings of several series at the instants at which all of them have one that counts. */
import { isGoodMeasurement } from '../telemetry/flags.ts';
import type { Selection } from '../telemetry/selection.ts';
import { covers, type Interval } from '../timeline/interval.ts';

export interface ReadingsTogether {
  /** µs, ascending. */
  readonly times: Float64Array;
  /** Of each series, one per time. */
  readonly values: readonly Float64Array[];
}

/** GOOD, MEASURED ones, none of a sensor that stood still; nothing where a series has no sample. */
export function readingsTogether(
  all: readonly (Selection | undefined)[],
  stuck: readonly (readonly Interval[])[],
): ReadingsTogether {
  const first = all[0];
  const each = all.filter((one) => one !== undefined);
  if (first === undefined || each.length < all.length)
    return { times: new Float64Array(0), values: all.map(() => new Float64Array(0)) };
  const most = first.times.length;
  const times = new Float64Array(most);
  const values = each.map(() => new Float64Array(most));
  const places = each.map(() => 0);
  let n = 0;
  for (let i = 0; i < most; i++) {
    const at = first.times[i]!;
    let isWhole = true;
    // Loops and no closures: a day of an accelerometer is millions of readings.
    for (let k = 0; k < each.length; k++) {
      const { times: own, flags } = each[k]!;
      let place = places[k]!;
      while (place < own.length && own[place]! < at) place += 1;
      places[k] = place;
      const isThere = own[place] === at && isGoodMeasurement(flags[place]!);
      isWhole &&= isThere && (stuck[k]!.length === 0 || !covers(stuck[k]!, at));
    }
    if (!isWhole) continue;
    times[n] = at;
    for (let k = 0; k < each.length; k++) values[k]![n] = each[k]!.values[places[k]!]!;
    n += 1;
  }
  return { times: times.subarray(0, n), values: values.map((one) => one.subarray(0, n)) };
}
