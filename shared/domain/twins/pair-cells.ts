/** What pairs come to cell by cell: enough for summaries, windows and counts over all time that no border cuts. */
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { Micros } from '../time.ts';
import type { CellGrid } from './cell-grid.ts';
import { byFlags, copyOf, joinedRuns, type PairRun, rowOf, runOf } from './pair-run.ts';

/** The numbers of a row, by their places. */
export const CELL = {
  /** Of the cell, counted from the grid's origin. */
  index: 0,
  /** Flight time of the row's first pair. */
  first: 1,
  /** How far its ground sample is behind it after the shift, and the largest such offset of the row, with its sign. */
  firstOffset: 2,
  largestOffset: 3,
  flightFlags: 4,
  groundFlags: 5,
  n: 6,
  /** Of flight minus ground: the sum, and that of the squares of what each is from their mean. Likewise of either side. */
  delta: 7,
  deltaSquares: 8,
  flight: 9,
  flightSquares: 10,
  flightMin: 11,
  flightMax: 12,
  ground: 13,
  groundSquares: 14,
  groundMin: 15,
  groundMax: 16,
} as const;
export const CELL_NUMBERS = 17;

/**
 * Rows in order of time, `CELL_NUMBERS` each, one after another. A row has the pairs of a cell, between two borders, whose
 * flags are the same. Borders are where somebody asks what lies on either side; without any, a cell has as many rows as its
 * pairs have different flags.
 */
export interface PairCells {
  readonly numbers: Float64Array;
}

export const rowsOf = ({ numbers }: PairCells): number => numbers.length / CELL_NUMBERS;

/** Where time is cut, ascending, each on its unit's own axis. */
export interface Borders {
  readonly flight: Float64Array;
  readonly ground: Float64Array;
}

export const NO_BORDERS: Borders = { flight: new Float64Array(0), ground: new Float64Array(0) };

/** Of pairs that come part by part, in order of time: equal to the last bit. What of a cell is not over is held, once. */
export class PairCellsInParts {
  readonly #grid: CellGrid;
  readonly #shift: Micros;
  readonly #borders: Borders;
  readonly #numbers: number[] = [];
  #open: PairRun | null = null;

  /** @param shiftMicros ground times minus this are on the flight's axis */
  constructor(grid: CellGrid, shiftMicros: Micros, borders: Borders = NO_BORDERS) {
    this.#grid = grid;
    this.#shift = shiftMicros;
    this.#borders = borders;
  }

  add(pairs: PairRun): void {
    const { length } = pairs.flightTimes;
    for (let from = 0; from < length; ) {
      const to = this.#endOf(pairs, from);
      this.#take(runOf(pairs, from, to), to === length);
      from = to;
    }
  }

  finish(): PairCells {
    this.#close();
    return { numbers: Float64Array.from(this.#numbers) };
  }

  /** @param isLast of the pairs that came: more of the run may come */
  #take(run: PairRun, isLast: boolean): void {
    if (this.#open !== null && !this.#isOneRun(this.#open, run)) this.#close();
    const whole = this.#open === null ? run : joinedRuns(this.#open, run);
    // The arrays that came are not held longer than they are looked at.
    this.#open = isLast && whole === run ? copyOf(run) : whole;
    if (!isLast) this.#close();
  }

  #close(): void {
    if (this.#open === null) return;
    const run = this.#open;
    this.#open = null;
    const index = this.#indexOf(run.flightTimes[0]!);
    for (const one of byFlags(run)) this.#numbers.push(index, ...rowOf(one, this.#shift));
  }

  #indexOf(at: Micros): number {
    return Math.floor((at - this.#grid.origin) / this.#grid.length);
  }

  /** Where the run ends that begins with this pair. */
  #endOf({ flightTimes, groundTimes }: PairRun, from: number): number {
    const { origin, length } = this.#grid;
    const at = flightTimes[from]!;
    const cellEnd = origin + (this.#indexOf(at) + 1) * length;
    const ofFlight = firstAtOrAfter(flightTimes, Math.min(cellEnd, nextOf(this.#borders.flight, at)));
    const onGround = nextOf(this.#borders.ground, groundTimes[from]!);
    return onGround === Infinity ? ofFlight : Math.min(ofFlight, firstAtOrAfter(groundTimes, onGround));
  }

  /** Whether no cell ends and no border lies between them. */
  #isOneRun(a: PairRun, b: PairRun): boolean {
    const { flight, ground } = this.#borders;
    const [before, after] = [a.flightTimes[0]!, b.flightTimes[0]!];
    return (
      this.#indexOf(before) === this.#indexOf(after) &&
      nextOf(flight, before) === nextOf(flight, after) &&
      nextOf(ground, a.groundTimes[0]!) === nextOf(ground, b.groundTimes[0]!)
    );
  }
}

/** The first border behind an instant. */
function nextOf(borders: Float64Array, at: Micros): Micros {
  return borders.find((border) => border > at) ?? Infinity;
}

/** Whether a border lies among the pairs of a row; where that is not known, it does. */
export function isCut(cells: PairCells, grid: CellGrid, shiftMicros: Micros, borders: Borders): boolean {
  const { numbers } = cells;
  if (borders.flight.length + borders.ground.length === 0) return false;
  for (let at = 0; at < numbers.length; at += CELL_NUMBERS) {
    const first = numbers[at + CELL.first]!;
    const end = grid.origin + (numbers[at + CELL.index]! + 1) * grid.length;
    if (borders.flight.some((border) => border > first && border < end)) return true;
    const apart = Math.abs(numbers[at + CELL.largestOffset]!);
    const onGround = (border: number) => border - shiftMicros;
    if (borders.ground.some((one) => onGround(one) > first - apart && onGround(one) < end + apart))
      return true;
  }
  return false;
}

/** Whether all sums are numbers: those of readings near the largest double are not. */
export function areFinite({ numbers }: PairCells): boolean {
  // A sum of what is no number is none.
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += 0 * numbers[i]!;
  return sum === 0;
}
