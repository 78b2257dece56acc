/**
 * Both sides of a cumulative sum: evidence that the mean of standard normal values has moved up, or down. `upSince` and
 * `downSince` are where the side was 0 last: the most likely place of the change (E. S. Page, Biometrika 41 (1954) 100).
 */
export interface Cusum {
  up: number;
  down: number;
  upSince: number;
  downSince: number;
}

/** Nothing seen, before the place `at`. */
export function startCusum(at: number): Cusum {
  return { up: 0, down: 0, upSince: at, downSince: at };
}

/**
 * Takes the finite value at a place in; changes `cusum`, since a new object a value would cost more than the arithmetic.
 *
 * Nothing branches: where noise decides whether a side falls back to 0, a processor guesses wrong every few values, and a
 * wrong guess costs more than both sides.
 *
 * @param k what is taken off every value: half of the shift that is to be found fastest
 */
export function addToCusum(cusum: Cusum, value: number, k: number, at: number): void {
  const up = cusum.up + (value - k);
  const down = cusum.down - (value + k);
  cusum.up = orZero(up);
  cusum.down = orZero(down);
  cusum.upSince = sinceZero(cusum.upSince, up, at);
  cusum.downSince = sinceZero(cusum.downSince, down, at);
}

/** The sum where it is above 0, otherwise 0: halving a double is exact. */
function orZero(sum: number): number {
  return (sum + Math.abs(sum)) / 2;
}

/** `at` where the sum fell to 0, otherwise where it did last. */
function sinceZero(since: number, sum: number, at: number): number {
  return since + (at - since) * Number(sum <= 0);
}
