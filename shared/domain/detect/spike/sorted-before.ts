/** Samples that say what is usual. */
export const BEFORE = 15;
/** Index of the median of them. */
export const MIDDLE = (BEFORE - 1) / 2;
/** Of two sides together more than half of all. */
const OUTER = (MIDDLE + 1) / 2;

/** The fifteen samples before one, in ascending order; from one sample to the next a value goes and another comes. */
export class SortedBefore {
  readonly #values: ArrayLike<number>;
  readonly #ascending = new Float64Array(BEFORE);
  #at = -2 * BEFORE;

  constructor(values: ArrayLike<number>) {
    this.#values = values;
  }

  /** Until it is asked again. */
  of(at: number): Float64Array {
    if (at - this.#at > BEFORE)
      for (let n = 0; n < BEFORE; n++) this.#insert(n, this.#values[at - BEFORE + n]!);
    else
      for (let next = this.#at; next < at; next++)
        this.#replace(this.#values[next - BEFORE]!, this.#values[next]!);
    this.#at = at;
    return this.#ascending;
  }

  #insert(count: number, value: number): void {
    const ascending = this.#ascending;
    let place = count;
    for (; place > 0 && ascending[place - 1]! > value; place--) ascending[place] = ascending[place - 1]!;
    ascending[place] = value;
  }

  #replace(old: number, value: number): void {
    const ascending = this.#ascending;
    let place = 0;
    while (place < BEFORE - 1 && ascending[place] !== old) place++;
    for (; place < BEFORE - 1 && ascending[place + 1]! < value; place++)
      ascending[place] = ascending[place + 1]!;
    for (; place > 0 && ascending[place - 1]! > value; place--) ascending[place] = ascending[place - 1]!;
    ascending[place] = value;
  }
}

/** Median absolute deviation: in ascending order the eight values nearest to the middle lie around it. */
export function spreadOf(ascending: Float64Array): number {
  const middle = ascending[MIDDLE]!;
  let low = MIDDLE;
  let high = MIDDLE;
  while (high - low < MIDDLE) {
    const below = low === 0 ? Number.POSITIVE_INFINITY : middle - ascending[low - 1]!;
    const above = high === BEFORE - 1 ? Number.POSITIVE_INFINITY : ascending[high + 1]! - middle;
    if (below <= above) low--;
    else high++;
  }
  return Math.max(middle - ascending[low]!, ascending[high]! - middle);
}

/**
 * No more than the median absolute deviation, in two steps: the four outermost samples of each side lie at least so far
 * from the middle, and seven are left.
 */
export function leastSpreadOf(ascending: Float64Array): number {
  const middle = ascending[MIDDLE]!;
  return Math.min(middle - ascending[OUTER - 1]!, ascending[BEFORE - OUTER]! - middle);
}
