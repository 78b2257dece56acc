import { addToMoments, type Moments, startMoments } from '../../stats/moments.ts';
import { type Quality, qualityOf } from '../telemetry/flags.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** Flight and ground over one stretch of elapsed time, of the paired samples in it. */
export interface DeltaWindow {
  /** Where the window begins. */
  readonly elapsedSeconds: Seconds;
  readonly flight: { readonly n: number; readonly mean: number };
  readonly ground: { readonly n: number; readonly mean: number };
  /** Mean of flight minus ground. */
  readonly delta: number;
  /** GOOD where every pair is good, BAD where any sample is BAD, else UNCERTAIN. */
  readonly quality: Quality;
}

export interface WindowOptions {
  /** On the flight's axis; null counts from the epoch. */
  readonly referenceAt: Micros | null;
  readonly resolutionSeconds: Seconds;
  /** On the flight's axis, inclusive and exclusive. */
  readonly from: Micros;
  readonly to: Micros;
  readonly isGood: PairFilter;
}

/**
 * Windows of everything paired in the range, ascending, each beginning at a multiple of the resolution in elapsed
 * time; only windows that hold pairs. A range that ends within a window cuts it.
 *
 * @param parts the pairs of one series in adjacent, ascending ranges.
 */
export function deltaWindows(parts: readonly ChannelPairs[], options: WindowOptions): DeltaWindow[] {
  const step = options.resolutionSeconds * MICROS_PER_SECOND;
  const referenceAt = options.referenceAt ?? 0;
  const windows: DeltaWindow[] = [];
  let open: OpenWindow | null = null;
  for (const pairs of parts) {
    for (let i = 0; i < pairs.flightTimes.length; i++) {
      const at = pairs.flightTimes[i]!;
      if (at < options.from || at >= options.to) continue;
      const index = Math.floor((at - referenceAt) / step);
      if (open === null || open.index !== index) {
        if (open !== null) windows.push(closed(open, options.resolutionSeconds));
        open = {
          index,
          flight: startMoments(),
          ground: startMoments(),
          delta: startMoments(),
          quality: 'GOOD',
        };
      }
      addToMoments(open.flight, pairs.flight[i]!);
      addToMoments(open.ground, pairs.ground[i]!);
      addToMoments(open.delta, pairs.flight[i]! - pairs.ground[i]!);
      if (open.quality !== 'BAD' && !options.isGood(pairs, i)) open.quality = poorQuality(pairs, i);
    }
  }
  if (open !== null) windows.push(closed(open, options.resolutionSeconds));
  return windows;
}

interface OpenWindow {
  readonly index: number;
  readonly flight: Moments;
  readonly ground: Moments;
  readonly delta: Moments;
  quality: Quality;
}

function closed(window: OpenWindow, resolutionSeconds: Seconds): DeltaWindow {
  const { flight, ground, delta, quality } = window;
  return {
    elapsedSeconds: window.index * resolutionSeconds,
    flight: { n: flight.n, mean: flight.mean },
    ground: { n: ground.n, mean: ground.mean },
    delta: delta.mean,
    quality,
  };
}

function poorQuality(pairs: ChannelPairs, i: number): Quality {
  const isBad = [pairs.flightFlags[i]!, pairs.groundFlags[i]!].some((flags) => qualityOf(flags) === 'BAD');
  return isBad ? 'BAD' : 'UNCERTAIN';
}
