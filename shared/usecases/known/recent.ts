/** What was read last of immutable things, within a bound; one a function instance. */
export class Recent<V> {
  readonly #most: number;
  readonly #weightOf: (value: V) => number;
  readonly #values = new Map<string, V>();
  #weight = 0;

  /** @param most sum of the weights that are kept */
  constructor(most: number, weightOf: (value: V) => number) {
    this.#most = most;
    this.#weightOf = weightOf;
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    // A Map keeps the order of insertion: the first is the one that was asked for longest ago.
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    if (this.#values.has(key)) return;
    this.#values.set(key, value);
    this.#weight += this.#weightOf(value);
    for (const [oldest, old] of this.#values) {
      if (this.#weight <= this.#most) return;
      this.#values.delete(oldest);
      this.#weight -= this.#weightOf(old);
    }
  }
}
