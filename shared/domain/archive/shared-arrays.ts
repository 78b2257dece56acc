/**
 * What series have in common, joined once: the times of those that stand in the same frames, and flags that are all
 * alike. They share the arrays, so that whoever works on times or flags can do it once for all of them.
 */
export class SharedArrays {
  readonly #numbers = new Map<Float64Array, number>();
  readonly #times = new Map<string, Float64Array>();
  readonly #flags = new Map<string, Uint8Array>();

  /** The times of frames, one after another; cells without a sample count too. */
  timesOf(frames: readonly Float64Array[]): Float64Array {
    if (frames.length === 1) return frames[0]!;
    const name = frames.map((times) => this.#numberOf(times)).join();
    const known = this.#times.get(name);
    if (known !== undefined) return known;
    const joined = new Float64Array(frames.reduce((sum, times) => sum + times.length, 0));
    let at = 0;
    for (const times of frames) {
      joined.set(times, at);
      at += times.length;
    }
    this.#times.set(name, joined);
    return joined;
  }

  /** So many flag bytes, all the same. */
  flagsOf(flags: number, count: number): Uint8Array {
    const name = `${flags} ${count}`;
    const known = this.#flags.get(name) ?? new Uint8Array(count).fill(flags);
    this.#flags.set(name, known);
    return known;
  }

  #numberOf(times: Float64Array): number {
    const number = this.#numbers.get(times) ?? this.#numbers.size;
    this.#numbers.set(times, number);
    return number;
  }
}
