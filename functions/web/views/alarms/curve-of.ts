/** The curve of a channel around an anomaly, as paths of a picture. Pure: what is drawn is decided here, and tested. */
import { ticksOf } from './lanes-of.ts';

export interface CurvePoint {
  /** ms since 1970. */
  readonly t: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly isGood: boolean;
}

export interface Curve {
  readonly name: string;
  readonly role: 'own' | 'twin' | 'sibling';
  readonly points: readonly CurvePoint[];
}

export interface Level {
  readonly name: string;
  readonly value: number;
}

/** Where what grows is going to be: from the newest that is known to when it crosses a bound. */
export interface Forecast {
  readonly from: { readonly t: number; readonly value: number };
  readonly to: { readonly t: number; readonly value: number };
  /** One standard error sooner and later; no latest where it may never cross. */
  readonly soonest: number;
  readonly latest: number | null;
}

export interface EvidenceOf {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  readonly curves: readonly Curve[];
  readonly levels: readonly Level[];
  readonly forecast: Forecast | null;
}

export interface Picture {
  readonly xTicks: readonly { readonly x: number; readonly t: number }[];
  readonly yTicks: readonly { readonly y: number; readonly value: number }[];
  readonly lines: readonly {
    readonly name: string;
    readonly role: Curve['role'];
    readonly path: string;
    /** Least to greatest of each window; empty where every point is one sample. */
    readonly band: string;
  }[];
  readonly levels: readonly (Level & { readonly y: number })[];
  /** Stretches of readings that are UNCERTAIN or BAD. */
  readonly doubted: readonly { readonly x: number; readonly width: number }[];
  readonly forecast: {
    readonly path: string;
    readonly soonest: number;
    readonly latest: number | null;
  } | null;
  readonly xOf: (t: number) => number;
  readonly left: number;
  readonly bottom: number;
}

const LEFT = 64;
const BOTTOM = 26;
const TOP = 12;
const RIGHT = 8;
const TICK_PX = 110;

/** Null where there is nothing to scale by. */
export function pictureOf({ from, to, width, height, curves, levels, forecast }: EvidenceOf): Picture | null {
  const values = [
    ...curves.flatMap(({ points }) => points.flatMap(({ min, max }) => [min, max])),
    ...levels.map(({ value }) => value),
    ...(forecast === null ? [] : [forecast.to.value]),
  ];
  if (values.length === levels.length || to <= from) return null;
  const [low, high] = padded(values);
  const bottom = height - BOTTOM;
  const xOf = (t: number) => round(LEFT + ((t - from) / (to - from)) * (width - LEFT - RIGHT));
  const yOf = (value: number) => round(bottom - ((value - low) / (high - low)) * (bottom - TOP));
  const most = Math.max(1, Math.floor((width - LEFT) / TICK_PX));
  const own = curves.find(({ role }) => role === 'own')?.points ?? [];
  return {
    xTicks: ticksOf(from, to, most).map((t) => ({ x: xOf(t), t })),
    yTicks: valueTicks(low, high).map((value) => ({ y: yOf(value), value })),
    lines: curves.map(({ name, role, points }) => ({
      ...{ name, role },
      path: pathOf(points, xOf, (one) => yOf(one.mean)),
      band: role === 'own' ? bandOf(points, xOf, yOf) : '',
    })),
    levels: levels.map((level) => ({ ...level, y: yOf(level.value) })),
    doubted: doubtedOf(own).map((one) => ({
      x: xOf(one.from),
      width: Math.max(2, xOf(one.to) - xOf(one.from)),
    })),
    forecast:
      forecast === null
        ? null
        : {
            path: `M${xOf(forecast.from.t)} ${yOf(forecast.from.value)}L${xOf(forecast.to.t)} ${yOf(forecast.to.value)}`,
            soonest: xOf(forecast.soonest),
            latest: forecast.latest === null ? null : xOf(forecast.latest),
          },
    ...{ xOf, left: LEFT, bottom },
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function padded(values: readonly number[]): readonly [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = high === low ? Math.max(Math.abs(high) * 0.05, 1e-9) : (high - low) * 0.06;
  return [low - pad, high + pad];
}

/** Four or five round values within the range. */
export function valueTicks(low: number, high: number): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => (high - low) / one <= 5) ?? 10 * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** A gap is never bridged: two and more steps apart, the line is lifted. */
const GAP_STEPS = 1.9;

export function stepOf(points: readonly Pick<CurvePoint, 't'>[]): number {
  const steps = points.slice(1).map(({ t }, i) => t - points[i]!.t);
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}

function runsOf(points: readonly CurvePoint[]): CurvePoint[][] {
  const step = stepOf(points);
  const runs: CurvePoint[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point.t - before > GAP_STEPS * step) runs.push([]);
    runs.at(-1)?.push(point);
    before = point.t;
  }
  return runs;
}

function pathOf(
  points: readonly CurvePoint[],
  xOf: (t: number) => number,
  yOf: (point: CurvePoint) => number,
): string {
  return runsOf(points)
    .map((run) => {
      const [first] = run;
      if (first === undefined) return '';
      // One reading between two gaps is a dot: of no length, with round ends.
      const more = run.length === 1 ? [first] : run.slice(1);
      return `M${xOf(first.t)} ${yOf(first)}${more.map((one) => `L${xOf(one.t)} ${yOf(one)}`).join('')}`;
    })
    .join('');
}

function bandOf(
  points: readonly CurvePoint[],
  xOf: (t: number) => number,
  yOf: (value: number) => number,
): string {
  if (points.every(({ min, max }) => min === max)) return '';
  return runsOf(points)
    .map((run) => {
      const high = run.map(({ t, max }) => `${xOf(t)} ${yOf(max)}`);
      const low = run.toReversed().map(({ t, min }) => `${xOf(t)} ${yOf(min)}`);
      return `M${[...high, ...low].join('L')}Z`;
    })
    .join('');
}

function doubtedOf(points: readonly CurvePoint[]): { from: number; to: number }[] {
  const step = stepOf(points);
  const found: { from: number; to: number }[] = [];
  for (const { t, isGood } of points) {
    if (isGood) continue;
    const last = found.at(-1);
    if (last !== undefined && t - last.to <= step) last.to = t + step;
    else found.push({ from: t, to: t + step });
  }
  return found;
}
