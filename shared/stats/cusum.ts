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
 * Takes the value at a place in; changes `cusum`, since a new object a value would cost more than the arithmetic.
 *
 * @param k what is taken off every value: half of the shift that is to be found fastest
 */
export function addToCusum(cusum: Cusum, value: number, k: number, at: number): void {
  cusum.up += value - k;
  if (!(cusum.up > 0)) {
    cusum.up = 0;
    cusum.upSince = at;
  }
  cusum.down -= value + k;
  if (!(cusum.down > 0)) {
    cusum.down = 0;
    cusum.downSince = at;
  }
}
