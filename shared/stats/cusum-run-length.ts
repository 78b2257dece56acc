/** What discrete time adds to the threshold: twice −ζ(½)/√(2π). */
const OVERSHOOT = 1.166;

/**
 * Steps until a two-sided CUSUM of independent standard normal values first passes its threshold, on average.
 *
 *   ARL = (e^(2kb) − 2kb − 1) / (2k²) / 2,   b = h + 1.166
 *
 * The half is that of the two sides. Source: D. Siegmund, Sequential Analysis (1985), section X.2. The
 * threshold that it gives differs from the exact one by at most 0.02 for k up to 0.5, and by 0.03 for k 1.
 *
 * @param k what is taken off every value, in standard deviations; above 0
 * @param h threshold
 */
export function cusumRunLength(k: number, h: number): number {
  const x = 2 * k * (h + OVERSHOOT);
  return (Math.expm1(x) - x) / (4 * k * k);
}

/**
 * The threshold of a two-sided CUSUM that false alarms pass once in so many steps, on average: `cusumRunLength` solved
 * for h.
 *
 * @param runLength above that of a threshold of 0
 * @throws RangeError unless k is above 0 and the run length can be had
 * @example cusumThreshold(0.25, 51_840) // 17.777
 */
export function cusumThreshold(k: number, runLength: number): number {
  if (!(k > 0 && runLength > cusumRunLength(k, 0) && runLength < Number.POSITIVE_INFINITY))
    throw new RangeError(
      `cusumThreshold needs k > 0 and a finite run length above that of h = 0; got k = ${k}, run length = ${runLength}`,
    );
  let low = 0;
  let high = 1;
  while (cusumRunLength(k, high) < runLength) high *= 2;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (cusumRunLength(k, middle) < runLength) low = middle;
    else high = middle;
  }
  return high;
}
