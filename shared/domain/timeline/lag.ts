import { crossCorrelation } from '../../stats/cross-correlation.ts';
import { median } from '../../stats/median.ts';
import { addToMoments, startMoments } from '../../stats/moments.ts';
import { acquired, type Selection } from '../telemetry/selection.ts';
import type { Series } from '../telemetry/series.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';

/** How much later the ground series goes through what the flight series shows. */
export interface LagEstimate {
  readonly lagSeconds: Seconds;
  /** Half the width of the peak, one grid step at least. */
  readonly uncertaintySeconds: Seconds;
  /** Of the values themselves, at that lag. */
  readonly correlation: number;
}

export interface LagOptions {
  readonly periodSeconds: Seconds;
  /** Subtracted from the ground's times first: the planned delay. */
  readonly shiftMicros: Micros;
}

/** Fewer common points, and no estimate. */
const FEWEST_POINTS = 100;
/** More grid points than this are not looked at: the first ones tell the lag. */
const MOST_POINTS = 65_536;
/** The values must correlate this well at the lag found. */
const STRONG = 0.8;
/** The steps' correlation must stand out from chance by as many standard errors. */
const SIGNIFICANT = 8;
/** Lags at which the steps correlate at least this fraction of the best form the peak; a second peak refuses. */
const PEAK = 0.5;
/** Steps are cut at this many times their median size, so that spikes at different times do not make a lag. */
const CLIP = 4;

/**
 * Lag of the ground series behind the flight series (the latter's clock after the planned delay), by the
 * cross-correlation of their steps from one grid cell (a period) to the next. Steps rather than values, because slow
 * values correlate almost as well hours beside the true lag.
 *
 * Null unless the estimate is beyond doubt: 100 common cells; a peak of 8 standard errors, the only one within half
 * its height, inside ± a quarter of the common range; and values that correlate at that lag by 0.8 or more.
 */
export function estimateLag(flight: Series, ground: Series, options: LagOptions): LagEstimate | null {
  // A missing code has no value: as one it would be the largest step of all.
  const grids = commonGrid(acquired(flight), acquired(ground), options);
  if (grids === null) return null;
  const flightSteps = stepsOf(grids.flight);
  const groundSteps = stepsOf(grids.ground);
  const peak = peakOf(flightSteps, groundSteps, Math.floor(grids.flight.length / 4));
  if (peak === null) return null;
  const { correlation, points } = correlationAt(grids.flight, grids.ground, peak.lag);
  if (points < FEWEST_POINTS || !(correlation >= STRONG) || peak.height * Math.sqrt(points) < SIGNIFICANT)
    return null;
  const uncertaintySeconds = Math.max(1, peak.halfWidth) * options.periodSeconds;
  // + 0: a lag of no cells is 0, not −0.
  return { lagSeconds: peak.lag * options.periodSeconds + 0, uncertaintySeconds, correlation };
}

/** Both series as means of the cells that they have in common; NaN is an empty cell. */
function commonGrid(
  flight: Selection,
  ground: Selection,
  { periodSeconds, shiftMicros }: LagOptions,
): { flight: Float64Array; ground: Float64Array } | null {
  if (flight.times.length === 0 || ground.times.length === 0) return null;
  const step = periodSeconds * MICROS_PER_SECOND;
  const from = Math.max(flight.times[0]!, ground.times[0]! - shiftMicros);
  const to = Math.min(flight.times.at(-1)!, ground.times.at(-1)! - shiftMicros);
  const cells = Math.min(MOST_POINTS, Math.floor((to - from) / step) + 1);
  if (cells < FEWEST_POINTS) return null;
  return {
    flight: cellMeans(flight, 0, from, step, cells),
    ground: cellMeans(ground, shiftMicros, from, step, cells),
  };
}

function cellMeans(
  series: Selection,
  shift: Micros,
  from: Micros,
  step: Micros,
  cells: number,
): Float64Array {
  const sums = new Float64Array(cells);
  const counts = new Uint32Array(cells);
  for (let i = 0; i < series.times.length; i++) {
    const cell = Math.floor((series.times[i]! - shift - from) / step);
    if (cell < 0 || cell >= cells) continue;
    sums[cell] = sums[cell]! + series.values[i]!;
    counts[cell] = counts[cell]! + 1;
  }
  return sums.map((sum, cell) => sum / counts[cell]!);
}

/** Differences of neighbouring cells, cut to the usual size; 0 where a cell is empty. */
function stepsOf(cells: Float64Array): Float64Array {
  const steps = cells.slice(1).map((value, i) => {
    const step = value - cells[i]!;
    return Number.isNaN(step) ? 0 : step;
  });
  const usual = median(steps.filter((step) => step !== 0).map(Math.abs)) ?? 0;
  return steps.map((step) => Math.max(-CLIP * usual, Math.min(CLIP * usual, step)));
}

interface Peak {
  readonly lag: number;
  /** Correlation of the steps. */
  readonly height: number;
  readonly halfWidth: number;
}

function peakOf(flight: Float64Array, ground: Float64Array, maxLag: number): Peak | null {
  const norm = Math.sqrt(sumOfSquares(flight) * sumOfSquares(ground));
  if (!(norm > 0)) return null;
  const later = crossCorrelation(flight, ground, maxLag);
  const earlier = crossCorrelation(ground, flight, maxLag);
  const at = (lag: number) => (lag < 0 ? earlier[-lag]! : later[lag]!);
  let best = 0;
  for (let lag = -maxLag; lag <= maxLag; lag++) if (at(lag) > at(best)) best = lag;
  const threshold = PEAK * at(best);
  if (!(threshold > 0)) return null;
  let first = best;
  while (first > -maxLag && at(first - 1) >= threshold) first--;
  let last = best;
  while (last < maxLag && at(last + 1) >= threshold) last++;
  if (first === -maxLag || last === maxLag) return null;
  for (let lag = -maxLag; lag <= maxLag; lag++) {
    if ((lag < first || lag > last) && at(lag) >= threshold) return null;
  }
  return { lag: best, height: at(best) / norm, halfWidth: Math.ceil((last - first) / 2) };
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Pearson's correlation of flight[i] with ground[i + lag] over the cells that both fill; 0 where one is constant. */
function correlationAt(
  flight: Float64Array,
  ground: Float64Array,
  lag: number,
): { correlation: number; points: number } {
  const one = startMoments();
  const other = startMoments();
  let together = 0;
  for (let i = Math.max(0, -lag); i < flight.length && i + lag < ground.length; i++) {
    const x = flight[i]!;
    const y = ground[i + lag]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const apart = x - one.mean;
    addToMoments(one, x);
    addToMoments(other, y);
    together += apart * (y - other.mean);
  }
  const spread = Math.sqrt(one.m2 * other.m2);
  return { correlation: spread > 0 ? together / spread : 0, points: one.n };
}
