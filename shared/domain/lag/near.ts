/** The lag between two series of cells where it is known to within a few of them, in the middle of their time. */
import { coarser, type LagCells } from './cells.ts';
import { type Steps, stepsOf } from './steps.ts';

export interface NearLag {
  /** In cells, at the middle of the time; it may lie between two. */
  readonly lag: number;
  /** In cells: as far as lags go that cannot be told from the best one. */
  readonly halfWidth: number;
  /** Height of the peak in standard errors of unrelated steps. */
  readonly strength: number;
}

interface Window {
  readonly from: number;
  readonly to: number;
}

const SCALES = [1, 4, 16];
/** Longer cells count where they make the lag surer by this factor: they tell it by steps of their own length. */
const CLEARLY = 2;
/** Few lags are tried, so that less is needed than for one out of thousands. */
const SIGNIFICANT = 5;
/** The time is compared block by block: their spread says how sure it is that one lag fits better than another. */
const BLOCKS = 16;
/** A lag that fits worse by more standard errors than these is none. */
const TOLD_APART = 2;
/** Of the time: how far the lag of a clock that runs fast or slow may move within it. */
const MOST_RISE = 1 / 200;

/** The best lag of the window, in the cells that tell it best; null where none do, or where it may stand at an end. */
export function narrowed(
  { flight, ground }: Pick<LagCells, 'flight' | 'ground'>,
  { from, to }: Window,
): NearLag | null {
  let best: NearLag | null = null;
  for (const scale of SCALES) {
    const window = { from: Math.floor(from / scale) - 1, to: Math.ceil(to / scale) + 1 };
    if (scale > 1 && window.to - window.from < 4) break;
    const found = peakIn(stepsOf(coarser(flight, scale)), stepsOf(coarser(ground, scale)), window);
    if (found === null) continue;
    const halfWidth = found.halfWidth * scale;
    if (best === null || CLEARLY * halfWidth <= best.halfWidth)
      best = { ...found, lag: found.lag * scale, halfWidth };
  }
  return best;
}

function peakIn(a: Steps, b: Steps, { from, to }: Window): NearLag | null {
  const length = Math.max(a.steps.length, b.steps.length);
  // A few common cells correlate by chance.
  const scale = Math.sqrt((a.norm / a.steps.length) * (b.norm / b.steps.length));
  if (!(scale > 0)) return null;
  const products = productsByBlock(a.steps, b.steps, { from, to }, length);
  const most = Math.min(Math.floor((to - from) / 2), Math.ceil(length * MOST_RISE));
  const lags = Array.from({ length: 2 * (to - from) + 1 }, (_, i) => from + i / 2);
  const lines = lags.map((lag) => steepest(products, lag - from, most));
  const scores = lags.map((lag, i) => {
    const common = length - Math.abs(lag);
    return 2 * common < length ? 0 : sumOf(lines[i]!) / (scale * Math.sqrt(common));
  });
  const height = Math.max(...scores);
  if (!(height >= SIGNIFICANT)) return null;
  const best = scores.indexOf(height);
  const isAsGood = (i: number) => i === best || !fitsWorse(lines[i]!, lines[best]!);
  const first = lags.findIndex((_, i) => isAsGood(i));
  const last = lags.findLastIndex((_, i) => isAsGood(i));
  if (first === 0 || last === lags.length - 1) return null;
  const lag = lags[best]!;
  return { lag, halfWidth: Math.max(lag - lags[first]!, lags[last]! - lag) + 0.5, strength: height };
}

/** By block and lag, what the products of the steps sum to. */
function productsByBlock(
  a: Float64Array,
  b: Float64Array,
  { from, to }: Window,
  length: number,
): Float64Array[] {
  const blocks = Array.from({ length: BLOCKS }, () => new Float64Array(to - from + 1));
  for (let block = 0; block < BLOCKS; block++) {
    const begin = Math.floor((block * length) / BLOCKS);
    const stop = Math.floor(((block + 1) * length) / BLOCKS);
    for (let lag = from; lag <= to; lag++) {
      let sum = 0;
      const end = Math.min(stop, a.length, b.length - lag);
      for (let i = Math.max(begin, -lag); i < end; i++) sum += a[i]! * b[i + lag]!;
      blocks[block]![lag - from] = sum;
    }
  }
  return blocks;
}

/**
 * The products by block along the line that fits best of those through this lag in the middle of the time: a clock that
 * runs fast passes through several lags, and none of them fits all the time.
 */
function steepest(products: readonly Float64Array[], middle: number, most: number): Float64Array {
  let best = 0;
  let height = sumAlong(products, middle, best);
  for (let rise = -most; rise <= most; rise++) {
    const sum = sumAlong(products, middle, rise);
    if (sum > height) [best, height] = [rise, sum];
  }
  return Float64Array.from(products, (_, block) => productOn(products, block, middle, best));
}

/** Its line is not made: of a day at 1 Hz there are a million, of which one is the steepest. */
function sumAlong(products: readonly Float64Array[], middle: number, rise: number): number {
  let sum = 0;
  for (let block = 0; block < products.length; block++) sum += productOn(products, block, middle, rise);
  return sum;
}

/** @param rise of the lag over all the time, in cells */
function productOn(products: readonly Float64Array[], block: number, middle: number, rise: number): number {
  const at = middle + rise * ((block + 0.5) / BLOCKS - 0.5);
  // Half-way between two cells it is in neither more than in the other.
  return (
    (productAt(products[block]!, Math.ceil(at - 0.5)) + productAt(products[block]!, Math.floor(at + 0.5))) / 2
  );
}

const productAt = (block: Float64Array, lag: number): number =>
  lag >= 0 && lag < block.length ? block[lag]! : 0;

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Whether the sum of one line is below that of another by more than their differences spread by chance. */
function fitsWorse(one: Float64Array, other: Float64Array): boolean {
  const differences = other.map((product, block) => product - one[block]!);
  const sum = sumOf(differences);
  const mean = sum / BLOCKS;
  let squares = 0;
  for (let block = 0; block < BLOCKS; block++) squares += (differences[block]! - mean) ** 2;
  return sum > TOLD_APART * Math.sqrt((squares * BLOCKS) / (BLOCKS - 1));
}
