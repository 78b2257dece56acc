/** Readings of several series at the times at which all of them have one that counts. */
import { isGoodMeasurement } from '../telemetry/flags.ts';
import type { Selection } from '../telemetry/selection.ts';
import type { Micros } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';

export interface ReadingsTogether {
  /** µs, ascending: of the earliest of the readings that belong together. */
  readonly times: Float64Array;
  /** Of each series, one per time. */
  readonly values: readonly Float64Array[];
  /** Whether a series had a reading that counts while another one had none. */
  readonly areSomeAlone: boolean;
}

/**
 * GOOD, MEASURED ones, none of a sensor that stood still. Those belong together that are less than half a period apart:
 * the axes of an accelerometer may be read one after another. Each belongs to one time, whichever series comes first.
 *
 * @param all nothing where a series has no sample
 * @param stuck when each of them stood still
 * @param period between two readings of a series
 */
export function readingsTogether(
  all: readonly (Selection | undefined)[],
  stuck: readonly (readonly Interval[])[],
  period: Micros,
): ReadingsTogether {
  const each = all.map((one, k) => counting(one, stuck[k]!));
  const most = Math.min(...each.map((one) => one.times.length));
  const times = new Float64Array(most);
  const values = each.map(() => new Float64Array(most));
  const places = each.map(() => 0);
  let n = 0;
  while (each.every(({ times: own }, k) => places[k]! < own.length)) {
    const { least, most: latest } = ends(each, places);
    const at = each[least]!.times[places[least]!]!;
    const next = each[least]!.times[places[least]! + 1] ?? Number.POSITIVE_INFINITY;
    // Whatever comes later of the others is farther away still, and the next reading of this one may be nearer.
    if (latest - at >= period / 2 || next <= latest) {
      places[least]! += 1;
      continue;
    }
    times[n] = at;
    for (let k = 0; k < each.length; k++) values[k]![n] = each[k]!.values[places[k]!++]!;
    n += 1;
  }
  return {
    times: times.subarray(0, n),
    values: values.map((one) => one.subarray(0, n)),
    areSomeAlone: each.some((one) => one.times.length > n),
  };
}

interface Counting {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Loops and no closures, here and below: a day of an accelerometer is millions of readings. */
function counting(selection: Selection | undefined, stuck: readonly Interval[]): Counting {
  const { times, values, flags } = selection ?? NOTHING;
  const kept = { times: new Float64Array(times.length), values: new Float64Array(times.length) };
  let n = 0;
  for (let i = 0; i < times.length; i++) {
    if (!isGoodMeasurement(flags[i]!) || (stuck.length > 0 && covers(stuck, times[i]!))) continue;
    kept.times[n] = times[i]!;
    kept.values[n] = values[i]!;
    n += 1;
  }
  return { times: kept.times.subarray(0, n), values: kept.values.subarray(0, n) };
}

const NOTHING: Selection = {
  ...{ times: new Float64Array(0), values: new Float64Array(0), flags: new Uint8Array(0) },
};

/** Which of the series has the earliest reading at its place, and when the latest of them is. */
function ends(each: readonly Counting[], places: readonly number[]): { least: number; most: Micros } {
  let [least, earliest, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < each.length; k++) {
    const at = each[k]!.times[places[k]!]!;
    if (at < earliest) [least, earliest] = [k, at];
    if (at > most) most = at;
  }
  return { least, most };
}
