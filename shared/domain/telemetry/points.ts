/**
 * Points of a plot or table: windows of a rollup merged until they are few enough, with the ragged ends of the
 * range taken from the samples themselves, so that nothing outside [from, to) is in any point (DESIGN section 10, P5).
 */
import { Refusal } from '../refusal.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { QUALITIES, type Quality, qualityOf } from './flags.ts';
import { between, type Rollup, rollUp, rollupWindows } from './rollup.ts';
import { firstAtOrAfter } from './search-times.ts';
import { acquired, type Selection } from './selection.ts';

export interface TelemetryPoint {
  /** Beginning of the window, or of the range where the window begins before it. */
  readonly t: Micros;
  readonly n: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** The worst in the window. */
  readonly quality: Quality;
}

export interface Range {
  /** Inclusive. */
  readonly from: Micros;
  /** Exclusive. */
  readonly to: Micros;
}

/** What must be read to answer a range, and how it is put together. */
export interface PointsPlan {
  readonly range: Range;
  /** Length of a point's window, epoch-aligned. */
  readonly windowSeconds: Seconds;
  /** The level that the whole windows inside the range come from. */
  readonly level: 'fine' | 'coarse';
  /** The at most two ends of the range that are no whole windows of that level: their samples must be read. */
  readonly edges: readonly Range[];
}

/** The two levels of one series of one bucket; `fine` may be left out where the plan asks for the coarse level. */
export interface SeriesRollups {
  readonly fine: Rollup | null;
  readonly coarse: Rollup;
}

/**
 * The finest resolution at which [from, to) has at most `maxPoints` windows.
 * Refuses an empty range and fewer than two points (any two neighbouring windows may hold a range).
 */
export function planPoints(range: Range, maxPoints: number, periodSeconds: Seconds): PointsPlan {
  if (!(range.from < range.to)) {
    throw new Refusal('invalid', 'telemetry.range-empty', 'expected from before to: a range is [from, to)', {
      field: 'to',
    });
  }
  if (!Number.isInteger(maxPoints) || maxPoints < 2) {
    const sentence = `expected a whole number of at least 2 points, got ${maxPoints}`;
    throw new Refusal('invalid', 'telemetry.max-points', sentence, { field: 'maxPoints' });
  }
  const { fine, coarse } = rollupWindows(periodSeconds);
  const fineFits = fitting(range, maxPoints, fine);
  const level = fineFits < coarse ? 'fine' : 'coarse';
  const levelSeconds = level === 'fine' ? fine : coarse;
  const windowSeconds = level === 'fine' ? fineFits : fitting(range, maxPoints, coarse);
  return { range, windowSeconds, level, edges: edgesOf(range, levelSeconds) };
}

/** The shortest multiple of `seconds` of which at most `maxPoints` epoch-aligned windows touch the range. */
function fitting({ from, to }: Range, maxPoints: number, seconds: Seconds): Seconds {
  const window = seconds * MICROS_PER_SECOND;
  let times = Math.max(1, Math.ceil((to - from) / (window * maxPoints)));
  while (Math.floor((to - 1) / (window * times)) - Math.floor(from / (window * times)) >= maxPoints)
    times += 1;
  return seconds * times;
}

function edgesOf({ from, to }: Range, windowSeconds: Seconds): Range[] {
  const window = windowSeconds * MICROS_PER_SECOND;
  const whole = { from: Math.ceil(from / window) * window, to: Math.floor(to / window) * window };
  if (whole.from >= whole.to) return [{ from, to }];
  const edges = [
    { from, to: whole.from },
    { from: whole.to, to },
  ];
  return edges.filter((edge) => edge.from < edge.to);
}

/**
 * The points of a plan from the rollups of the series' buckets, in order of time, and from samples that cover the
 * plan's edges (more do no harm). Samples without a value (missing codes) are in no point.
 */
export function telemetryPoints(
  plan: PointsPlan,
  rollups: readonly SeriesRollups[],
  samples: readonly Selection[],
): TelemetryPoint[] {
  const cells: Cell[] = [];
  for (const { fine, coarse } of rollups) {
    cells.push(...wholeWindows(plan.level === 'coarse' ? coarse : (fine ?? coarse), plan.range));
  }
  for (const edge of plan.edges) {
    for (const series of samples) {
      const rollup = rollUp(acquired(sliced(series, edge)), plan.windowSeconds);
      cells.push(...rollup.index.map((_, i) => cellAt(rollup, i)));
    }
  }
  return mergeCells(cells, plan);
}

/** One point a sample, for ranges that hold few. */
export function rawPoints(series: Selection, range: Range): TelemetryPoint[] {
  const { times, values, flags } = acquired(sliced(series, range));
  return Array.from(times, (t, i) => {
    const value = values[i]!;
    return { t, n: 1, min: value, mean: value, max: value, quality: qualityOf(flags[i]!) };
  });
}

/** The samples of a series in [from, to). */
function sliced({ times, values, flags }: Selection, { from, to }: Range): Selection {
  const begin = firstAtOrAfter(times, from);
  const end = firstAtOrAfter(times, to);
  return {
    times: times.subarray(begin, end),
    values: values.subarray(begin, end),
    flags: flags.subarray(begin, end),
  };
}

interface Cell {
  readonly start: Micros;
  readonly n: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly worst: number;
}

function* wholeWindows(rollup: Rollup, { from, to }: Range): Generator<Cell> {
  const window = rollup.windowSeconds * MICROS_PER_SECOND;
  for (let i = 0; i < rollup.index.length; i++) {
    const start = rollup.index[i]! * window;
    if (start >= from && start + window <= to) yield cellAt(rollup, i);
  }
}

function cellAt(rollup: Rollup, i: number): Cell {
  return {
    start: rollup.index[i]! * rollup.windowSeconds * MICROS_PER_SECOND,
    n: rollup.n[i]!,
    min: rollup.min[i]!,
    mean: rollup.mean[i]!,
    max: rollup.max[i]!,
    worst: rollup.worst[i]!,
  };
}

function mergeCells(cells: readonly Cell[], { windowSeconds, range }: PointsPlan): TelemetryPoint[] {
  const window = windowSeconds * MICROS_PER_SECOND;
  const merged = new Map<number, Cell>();
  for (const cell of [...cells].sort((a, b) => a.start - b.start)) {
    const index = Math.floor(cell.start / window);
    const earlier = merged.get(index);
    merged.set(index, earlier === undefined ? cell : mergeCell(earlier, cell));
  }
  return Array.from(merged, ([index, { n, min, mean, max, worst }]) => ({
    t: Math.max(index * window, range.from),
    n,
    min,
    mean,
    max,
    quality: QUALITIES[worst]!,
  }));
}

function mergeCell(a: Cell, b: Cell): Cell {
  const n = a.n + b.n;
  const min = Math.min(a.min, b.min);
  const max = Math.max(a.max, b.max);
  const mean = between(min, a.mean * (a.n / n) + b.mean * (b.n / n), max);
  return { start: a.start, n, min, mean, max, worst: Math.max(a.worst, b.worst) };
}
