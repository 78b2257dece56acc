/** Windows of a delta as the vectors that a chart draws. Pure: what is drawn is decided here, and tested. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';

/** Vectors of one length; null is a gap, which is never bridged. */
export interface DeltaVectors {
  /** Seconds: since the reference, or since 1970. */
  readonly x: number[];
  readonly flight: (number | null)[];
  readonly flightLow: (number | null)[];
  readonly flightHigh: (number | null)[];
  readonly ground: (number | null)[];
  readonly groundLow: (number | null)[];
  readonly groundHigh: (number | null)[];
  readonly delta: (number | null)[];
  /** Stretches of windows that are not GOOD, and of missing ones, in x. */
  readonly doubted: { readonly from: number; readonly to: number }[];
}

export type TimeAxis = 'elapsed' | 'utc';

type Window = DeltaOnWire['windows'][number];

/**
 * @param step length of a window in seconds: where the next one begins later, a gap is drawn
 */
export function vectorsOf(windows: readonly Window[], axis: TimeAxis, step: number): DeltaVectors {
  const vectors: DeltaVectors = {
    ...{ x: [], flight: [], flightLow: [], flightHigh: [] },
    ...{ ground: [], groundLow: [], groundHigh: [], delta: [], doubted: [] },
  };
  let before: number | null = null;
  for (const window of windows) {
    const at = axis === 'elapsed' ? window.elapsedSeconds : Date.parse(window.at) / 1000;
    if (before !== null && at - before > 1.5 * step) push(vectors, before + step, null);
    push(vectors, at, window);
    if (window.quality !== 'GOOD') doubt(vectors, at, step);
    before = at;
  }
  return vectors;
}

function push(vectors: DeltaVectors, at: number, window: Window | null): void {
  vectors.x.push(at);
  vectors.flight.push(window?.flight.mean ?? null);
  vectors.flightLow.push(window?.flight.min ?? null);
  vectors.flightHigh.push(window?.flight.max ?? null);
  vectors.ground.push(window?.ground.mean ?? null);
  vectors.groundLow.push(window?.ground.min ?? null);
  vectors.groundHigh.push(window?.ground.max ?? null);
  vectors.delta.push(window?.delta ?? null);
}

function doubt({ doubted }: DeltaVectors, at: number, step: number): void {
  const last = doubted.at(-1);
  if (last !== undefined && at <= last.to + step / 2)
    doubted[doubted.length - 1] = { ...last, to: at + step };
  else doubted.push({ from: at, to: at + step });
}

/** Windows that people and clocks count in, in seconds. */
const STEPS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400] as const;
const MOST_WINDOWS = 1200;

/** The shortest window of which no more than fit a screen lie in the range. */
export function stepFor(seconds: number, periodSeconds: number): number {
  const wanted = Math.max(seconds / MOST_WINDOWS, periodSeconds);
  return STEPS.find((step) => step >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400;
}
