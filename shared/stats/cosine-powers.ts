import { mean } from './mean.ts';

/** More samples than this are added up in as many blocks first: what is slow hardly changes within one. */
const MOST_BLOCKS = 2048;

/**
 * Squares of the slowest waves in a series: Y(1)² … Y(count)² with
 * Y(j) = √(2/n) Σ (x(t) − x̄) cos(π j (t − ½) / n), t = 1 … n. Each has the variance of one sample where samples are
 * independent; wave j has j half periods in the series.
 * Source: U. K. Müller, M. W. Watson, Review of Economic Studies 83 (2016) 1711, section 2 (cosine transforms).
 */
export function cosinePowers(values: Float64Array, count: number): Float64Array {
  const n = values.length;
  const blocks = Math.min(n, MOST_BLOCKS);
  const centre = mean(values) ?? 0;
  const waves = new Float64Array(count + 1);
  for (let block = 0; block < blocks; block++) {
    const from = Math.floor((block * n) / blocks);
    const to = Math.floor(((block + 1) * n) / blocks);
    let sum = 0;
    for (let t = from; t < to; t++) sum += values[t]! - centre;
    addWaves(waves, sum, (Math.PI * (from + to)) / (2 * n));
  }
  return waves.subarray(1).map((wave) => (2 / n) * wave * wave);
}

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
