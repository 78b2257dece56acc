/** Which windows a view needs: as many as a screen can show, and no more. Pure. */
import { rollupWindows } from '../../../shared/domain/telemetry/rollup.ts';
import type { View } from './view.ts';

/** Multiples of the windows that are kept, short and long; of a minute and an hour they are what clocks count in. */
const TIMES_FINE = [1, 2, 5, 10, 30];
const TIMES_COARSE = [1, 2, 6, 12, 24, 48, 120, 240, 720];
/** In a view; each is two pixels of a wide screen. */
const MOST_WINDOWS = 600;
/** As many samples of a view are shown one by one. */
const MOST_SAMPLES = 1200;
/** What is asked for reaches beyond the view by this share of it on either side, so that few steps ask again. */
const BESIDE = 0.5;

/** What is asked for: windows of a length, or samples one by one, in a stretch of the axis. */
export interface Wanted extends View {
  /** Length of a window in seconds. */
  readonly step: number;
  /** The windows are as short as the period: the samples themselves are shown. */
  readonly isSamples: boolean;
}

/** Windows of other lengths are answered in these: two charts would then read different ones under one cursor. */
function stepsOf(periodSeconds: number): readonly number[] {
  const { fine, coarse } = rollupWindows(periodSeconds);
  return [
    ...TIMES_FINE.map((times) => times * fine).filter((step) => step < coarse),
    ...TIMES_COARSE.map((times) => times * coarse),
  ];
}

/** The shortest window of which no more than fit a screen lie in the range; the period where it shows single samples. */
export function stepFor(seconds: number, periodSeconds: number): number {
  if (seconds <= MOST_SAMPLES * periodSeconds) return periodSeconds;
  const wanted = seconds / MOST_WINDOWS;
  const { coarse } = rollupWindows(periodSeconds);
  return stepsOf(periodSeconds).find((step) => step >= wanted) ?? Math.ceil(wanted / coarse) * coarse;
}

/** What shows the view at its own resolution, and some time beside it. */
export function wantedFor(view: View, periodSeconds: number): Wanted {
  const length = view.to - view.from;
  return around(
    view.from - BESIDE * length,
    view.to + BESIDE * length,
    stepFor(length, periodSeconds),
    periodSeconds,
  );
}

/** What the next closer look at a place will need; null where the view shows single samples already. */
export function closerAround(view: View, at: number, periodSeconds: number): Wanted | null {
  const step = stepFor(view.to - view.from, periodSeconds);
  if (step <= periodSeconds) return null;
  const closer = stepsOf(periodSeconds).findLast((one) => one < step) ?? periodSeconds;
  // Every view of that length which holds the place.
  const length = closer * (closer === periodSeconds ? MOST_SAMPLES : MOST_WINDOWS);
  return around(at - length, at + length, closer, periodSeconds);
}

/** From whole windows to whole windows: none is cut, and what was asked for at one place fits what is asked for at another. */
function around(from: number, to: number, step: number, periodSeconds: number): Wanted {
  return {
    from: Math.floor(from / step) * step,
    to: Math.ceil(to / step) * step,
    step,
    isSamples: step <= periodSeconds,
  };
}

/** Of what is kept, what shows the view best: all of it at its own resolution, else the next coarser or finer. */
export function bestOf<P extends Wanted>(patches: readonly P[], view: View, step: number): P | null {
  const score = (patch: P): number => {
    const covered = Math.min(patch.to, view.to) - Math.max(patch.from, view.from);
    if (covered <= 0) return -1;
    // What covers more is better, whatever its windows; of equals those of the closest length.
    return covered / (view.to - view.from) - Math.abs(Math.log2(patch.step / step)) / 100;
  };
  let best: P | null = null;
  for (const patch of patches)
    if (score(patch) >= 0 && (best === null || score(patch) > score(best))) best = patch;
  return best;
}

/** Whether nothing better can be asked for. */
export function isSharp(patch: Wanted | null, view: View, step: number, whole: View | null): boolean {
  if (patch === null || patch.step !== step) return false;
  const from = whole === null ? view.from : Math.max(view.from, whole.from);
  const to = whole === null ? view.to : Math.min(view.to, whole.to);
  return patch.from <= from && patch.to >= to;
}
