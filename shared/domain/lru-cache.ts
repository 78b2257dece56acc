/** LRU cache of immutable values, bounded by their weight: what was asked for longest ago is dropped first. */
export class LruCache<V> {
  readonly #most: number;
  readonly #weightOf: (value: V) => number;
  readonly #values = new Map<string, V>();
  #weight = 0;

  /** @param most sum of the weights that are kept; a value that weighs more alone is not kept */
  constructor(most: number, weightOf: (value: V) => number) {
    this.#most = most;
    this.#weightOf = weightOf;
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    // A Map keeps the order of insertion: its first entry is the one that was asked for longest ago.
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** Keeps the value; a key that is there keeps its own, since a key names one immutable value. */
  set(key: string, value: V): void {
    const weight = this.#weightOf(value);
    if (weight > this.#most || this.#values.has(key)) return;
    this.#values.set(key, value);
    this.#weight += weight;
    for (const [oldest, old] of this.#values) {
      if (this.#weight <= this.#most) return;
      this.#values.delete(oldest);
      this.#weight -= this.#weightOf(old);
    }
  }

  /** The value that is kept, else the one that is read now. */
  async getOrRead(key: string, read: () => Promise<V>): Promise<V> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const value = await read();
    this.set(key, value);
    return value;
  }
}
