/**
 * Which slow noise may have made a series: an AR(1) process of any decorrelation time with white noise on top, each weighed
 * by how well it explains the slowest waves of the series.
 *
 * In units of the variance of the AR(1) process, the variance of wave j of n samples is
 *
 *   S(j) = r + n · [2c / (c² + π²j²) − k c² (1 ∓ e^−c) / (c² + π²j²)²],   k = 2 for j = 0, else 4; − for even j, + for odd j,
 *
 * with c = n (1 − φ), twice the number of decorrelation times that the series holds, and r the variance of the white noise.
 * S(0) is n times the variance of the mean. It is the continuous limit of the AR(1) covariance, whose inverse has three
 * diagonals, in the basis of the waves. Model, prior of the scale and the use of the slowest waves alone are those of
 * U. K. Müller, M. W. Watson, "Measuring uncertainty about long-run predictions", Review of Economic Studies 83 (2016) 1711.
 */

/** Half octaves of decorrelation times in the series, 0.105 to 215, equally likely beforehand; 1 and 2 lie between two. */
const TIMES = Array.from({ length: 23 }, (_, i) => 2 ** ((i - 6.5) / 2));
/** Variance of white noise, such as that of the reading, in that of the slow part. */
const WHITE = [0, 0.1, 0.3, 1];

/** One process of the family. */
export interface Explanation {
  /** Decorrelation times that the series holds, each (1 + φ) / (1 − φ) samples. */
  readonly times: number;
  /** How likely it is after the data; all together are 1. */
  readonly weight: number;
  /** Scale of Student's t distribution, `waves` degrees of freedom, that √n (mean − true mean) has under it. */
  readonly scale: number;
}

/**
 * @param powers squares of the waves 1, 2, … (`cosinePowers`), at least one above 0
 * @param n samples of the series
 */
export function explanationsOf(powers: Float64Array, n: number): Explanation[] {
  const found = TIMES.flatMap((times) => WHITE.map((white) => explained(powers, n, times, white)));
  const best = Math.max(...found.map(({ logWeight }) => logWeight));
  const total = found.reduce((sum, { logWeight }) => sum + Math.exp(logWeight - best), 0);
  return found.map(({ times, logWeight, scale }) => ({
    times,
    weight: Math.exp(logWeight - best) / total,
    scale,
  }));
}

/** The unknown variance of the process is integrated out under the prior 1/σ²: it leaves (Σ Y²/S)^(−q/2). */
function explained(powers: Float64Array, n: number, times: number, white: number) {
  const q = powers.length;
  const variance = waveVariance(n, 2 * times, white);
  let logDeterminant = 0;
  let sum = 0;
  for (let j = 1; j <= q; j++) {
    const expected = variance(j);
    logDeterminant += Math.log(expected);
    sum += powers[j - 1]! / expected;
  }
  const logWeight = -(logDeterminant + q * Math.log(sum)) / 2;
  return { times, logWeight, scale: Math.sqrt((variance(0) * sum) / q) };
}

function waveVariance(n: number, c: number, white: number): (j: number) => number {
  const ofEven = 4 * c * c * (1 - Math.exp(-c));
  const ofOdd = 4 * c * c * (1 + Math.exp(-c));
  return (j) => {
    const pole = c * c + Math.PI * Math.PI * j * j;
    const ends = j === 0 ? ofEven / 2 : j % 2 === 0 ? ofEven : ofOdd;
    return white + (n * (2 * c - ends / pole)) / pole;
  };
}
