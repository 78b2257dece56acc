import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';

/**
 * What the API reads in its 29 s: a day of a channel at 500 Hz (43 million), once over all and once by phase, and what
 * the environment of the phases asks of other channels.
 */
const MOST_PAIRS = 120_000_000;

/** How many pairs may be read for one answer; what is read twice counts twice. */
export class PairBudget {
  readonly #most: number;
  #taken = 0;

  constructor(most = MOST_PAIRS) {
    this.#most = most;
  }

  /** Refuses what is beyond it, before anything of that is read. */
  take(pairs: number): void {
    this.#taken += pairs;
    this.#refuseBeyond(this.#taken, 'or more');
  }

  /** Refuses an answer that is known to read more, before anything of it is opened. Takes nothing. */
  foresee(pairs: number): void {
    this.#refuseBeyond(this.#taken + Math.round(pairs), 'by what came of them');
  }

  #refuseBeyond(pairs: number, how: string): void {
    if (pairs <= this.#most) return;
    throw new Refusal(
      'too-large',
      'deltas.too-many-pairs',
      `the answer would read ${countText(pairs, 'pair')} of samples ${how}, at most ${countText(this.#most, 'pair')} are read for one: ask for a shorter range (from, to), for one that begins and ends at 00:00, 06:00, 12:00 or 18:00 UTC of the flight unit, or for fewer pairs of units and channels`,
      { field: 'from' },
    );
  }
}
