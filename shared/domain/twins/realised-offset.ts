import { median } from '../../stats/median.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import { CELL, CELL_NUMBERS, type PairCells, rowsOf } from './pair-cells.ts';

/** How far apart the samples of the pairs really are, once the ground was shifted: ground minus flight. */
export interface RealisedOffset {
  readonly medianSeconds: Seconds;
  /** The largest, either way, with its sign. */
  readonly maxSeconds: Seconds;
}

/** Of more pairs than this, every so-manyth makes the median. */
const MOST_SORTED = 20_000;

type Times = Pick<ChannelPairs, 'flightTimes' | 'groundTimes'>;

/** Null where nothing is paired. */
export function realisedOffset(parts: readonly Times[], shiftMicros: Micros): RealisedOffset | null {
  const pairs = parts.reduce((sum, { flightTimes }) => sum + flightTimes.length, 0);
  const offset = new RealisedOffsetInParts(pairs, shiftMicros);
  for (const one of parts) offset.add(one);
  return offset.finish();
}

/** The same of pairs that come part by part, in order of time. */
export class RealisedOffsetInParts {
  readonly #shift: Micros;
  readonly #every: number;
  readonly #some: Float64Array;
  #largest = 0;
  #seen = 0;

  /** @param pairs how many will come */
  constructor(pairs: number, shiftMicros: Micros) {
    this.#shift = shiftMicros;
    this.#every = Math.max(1, Math.ceil(pairs / MOST_SORTED));
    this.#some = new Float64Array(Math.ceil(pairs / this.#every));
  }

  add({ flightTimes, groundTimes }: Times): void {
    const [shift, every, some] = [this.#shift, this.#every, this.#some];
    let [largest, seen] = [this.#largest, this.#seen];
    for (let i = 0; i < flightTimes.length; i++, seen++) {
      const offset = groundTimes[i]! - shift - flightTimes[i]!;
      if (Math.abs(offset) > Math.abs(largest)) largest = offset;
      if (seen % every === 0) some[seen / every] = offset;
    }
    [this.#largest, this.#seen] = [largest, seen];
  }

  finish(): RealisedOffset | null {
    const middle = median(this.#some);
    if (middle === null) return null;
    return {
      medianSeconds: middle / MICROS_PER_SECOND,
      maxSeconds: this.#largest / MICROS_PER_SECOND,
    };
  }
}

/** The same of cells: the median is that of the first pairs of their rows. */
export function offsetOfCells(parts: readonly PairCells[]): RealisedOffset | null {
  const rows = parts.reduce((sum, cells) => sum + rowsOf(cells), 0);
  if (rows === 0) return null;
  const firsts = new Float64Array(rows);
  let largest = 0;
  let row = 0;
  for (const { numbers } of parts) {
    for (let at = 0; at < numbers.length; at += CELL_NUMBERS) {
      firsts[row++] = numbers[at + CELL.firstOffset]!;
      const own = numbers[at + CELL.largestOffset]!;
      if (Math.abs(own) > Math.abs(largest)) largest = own;
    }
  }
  return {
    medianSeconds: (median(firsts) ?? 0) / MICROS_PER_SECOND,
    maxSeconds: largest / MICROS_PER_SECOND,
  };
}
