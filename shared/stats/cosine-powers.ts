import { addToSum, startSum, summedUp } from './sum.ts';

/** More samples than this are added up in as many blocks first: what is slow hardly changes within one. */
const MOST_BLOCKS = 2048;

/**
 * Squares of the slowest waves in a series: Y(1)² … Y(count)² with
 * Y(j) = √(2/n) Σ (x(t) − x̄) cos(π j (t − ½) / n), t = 1 … n. Each has the variance of one sample where samples are
 * independent; wave j has j half periods in the series.
 *
 * @param parts of the series, in order
 * Source: U. K. Müller, M. W. Watson, Review of Economic Studies 83 (2016) 1711, section 2 (cosine transforms).
 */
export function cosinePowers(parts: readonly Float64Array[], count: number): Float64Array {
  const n = parts.reduce((all, { length }) => all + length, 0);
  const blocks = Math.min(n, MOST_BLOCKS);
  const centre = totalOf(parts) / n;
  const waves = new Float64Array(count + 1);
  const endOf = (block: number) => Math.floor(((block + 1) * n) / blocks);
  let [block, from, to, t, sum] = [0, 0, endOf(0), 0, 0];
  for (const values of parts) {
    for (let i = 0; i < values.length; i++) {
      sum += values[i]! - centre;
      if (++t < to) continue;
      addWaves(waves, sum, (Math.PI * (from + to)) / (2 * n));
      sum = 0;
      from = to;
      to = endOf(++block);
    }
  }
  return powersOf(waves, n);
}

/** Blocks of adjacent values of a series, of which only how many they are and their sum are known. */
export interface SummedBlocks {
  readonly n: Float64Array;
  readonly sum: Float64Array;
}

/** The same of a series in blocks, ten times as many as waves at least; `MOST_BLOCKS` or more are added up, if there are. */
export function blockCosinePowers({ n, sum }: SummedBlocks, count: number): Float64Array {
  const all = totalOf([n]);
  const centre = totalOf([sum]) / all;
  const waves = new Float64Array(count + 1);
  const together = Math.max(1, Math.floor(n.length / MOST_BLOCKS));
  let from = 0;
  for (let first = 0; first < n.length; first += together) {
    let to = from;
    let ofBlocks = 0;
    for (let block = first; block < Math.min(first + together, n.length); block++) {
      to += n[block]!;
      ofBlocks += sum[block]! - n[block]! * centre;
    }
    addWaves(waves, ofBlocks, (Math.PI * (from + to)) / (2 * all));
    from = to;
  }
  return powersOf(waves, all);
}

function totalOf(parts: readonly Float64Array[]): number {
  const total = startSum();
  for (const values of parts) for (let i = 0; i < values.length; i++) addToSum(total, values[i]!);
  return summedUp(total);
}

const powersOf = (waves: Float64Array, n: number): Float64Array =>
  waves.subarray(1).map((wave) => (2 / n) * wave * wave);

/** Adds sum · cos(j · angle) to each wave j, by cos(j a) = 2 cos(a) cos((j − 1) a) − cos((j − 2) a). */
function addWaves(waves: Float64Array, sum: number, angle: number): void {
  const twice = 2 * Math.cos(angle);
  let before = sum;
  let current = (sum * twice) / 2;
  for (let j = 1; j < waves.length; j++) {
    waves[j] = waves[j]! + current;
    const next = twice * current - before;
    before = current;
    current = next;
  }
}
