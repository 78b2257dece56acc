import type { Micros } from './time.ts';

interface Kept<V> {
  readonly value: Promise<V>;
  readonly askedAt: Micros;
}

/**
 * Answers that may be so old and not older, at most so many of them: what was asked for first is dropped first. Who asks
 * for one that is being fetched waits for that. An answer that failed is not kept.
 */
export class BriefCache<V> {
  readonly #most: number;
  readonly #micros: Micros;
  readonly #now: () => Micros;
  readonly #kept = new Map<string, Kept<V>>();

  constructor(most: number, micros: Micros, now: () => Micros) {
    this.#most = most;
    this.#micros = micros;
    this.#now = now;
  }

  get size(): number {
    return this.#kept.size;
  }

  get(key: string, fetch: () => Promise<V>): Promise<V> {
    const known = this.#kept.get(key);
    // Of when it was asked for: what changed while it was fetched may be missing in it.
    const askedAt = this.#now();
    if (known !== undefined && askedAt - known.askedAt < this.#micros) return known.value;
    const asked = { value: fetch(), askedAt };
    this.#kept.delete(key);
    this.#kept.set(key, asked);
    const [first] = this.#kept.keys();
    if (this.#kept.size > this.#most && first !== undefined) this.#kept.delete(first);
    asked.value.catch(() => {
      if (this.#kept.get(key) === asked) this.#kept.delete(key);
    });
    return asked.value;
  }
}
