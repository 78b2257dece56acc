/**
 * Points of a plot or table: windows of a rollup merged until they are few enough, with the ragged ends of the
 * range taken from the samples themselves, so that nothing outside [from, to) is in any point (docs/promises.md#p5).
 */
import { emptyRange } from '../empty-range.ts';
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
  /** The windows of the level inside it hold no sample outside the range; empty where there are none such. */
  readonly whole: Range;
  /** Length of a point's window, epoch-aligned. */
  readonly windowSeconds: Seconds;
  /** The level that the whole windows come from. */
  readonly level: 'fine' | 'coarse';
  /** The at most two ends of the range that are no whole windows of that level: their samples must be read. */
  readonly edges: readonly Range[];
}

/**
 * The finest resolution at which [from, to) has at most `maxPoints` windows.
 * Refuses an empty range and fewer than two points (any two neighbouring windows may hold a range).
 *
 * @param extent holds all samples that there are; a range that ends beyond it cuts no window there
 */
export function planPoints(
  range: Range,
  maxPoints: number,
  periodSeconds: Seconds,
  extent: Range = { from: -Infinity, to: Infinity },
): PointsPlan {
  if (!(range.from < range.to)) throw emptyRange('telemetry', range);
  if (!Number.isInteger(maxPoints) || maxPoints < 2) {
    const sentence = `expected a whole number of at least 2 points, got ${maxPoints}`;
    throw new Refusal('invalid', 'telemetry.max-points', sentence, { field: 'maxPoints' });
  }
  const { fine, coarse } = rollupWindows(periodSeconds);
  const fineFits = fitting(range, maxPoints, fine);
  const level = fineFits < coarse ? 'fine' : 'coarse';
  const levelSeconds = level === 'fine' ? fine : coarse;
  const windowSeconds = level === 'fine' ? fineFits : fitting(range, maxPoints, coarse);
  const whole = wholeOf(range, levelSeconds * MICROS_PER_SECOND, extent);
  return { range, whole, windowSeconds, level, edges: edgesOf(range, whole) };
}

/** The shortest multiple of `seconds` of which at most `maxPoints` epoch-aligned windows touch the range. */
function fitting({ from, to }: Range, maxPoints: number, seconds: Seconds): Seconds {
  const window = seconds * MICROS_PER_SECOND;
  let times = Math.max(1, Math.ceil((to - from) / (window * maxPoints)));
  while (Math.floor((to - 1) / (window * times)) - Math.floor(from / (window * times)) >= maxPoints)
    times += 1;
  return seconds * times;
}

function wholeOf({ from, to }: Range, window: number, extent: Range): Range {
  return {
    from: (from <= extent.from ? Math.floor(from / window) : Math.ceil(from / window)) * window,
    to: (to >= extent.to ? Math.ceil(to / window) : Math.floor(to / window)) * window,
  };
}

function edgesOf({ from, to }: Range, whole: Range): Range[] {
  if (whole.from >= whole.to) return [{ from, to }];
  const edges = [
    { from, to: whole.from },
    { from: whole.to, to },
  ];
  return edges.filter((edge) => edge.from < edge.to);
}

/** Samples are cut to an edge before they are rolled up; the window that holds them begins and ends elsewhere. */
const ANYWHERE: Range = { from: -Infinity, to: Infinity };

/**
 * The points of a plan from the rollups of its level, in order of time, and from samples that cover the plan's edges
 * (more do no harm). Samples without a value (missing codes) are in no point.
 */
export function telemetryPoints(
  plan: PointsPlan,
  rollups: readonly Rollup[],
  samples: readonly Selection[],
): TelemetryPoint[] {
  const { whole } = plan;
  const isWhole = whole.from < whole.to;
  const points = new Points(plan);
  // In order of time, since the last digits of a mean depend on it.
  const before = plan.edges.filter((edge) => !isWhole || edge.to <= whole.from);
  const after = plan.edges.filter((edge) => isWhole && edge.from >= whole.to);
  const rolledUp = (edge: Range) =>
    samples.map((series) => rollUp(acquired(sliced(series, edge)), plan.windowSeconds));
  for (const rollup of before.flatMap(rolledUp)) points.add(rollup, ANYWHERE);
  if (isWhole) for (const rollup of rollups) points.add(rollup, whole);
  for (const rollup of after.flatMap(rolledUp)) points.add(rollup, ANYWHERE);
  return points.list();
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

/** Windows of one length over a range, into which shorter ones are merged; what holds no sample has n = 0. */
class Points {
  readonly #window: number;
  readonly #from: Micros;
  readonly #first: number;
  readonly #n: Float64Array;
  readonly #min: Float64Array;
  readonly #mean: Float64Array;
  readonly #max: Float64Array;
  readonly #worst: Uint8Array;

  constructor({ range, windowSeconds }: PointsPlan) {
    this.#window = windowSeconds * MICROS_PER_SECOND;
    this.#from = range.from;
    this.#first = Math.floor(range.from / this.#window);
    const count = Math.floor((range.to - 1) / this.#window) - this.#first + 1;
    this.#n = new Float64Array(count);
    this.#min = new Float64Array(count).fill(Infinity);
    this.#mean = new Float64Array(count);
    this.#max = new Float64Array(count).fill(-Infinity);
    this.#worst = new Uint8Array(count);
  }

  /** Merges the windows of a rollup that lie inside [from, to). */
  add(rollup: Rollup, { from, to }: Range): void {
    const { index, n, min, mean, max, worst } = rollup;
    const length = rollup.windowSeconds * MICROS_PER_SECOND;
    for (let i = 0; i < index.length; i++) {
      const start = index[i]! * length;
      if (start < from || start + length > to) continue;
      const slot = Math.floor(start / this.#window) - this.#first;
      this.#merge(slot, n[i]!, min[i]!, mean[i]!, max[i]!, worst[i]!);
    }
  }

  #merge(slot: number, n: number, min: number, mean: number, max: number, worst: number): void {
    const had = this.#n[slot]!;
    const all = had + n;
    if (min < this.#min[slot]!) this.#min[slot] = min;
    if (max > this.#max[slot]!) this.#max[slot] = max;
    if (worst > this.#worst[slot]!) this.#worst[slot] = worst;
    this.#n[slot] = all;
    this.#mean[slot] =
      had === 0
        ? mean
        : between(this.#min[slot]!, this.#mean[slot]! * (had / all) + mean * (n / all), this.#max[slot]!);
  }

  list(): TelemetryPoint[] {
    const points: TelemetryPoint[] = [];
    for (let slot = 0; slot < this.#n.length; slot++) {
      if (this.#n[slot] === 0) continue;
      points.push({
        t: Math.max((this.#first + slot) * this.#window, this.#from),
        n: this.#n[slot]!,
        min: this.#min[slot]!,
        mean: this.#mean[slot]!,
        max: this.#max[slot]!,
        quality: QUALITIES[this.#worst[slot]!]!,
      });
    }
    return points;
  }
}
