/** The lags that the pairs of a stretch show, by thirds: what a clock that runs away is found by. */
import { type LagAt, lagsByThird } from '../lag/thirds.ts';
import { isVote, voteOnLag } from '../lag/vote.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import type { PairFilter } from './pair-filter.ts';

/** A page is laid again with every downlink that reaches it: more cells than these are joined two by two. */
const MOST_CELLS = 4096;

/**
 * Of pairs that come part by part, in order of time: equal to the last bit to those of all at once. Empty where the channel
 * does not vote. Paired samples stand at their flight times.
 */
export class LagStretchesInParts {
  readonly #flight = new Float64Array(MOST_CELLS);
  readonly #ground = new Float64Array(MOST_CELLS);
  readonly #counts = new Uint32Array(MOST_CELLS);
  readonly #period: Micros;
  #step: Micros;
  /** Of the first pair that counts. */
  #first: Micros | null = null;
  #used = 0;

  constructor(periodSeconds: Seconds) {
    this.#period = periodSeconds * MICROS_PER_SECOND;
    this.#step = this.#period;
  }

  add(pairs: ChannelPairs, counts: PairFilter): void {
    for (let i = 0; i < pairs.flight.length; i++) {
      if (!counts(pairs, i)) continue;
      const at = pairs.flightTimes[i]!;
      this.#first ??= at;
      let cell = this.#cellOf(at);
      while (cell >= MOST_CELLS) {
        this.#join();
        cell = this.#cellOf(at);
      }
      this.#flight[cell] = this.#flight[cell]! + pairs.flight[i]!;
      this.#ground[cell] = this.#ground[cell]! + pairs.ground[i]!;
      this.#counts[cell] = this.#counts[cell]! + 1;
      this.#used = cell + 1;
    }
  }

  finish(): LagAt[] {
    if (this.#first === null) return [];
    const means = (sums: Float64Array) =>
      sums.slice(0, this.#used).map((sum, cell) => sum / this.#counts[cell]!);
    const cells = {
      flight: means(this.#flight),
      ground: means(this.#ground),
      stepSeconds: this.#step / MICROS_PER_SECOND,
      start: this.#first - this.#period / 2 + this.#step / 2,
    };
    const vote = voteOnLag(cells);
    if (!isVote(vote)) return [];
    const [first, ...others] = lagsByThird(cells, vote);
    // An anomaly is named by its onset, which must not move with the length of a cell.
    return first === undefined ? [] : [{ ...first, from: Math.max(first.from, this.#first) }, ...others];
  }

  /** The first pair stands in the middle of the first cell of a period. */
  #cellOf(at: Micros): number {
    return Math.floor((at - this.#first! + this.#period / 2) / this.#step);
  }

  #join(): void {
    for (const sums of [this.#flight, this.#ground, this.#counts]) {
      for (let cell = 0; cell < MOST_CELLS / 2; cell++) sums[cell] = sums[2 * cell]! + sums[2 * cell + 1]!;
      sums.fill(0, MOST_CELLS / 2);
    }
    this.#step *= 2;
  }
}
