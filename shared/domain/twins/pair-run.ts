/** Some neighbouring pairs of a channel, and what they come to. */
import { joined } from '../../stats/joined.ts';
import { addToSum, startSum, summedUp } from '../../stats/sum.ts';
import type { Micros } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';

/** In order of time. */
export type PairRun = Omit<ChannelPairs, 'series' | 'unpaired' | 'conflicts'>;

export function runOf(pairs: PairRun, from: number, to: number): PairRun {
  return {
    flightTimes: pairs.flightTimes.subarray(from, to),
    groundTimes: pairs.groundTimes.subarray(from, to),
    flight: pairs.flight.subarray(from, to),
    ground: pairs.ground.subarray(from, to),
    flightFlags: pairs.flightFlags.subarray(from, to),
    groundFlags: pairs.groundFlags.subarray(from, to),
  };
}

export function joinedRuns(a: PairRun, b: PairRun): PairRun {
  return {
    flightTimes: joined([a.flightTimes, b.flightTimes]),
    groundTimes: joined([a.groundTimes, b.groundTimes]),
    flight: joined([a.flight, b.flight]),
    ground: joined([a.ground, b.ground]),
    flightFlags: joinedBytes(a.flightFlags, b.flightFlags),
    groundFlags: joinedBytes(a.groundFlags, b.groundFlags),
  };
}

function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

export function copyOf(run: PairRun): PairRun {
  return {
    flightTimes: run.flightTimes.slice(),
    groundTimes: run.groundTimes.slice(),
    flight: run.flight.slice(),
    ground: run.ground.slice(),
    flightFlags: run.flightFlags.slice(),
    groundFlags: run.groundFlags.slice(),
  };
}

/** The pairs of a run by the flags of both samples, ascending by these. */
export function byFlags(run: PairRun): PairRun[] {
  const { flightFlags, groundFlags } = run;
  // Of nearly all runs.
  if (isAll(flightFlags) && isAll(groundFlags)) return [run];
  const kindAt = (i: number) => flightFlags[i]! * 256 + groundFlags[i]!;
  const kinds = Map.groupBy(flightFlags.keys(), kindAt);
  return [...kinds].sort(([a], [b]) => a - b).map(([, places]) => picked(run, places));
}

function isAll(flags: Uint8Array): boolean {
  for (let i = 1; i < flags.length; i++) if (flags[i] !== flags[0]) return false;
  return true;
}

function picked(run: PairRun, places: readonly number[]): PairRun {
  const numbers = (of: Float64Array) => Float64Array.from(places, (i) => of[i]!);
  const bytes = (of: Uint8Array) => Uint8Array.from(places, (i) => of[i]!);
  return {
    flightTimes: numbers(run.flightTimes),
    groundTimes: numbers(run.groundTimes),
    flight: numbers(run.flight),
    ground: numbers(run.ground),
    flightFlags: bytes(run.flightFlags),
    groundFlags: bytes(run.groundFlags),
  };
}

/** What a run of equal flags comes to, in the order of `CELL` but for the index. */
export function rowOf(run: PairRun, shiftMicros: Micros): number[] {
  const { flightTimes, groundTimes, flight, ground } = run;
  const n = flight.length;
  const [ofDelta, ofFlight, ofGround] = [startSum(), startSum(), startSum()];
  let [largest, flightMin, flightMax, groundMin, groundMax] = [0, Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const [f, g] = [flight[i]!, ground[i]!];
    addToSum(ofDelta, f - g);
    addToSum(ofFlight, f);
    addToSum(ofGround, g);
    if (f < flightMin) flightMin = f;
    if (f > flightMax) flightMax = f;
    if (g < groundMin) groundMin = g;
    if (g > groundMax) groundMax = g;
    const offset = groundTimes[i]! - shiftMicros - flightTimes[i]!;
    if (Math.abs(offset) > Math.abs(largest)) largest = offset;
  }
  const [delta, flightSum, groundSum] = [summedUp(ofDelta), summedUp(ofFlight), summedUp(ofGround)];
  const [deltaMean, flightMean, groundMean] = [delta / n, flightSum / n, groundSum / n];
  let [deltaSquares, flightSquares, groundSquares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [f, g] = [flight[i]!, ground[i]!];
    deltaSquares += (f - g - deltaMean) ** 2;
    flightSquares += (f - flightMean) ** 2;
    groundSquares += (g - groundMean) ** 2;
  }
  return [
    ...[flightTimes[0]!, groundTimes[0]! - shiftMicros - flightTimes[0]!, largest],
    ...[run.flightFlags[0]!, run.groundFlags[0]!, n],
    ...[delta, deltaSquares],
    ...[flightSum, flightSquares, flightMin, flightMax],
    ...[groundSum, groundSquares, groundMin, groundMax],
  ];
}
