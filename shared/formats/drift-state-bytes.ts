/**
 * The state of a residual between two buckets: single-precision numbers one after another, NaN for what is not there. It is
 * rounded so that a state that was stored goes on with the same bits as one that was not, and small, 596 bytes at most.
 * Numbers of blocks are whole up to the year 2288.
 */
import type { SixHours } from '../domain/detect/drift/medians.ts';
import type { Run } from '../domain/detect/drift/run.ts';
import type { DriftState, OpenDrift } from '../domain/detect/drift/state.ts';
import type { Wander } from '../domain/detect/drift/wander.ts';
import { BadBytes } from './checked/bad-bytes.ts';

const WHERE = 'the state of a drift detector';
const NONE = Number.NaN;

export function packedState(state: DriftState): Uint8Array<ArrayBuffer> {
  const { last, centre, warmUp, belief, slow, fast, up, down, wander, medians, open } = state;
  const numbers = [
    ...[last?.id ?? NONE, last?.value ?? NONE, centre, warmUp.steps, warmUp.squares],
    ...(belief === null
      ? [NONE, 0, 0, 0, 0, 0, 0]
      : [belief.variance, belief.degrees, belief.a, belief.phi, belief.aa, belief.ap, belief.pp]),
    ...[slow, fast].flatMap((one) => [one.up, one.down, one.upSince, one.downSince]),
    ...[up, down].flatMap((one) => [one.start, one.base, one.n, one.u, one.uu, one.y, one.uy, one.yy]),
    ...[wander.stretch, wander.n, wander.sum, wander.stretches, wander.squares],
    ...(open === null ? [NONE] : numbersOf(open)),
    ...[medians.number, medians.recent.length, ...medians.recent],
    ...medians.past.flatMap(({ number, median }) => [number, median]),
  ];
  return new Uint8Array(Float32Array.from(numbers).buffer);
}

function numbersOf({
  sign,
  onset,
  raised,
  isGrowing,
  strength,
  reach,
  peak,
  peakAt,
  worst,
  crossing,
  paged,
  back,
}: OpenDrift): number[] {
  const { expected, soonest, latest } = crossing ?? { expected: NONE, soonest: NONE, latest: NONE };
  const forecast = [expected, soonest, latest, paged ?? NONE];
  return [sign, onset, raised, Number(isGrowing), strength, reach, peak, peakAt, worst, ...forecast, back];
}

/** Fails with `BadBytes` where the bytes are not those of `packedState`. */
export function unpackedState(bytes: Uint8Array): DriftState {
  const numbers = numbersIn(bytes);
  const [id, value, centre, steps, squares] = numbers.take(5);
  const [variance, degrees, a, phi, aa, ap, pp] = numbers.take(7);
  return {
    last: Number.isNaN(id) ? null : { id: id!, value: value! },
    centre: centre!,
    warmUp: { steps: steps!, squares: squares! },
    belief: Number.isNaN(variance)
      ? null
      : { a: a!, phi: phi!, aa: aa!, ap: ap!, pp: pp!, variance: variance!, degrees: degrees! },
    slow: cusumIn(numbers),
    fast: cusumIn(numbers),
    up: runIn(numbers),
    down: runIn(numbers),
    wander: wanderIn(numbers),
    open: openIn(numbers),
    medians: { ...recentIn(numbers), past: pastIn(numbers) },
  };
}

interface Numbers {
  take(count: number): Float32Array;
  left(): number;
}

function numbersIn(bytes: Uint8Array): Numbers {
  if (bytes.length % 4 !== 0) throw new BadBytes(WHERE, 'whole numbers of 4 bytes', bytes.length);
  // A copy is aligned, wherever the bytes stood.
  const all = new Float32Array(Uint8Array.from(bytes).buffer);
  let at = 0;
  return {
    take: (count) => {
      if (!(count <= all.length - at))
        throw new BadBytes(WHERE, `${count} numbers from number ${at} on`, all.length - at);
      at += count;
      return all.subarray(at - count, at);
    },
    left: () => all.length - at,
  };
}

function cusumIn(numbers: Numbers) {
  const [up, down, upSince, downSince] = numbers.take(4);
  return { up: up!, down: down!, upSince: upSince!, downSince: downSince! };
}

function runIn(numbers: Numbers): Run {
  const [start, base, n, u, uu, y, uy, yy] = numbers.take(8);
  return { start: start!, base: base!, n: n!, u: u!, uu: uu!, y: y!, uy: uy!, yy: yy! };
}

function wanderIn(numbers: Numbers): Wander {
  const [stretch, n, sum, stretches, squares] = numbers.take(5);
  return { stretch: stretch!, n: n!, sum: sum!, stretches: stretches!, squares: squares! };
}

function openIn(numbers: Numbers): OpenDrift | null {
  const [sign] = numbers.take(1);
  if (Number.isNaN(sign)) return null;
  const [onset, raised, isGrowing, strength, reach, peak, peakAt, worst] = numbers.take(8);
  const [expected, soonest, latest, paged, back] = numbers.take(5);
  return {
    sign: sign! > 0 ? 1 : -1,
    ...{ onset: onset!, raised: raised!, isGrowing: isGrowing === 1 },
    ...{ strength: strength!, reach: reach!, peak: peak!, peakAt: peakAt!, worst: worst! },
    crossing: Number.isNaN(expected) ? null : { expected: expected!, soonest: soonest!, latest: latest! },
    paged: Number.isNaN(paged) ? null : paged!,
    back: back!,
  };
}

function recentIn(numbers: Numbers) {
  const [number, count] = numbers.take(2);
  return { number: number!, recent: [...numbers.take(count!)] };
}

function pastIn(numbers: Numbers): SixHours[] {
  const past: SixHours[] = [];
  while (numbers.left() > 0) {
    const [number, median] = numbers.take(2);
    past.push({ number: number!, median: median! });
  }
  return past;
}
