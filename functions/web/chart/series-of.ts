/** Answers as the vectors that a chart draws. Pure: what is drawn is decided here, and tested. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import type { TelemetryOnWire } from '../../../shared/contract/telemetry.ts';
import { parseDuration } from '../../../shared/domain/duration.ts';
import type { Quality } from '../../../shared/domain/telemetry/flags.ts';

/** Vectors of one length; null is a gap, which is never bridged. */
export interface Curve {
  /** Seconds of the axis: of windows their middle. */
  readonly x: number[];
  readonly values: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
  /** Stretches of which a reader must not believe each number, in seconds of the axis. */
  readonly doubted: Doubt[];
  /** Every point is one sample. */
  readonly isSamples: boolean;
  /** From one point to the next where none lacks. */
  readonly step: number;
}

/** UNCERTAIN and BAD are qualities, INVALID is a declared missing code, STILL a sensor that was found standing still. */
export const DOUBTS = ['UNCERTAIN', 'BAD', 'INVALID', 'STILL'] as const;
export type DoubtKind = (typeof DOUBTS)[number];

export interface Doubt {
  readonly kind: DoubtKind;
  readonly from: number;
  readonly to: number;
}

export const NO_CURVE: Curve = {
  ...{ x: [], values: [], low: [], high: [], doubted: [] },
  ...{ isSamples: false, step: 1 },
};

interface Point {
  /** Where a window begins, or a sample stands. */
  readonly at: number;
  /** Of a window that is not whole. */
  readonly middle?: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly quality: Quality;
}

/** @param xOf of an instant of the unit's clock, in seconds since 1970, the place on the axis */
export function curveOfTelemetry(
  { points, resolution, without }: Pick<TelemetryOnWire, 'points' | 'resolution' | 'without'>,
  periodSeconds: number,
  xOf: (epochSeconds: number) => number,
): Curve {
  const isSamples = resolution === 'raw';
  const step = isSamples ? periodSeconds : parseDuration(resolution);
  const at = (iso: string) => xOf(Date.parse(iso) / 1000);
  const curve = curveOf(
    points.map(({ t, ...point }) => ({ ...point, at: at(t) })),
    step,
    isSamples,
  );
  for (const { t } of (without?.windows ?? []).filter(({ invalid }) => invalid > 0))
    doubt(curve.doubted, { kind: 'INVALID', from: at(t), to: at(t) + step });
  return curve;
}

/**
 * The difference; of one value a window there is no least and greatest. A window that the range cuts stands in the middle
 * of what lies in it: else it would be before the view.
 */
export function curveOfDelta(
  { windows, range, periodSeconds = 0 }: Pick<DeltaOnWire, 'windows' | 'range' | 'periodSeconds'>,
  step: number,
  xOf: (epochSeconds: number) => number,
): Curve {
  const x = (iso: string) => xOf(Date.parse(iso) / 1000);
  const [from, to] = range === null ? [-Infinity, Infinity] : [x(range.first), x(range.last) + periodSeconds];
  return curveOf(
    windows.map(({ at: begin, delta, quality }) => {
      const at = x(begin);
      const middle = (Math.max(at, from) + Math.min(at + step, to)) / 2;
      return { at, middle, mean: delta, min: delta, max: delta, quality };
    }),
    step,
    false,
  );
}

function curveOf(points: readonly Point[], step: number, isSamples: boolean): Curve {
  const curve: Curve = { x: [], values: [], low: [], high: [], doubted: [], isSamples, step };
  const middle = isSamples ? 0 : step / 2;
  let before: number | null = null;
  for (const { at, middle: own = at + middle, mean, min, max, quality } of points) {
    if (before !== null && at - before > 1.5 * step) push(curve, before + step + middle, null, null, null);
    push(curve, own, mean, min, max);
    if (quality !== 'GOOD') doubt(curve.doubted, { kind: quality, from: at, to: at + step });
    before = at;
  }
  return curve;
}

/** Open over what is known to lack: a window longer than a gap has a value all the same, and its line would bridge it. */
export function openedAt(
  curve: Curve,
  gaps: readonly { readonly from: number; readonly to: number }[],
): Curve {
  if (curve.isSamples || gaps.length === 0) return curve;
  const opened: Curve = { ...curve, x: [], values: [], low: [], high: [] };
  const middles = gaps.map(({ from, to }) => (from + to) / 2).sort((a, b) => a - b);
  let next = 0;
  curve.x.forEach((x, i) => {
    const before = curve.x[i - 1];
    let isOpen = false;
    for (; next < middles.length && middles[next]! < x; next++) isOpen = before !== undefined;
    if (before !== undefined && isOpen) push(opened, (before + x) / 2, null, null, null);
    push(opened, x, curve.values[i] ?? null, curve.low[i] ?? null, curve.high[i] ?? null);
  });
  return opened;
}

function push(curve: Curve, x: number, value: number | null, low: number | null, high: number | null): void {
  curve.x.push(x);
  curve.values.push(value);
  curve.low.push(low);
  curve.high.push(high);
}

/** Neighbours of one kind are one stretch. */
function doubt(doubted: Doubt[], { kind, from, to }: Doubt): void {
  const last = doubted.findLastIndex((one) => one.kind === kind);
  const found = doubted[last];
  if (found !== undefined && from <= found.to + (to - from) / 2) doubted[last] = { ...found, to };
  else doubted.push({ kind, from, to });
}

/** Curves on the places of all of them: undefined is nothing of this curve, which breaks no line; null is a gap. */
export function joinedCurves(curves: readonly Pick<Curve, 'x' | 'values' | 'low' | 'high'>[]): {
  readonly x: number[];
  readonly columns: (number | null | undefined)[][];
} {
  const x = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
  const place = new Map(x.map((at, i) => [at, i]));
  const columns = curves.flatMap((curve) =>
    ([curve.values, curve.low, curve.high] as const).map((values) => {
      const column: (number | null | undefined)[] = Array(x.length).fill(undefined);
      curve.x.forEach((at, i) => {
        column[place.get(at)!] = values[i];
      });
      widenGaps(column);
      return column;
    }),
  );
  return { x, columns };
}

/** What has nothing beside a gap lies in it: a chart breaks a line only up to the next place, whosever that is. */
function widenGaps(column: (number | null | undefined)[]): void {
  const widen = (i: number, before: number) => {
    if (column[i] === undefined && column[before] === null) column[i] = null;
  };
  for (let i = 1; i < column.length; i++) widen(i, i - 1);
  for (let i = column.length - 2; i >= 0; i--) widen(i, i + 1);
}
