import { addToMoments, type Moments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { QUALITIES, type Quality, qualityOf } from '../telemetry/flags.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import { goodPairs, type PairFilter, type StuckIntervals } from './pair-filter.ts';

/** Flight and ground over one stretch of elapsed time, of the paired samples in it. */
export interface DeltaWindow {
  /** Where the window begins, on the flight's axis. */
  readonly at: Micros;
  /** Null where no reference event is known. */
  readonly elapsedSeconds: Seconds | null;
  /** The phase that all its pairs are in; null where there is none, or more than one. */
  readonly phase: string | null;
  readonly flight: WindowSide;
  readonly ground: WindowSide;
  /** Mean of flight minus ground. */
  readonly delta: number;
  /** GOOD where every pair is good, BAD where any sample is BAD, else UNCERTAIN. */
  readonly quality: Quality;
}

interface WindowSide {
  readonly n: number;
  readonly mean: number;
  /** With divisor n − 1; null for one sample. */
  readonly sd: number | null;
  readonly min: number;
  readonly max: number;
  /** The poorest of its samples; one of a stuck sensor is UNCERTAIN at best. */
  readonly quality: Quality;
}

export interface WindowOptions {
  /** On the flight's axis; null counts from the epoch. */
  readonly referenceAt: Micros | null;
  readonly resolutionSeconds: Seconds;
  /** On the flight's axis, inclusive and exclusive. */
  readonly from: Micros;
  readonly to: Micros;
  readonly stuck: StuckIntervals;
  /** When both units are in which phase, on the flight's axis: disjoint and ascending. */
  readonly phases: readonly PhaseStretch[];
}

export interface PhaseStretch extends Interval {
  readonly phase: string;
}

/**
 * Windows of everything paired in the range, ascending, each beginning at a multiple of the resolution in elapsed
 * time; only windows that hold pairs. A range that ends within a window cuts it.
 *
 * @param parts the pairs of one series in adjacent, ascending ranges.
 */
export function deltaWindows(parts: readonly ChannelPairs[], options: WindowOptions): DeltaWindow[] {
  const windows = new DeltaWindowsInParts(options);
  for (const pairs of parts) windows.add(pairs);
  return windows.finish();
}

/** The same of pairs that come part by part, in order of time: equal to the last bit. */
export class DeltaWindowsInParts {
  readonly #options: WindowOptions;
  readonly #isGood: PairFilter;
  readonly #windows: DeltaWindow[] = [];
  #open: OpenWindow | null = null;

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#isGood = goodPairs(options.stuck);
  }

  /** Gives how many windows there are so far. */
  add(pairs: ChannelPairs): number {
    const { resolutionSeconds, referenceAt, from, to, stuck } = this.#options;
    const step = resolutionSeconds * MICROS_PER_SECOND;
    const isGood = this.#isGood;
    let open = this.#open;
    for (let i = 0; i < pairs.flightTimes.length; i++) {
      const at = pairs.flightTimes[i]!;
      if (at < from || at >= to) continue;
      const index = Math.floor((at - (referenceAt ?? 0)) / step);
      if (open === null || open.index !== index) {
        this.#close(open);
        open = startWindow(index, at);
      }
      open.last = at;
      addToSide(open.flight, pairs.flight[i]!);
      addToSide(open.ground, pairs.ground[i]!);
      addToMoments(open.delta, pairs.flight[i]! - pairs.ground[i]!);
      if (isGood(pairs, i)) continue;
      lower(open.flight, pairs.flightFlags[i]!, covers(stuck.flight, at));
      lower(open.ground, pairs.groundFlags[i]!, covers(stuck.ground, pairs.groundTimes[i]!));
    }
    this.#open = open;
    return this.#windows.length;
  }

  finish(): DeltaWindow[] {
    this.#close(this.#open);
    this.#open = null;
    return this.#windows;
  }

  #close(open: OpenWindow | null): void {
    if (open !== null) this.#windows.push(closed(open, this.#options));
  }
}

function startWindow(index: number, at: Micros): OpenWindow {
  return {
    ...{ index, first: at, last: at },
    ...{ flight: startSide(), ground: startSide(), delta: startMoments() },
  };
}

interface OpenWindow {
  readonly index: number;
  readonly first: Micros;
  last: Micros;
  readonly flight: OpenSide;
  readonly ground: OpenSide;
  readonly delta: Moments;
}

interface OpenSide extends Moments {
  min: number;
  max: number;
  /** Place among `QUALITIES`: the poorer, the greater. */
  poorest: number;
}

function startSide(): OpenSide {
  return { ...startMoments(), min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, poorest: 0 };
}

function addToSide(side: OpenSide, value: number): void {
  addToMoments(side, value);
  if (value < side.min) side.min = value;
  if (value > side.max) side.max = value;
}

function lower(side: OpenSide, flags: number, isStuck: boolean): void {
  side.poorest = Math.max(side.poorest, poorestOf(flags, isStuck));
}

/** Of a sample, as its place among `QUALITIES`: what is GOOD and MEASURED lowers nothing, its partner does. */
export function poorestOf(flags: number, isStuck: boolean): number {
  const own = QUALITIES.indexOf(qualityOf(flags));
  const least = isStuck || flags !== 0 ? QUALITIES.indexOf('UNCERTAIN') : 0;
  return Math.max(own, least);
}

/** Where a window begins, and when that is: without a reference event windows are counted from 1970, and nothing elapses. */
export function windowPlace(
  index: number,
  resolutionSeconds: Seconds,
  referenceAt: Micros | null,
): { readonly at: Micros; readonly elapsedSeconds: Seconds | null } {
  const seconds = index * resolutionSeconds;
  return {
    at: (referenceAt ?? 0) + seconds * MICROS_PER_SECOND,
    elapsedSeconds: referenceAt === null ? null : seconds,
  };
}

function closed(window: OpenWindow, { resolutionSeconds, referenceAt, phases }: WindowOptions): DeltaWindow {
  const { index, first, last, flight, ground, delta } = window;
  return {
    ...windowPlace(index, resolutionSeconds, referenceAt),
    phase: phases.find(({ from, to }) => from <= first && last < to)?.phase ?? null,
    flight: sideOf(flight),
    ground: sideOf(ground),
    delta: delta.mean,
    quality: QUALITIES[Math.max(flight.poorest, ground.poorest)]!,
  };
}

function sideOf(side: OpenSide): WindowSide {
  const { n, mean, min, max } = side;
  const variance = sampleVariance(side);
  const sd = variance === null ? null : Math.sqrt(variance);
  return { n, mean, sd, min, max, quality: QUALITIES[side.poorest]! };
}
