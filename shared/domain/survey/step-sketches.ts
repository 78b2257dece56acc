import type { Micros } from '../time.ts';

/** Steps that are kept per kind: exact up to that many, and a fair sample of more. */
const KEPT = 64;

/**
 * The steps forward of each kind: how many there are, and their median, in bounded memory. Of many steps a sample is
 * kept: when it is full, every second step is left out and half as many are taken from then on. The distances between
 * those taken are scattered, by a rule and not by chance, so that a rhythm of the file (a burst of eight rows a minute) is
 * not taken for its step.
 */
export class StepSketches {
  /** Steps of a kind to go until `take` is due: the caller counts them down. */
  wait = new Int32Array(0);
  readonly #sketches: (Sketch | undefined)[] = [];

  /** Makes room for kinds below `kinds`. */
  grow(kinds: number): void {
    const wait = new Int32Array(kinds).fill(1);
    wait.set(this.wait);
    this.wait = wait;
  }

  /** Takes a step for which `wait` has come to 0. */
  take(kind: number, step: Micros): void {
    const sketch = this.#sketches[kind] ?? new Sketch(kind);
    this.#sketches[kind] = sketch;
    this.wait[kind] = sketch.take(step);
  }

  /** Steps forward, or of no length, so far. */
  count(kind: number): number {
    const sketch = this.#sketches[kind];
    return sketch === undefined ? 0 : sketch.announced - this.wait[kind]!;
  }

  /** Null where no step forward was seen; the lower one of two in the middle. */
  median(kind: number): Micros | null {
    return this.#sketches[kind]?.median() ?? null;
  }
}

class Sketch {
  /** Steps up to the next one that is taken. */
  announced = 1;
  readonly #steps: Micros[] = [];
  #stride = 1;
  #state: number;

  constructor(seed: number) {
    this.#state = seed + 1;
  }

  /** Answers after how many steps the next one is to be taken. A step of no length is none: rows of one instant. */
  take(step: Micros): number {
    if (step > 0) this.#steps.push(step);
    if (this.#steps.length === KEPT) {
      for (let i = 0; i < KEPT / 2; i++) this.#steps[i] = this.#steps[2 * i]!;
      this.#steps.length = KEPT / 2;
      this.#stride *= 2;
    }
    const wait = this.#stride === 1 ? 1 : 1 + (this.#next() % (2 * this.#stride - 1));
    this.announced += wait;
    return wait;
  }

  median(): Micros | null {
    const sorted = Float64Array.from(this.#steps).sort();
    return sorted[(sorted.length - 1) >> 1] ?? null;
  }

  /** A linear congruence: the same file is always sampled alike. */
  #next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state >>> 8;
  }
}
