/** Dispersion by the mean of a gene: α = a₀ + a₁ / mean. */
export interface DispersionTrend {
  readonly asymptotic: number;
  readonly extraPoisson: number;
}

export const trendAt = ({ asymptotic, extraPoisson }: DispersionTrend, mean: number): number =>
  asymptotic + extraPoisson / mean;

/** Dispersions farther from the trend than this, as shares of it, do not make it. */
const NEAR = { least: 1e-4, most: 15 };
const MOST_ROUNDS = 30;
const MOST_STEPS = 200;

/**
 * The trend of the genes' own dispersions: a gamma regression with an identity link, of those that are near it, until both
 * coefficients stay.
 * Source: M. Love, W. Huber, S. Anders, Genome Biology 15 (2014) 550, Methods, "Dispersion trend".
 *
 * @returns null where it comes to no positive coefficients
 */
export function dispersionTrend(means: Float64Array, dispersions: Float64Array): DispersionTrend | null {
  let trend: DispersionTrend = { asymptotic: 0.1, extraPoisson: 1 };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const near = indicesNear(means, dispersions, trend);
    const next = gammaRegression(
      near.map((i) => 1 / means[i]!),
      near.map((i) => dispersions[i]!),
      trend,
    );
    if (next === null) return null;
    const moved =
      Math.log(next.asymptotic / trend.asymptotic) ** 2 +
      Math.log(next.extraPoisson / trend.extraPoisson) ** 2;
    trend = next;
    if (moved < 1e-6) return trend;
  }
  return null;
}

function indicesNear(means: Float64Array, dispersions: Float64Array, trend: DispersionTrend): number[] {
  return Array.from(means, (_, i) => i).filter((i) => {
    const share = dispersions[i]! / trendAt(trend, means[i]!);
    return share > NEAR.least && share < NEAR.most;
  });
}

/** Reweighted least squares of y on 1 and x, each weighing 1 / fitted². */
function gammaRegression(
  x: readonly number[],
  y: readonly number[],
  start: DispersionTrend,
): DispersionTrend | null {
  let { asymptotic, extraPoisson } = start;
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    let [w, wx, wxx, wy, wxy] = [0, 0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const weight = 1 / (asymptotic + extraPoisson * x[i]!) ** 2;
      w += weight;
      wx += weight * x[i]!;
      wxx += weight * x[i]! * x[i]!;
      wy += weight * y[i]!;
      wxy += weight * x[i]! * y[i]!;
    }
    const whole = w * wxx - wx * wx;
    asymptotic = (wxx * wy - wx * wxy) / whole;
    extraPoisson = (w * wxy - wx * wy) / whole;
    if (!(asymptotic > 0 && extraPoisson > 0)) return null;
    const deviance = gammaDeviance(x, y, { asymptotic, extraPoisson });
    if (Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < 1e-8) break;
    before = deviance;
  }
  return { asymptotic, extraPoisson };
}

function gammaDeviance(x: readonly number[], y: readonly number[], trend: DispersionTrend): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const share = y[i]! / trendAt(trend, 1 / x[i]!);
    sum += share - 1 - Math.log(share);
  }
  return 2 * sum;
}
