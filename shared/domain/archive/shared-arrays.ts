import { oncePer } from '../once-per.ts';

/**
 * What series have in common, joined once: the times of those that stand in the same frames, and flags that are all
 * alike. They share the arrays, so that whoever works on times or flags can do it once for all of them.
 */
export class SharedArrays {
  readonly #times = new Map<string, Float64Array>();
  #numbered = 0;
  readonly #numberOf = oncePer((_times: Float64Array) => this.#numbered++);
  readonly #flagsOf = oncePer((flags: number) =>
    oncePer((count: number) => new Uint8Array(count).fill(flags)),
  );

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
    return this.#flagsOf(flags)(count);
  }
}
