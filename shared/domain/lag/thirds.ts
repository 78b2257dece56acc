/** Whether the lag between twins stays what it is: of each third of the time by itself. */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { LagCells } from './cells.ts';
import { narrowed } from './near.ts';

/** The lag in a stretch of time, on the flight's axis. */
export interface LagAt {
  readonly from: Micros;
  readonly to: Micros;
  readonly lagSeconds: Seconds;
  readonly uncertaintySeconds: Seconds;
}

/** Lags of a third may lie as many half widths of the whole's peak beside it. */
const REACH = 2;
const FEWEST = 100;
/** Of the time: a clock that runs away faster, 432 s per day, is seen by its whole lag alone. */
const MOST_DRIFT = 1 / 200;

/**
 * @param cells both from the same instant on
 * @param around of the whole
 */
export function lagsByThird(
  { flight, ground, stepSeconds, start }: LagCells,
  around: { readonly lagSeconds: Seconds; readonly uncertaintySeconds: Seconds },
): LagAt[] {
  const middle = Math.round(around.lagSeconds / stepSeconds);
  const first = Math.max(firstFilled(flight), firstFilled(ground) - middle);
  const end = Math.min(endOfFilled(flight), endOfFilled(ground) - middle);
  const drift = Math.ceil((end - first) * MOST_DRIFT);
  const reach = Math.ceil((REACH * around.uncertaintySeconds) / stepSeconds) + 4 + drift;
  const third = Math.floor((end - first) / 3);
  if (third < FEWEST) return [];
  const at = (cell: number): Micros => start + (cell - 0.5) * stepSeconds * MICROS_PER_SECOND;
  return [0, 1, 2].flatMap((k): LagAt[] => {
    const from = first + k * third;
    const to = k === 2 ? end : from + third;
    // Moved by the lag of the whole, so that it is the same time that is compared.
    const moved = slice(ground, from + middle, to + middle);
    const near = narrowed({ flight: slice(flight, from, to), ground: moved }, { from: -reach, to: reach });
    if (near === null) return [];
    return [
      {
        from: at(from),
        to: at(to),
        lagSeconds: Math.round((middle + near.lag) * stepSeconds),
        uncertaintySeconds: Math.ceil(Math.max(1, near.halfWidth) * stepSeconds),
      },
    ];
  });
}

function slice(cells: Float64Array, from: number, to: number): Float64Array {
  return cells.subarray(Math.max(0, from), Math.max(0, to));
}

function firstFilled(cells: Float64Array): number {
  const found = cells.findIndex((value) => !Number.isNaN(value));
  return found < 0 ? cells.length : found;
}

function endOfFilled(cells: Float64Array): number {
  return cells.findLastIndex((value) => !Number.isNaN(value)) + 1;
}
