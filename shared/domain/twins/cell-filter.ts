import { isGoodMeasurement } from '../telemetry/flags.ts';
import type { Micros } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';
import { type Borders, CELL, CELL_NUMBERS, type PairCells } from './pair-cells.ts';
import type { StuckIntervals } from './pair-filter.ts';

/** Whether a row of the cells counts. All its pairs do or none, where what decides has its borders among those of the cells. */
export type CellFilter = (cells: PairCells, row: number) => boolean;

/** As `armedGoodPairs`. */
export function armedGoodRows(
  stuck: StuckIntervals,
  armed: readonly Interval[],
  shiftMicros: Micros,
): CellFilter {
  return ({ numbers }, row) => {
    const at = row * CELL_NUMBERS;
    const first = numbers[at + CELL.first]!;
    return (
      isGoodMeasurement(numbers[at + CELL.flightFlags]!) &&
      isGoodMeasurement(numbers[at + CELL.groundFlags]!) &&
      covers(armed, first) &&
      !covers(stuck.flight, first) &&
      !covers(stuck.ground, groundTimeOf(numbers, at, shiftMicros))
    );
  };
}

/** Of the first pair of the row that begins there, on the ground unit's own axis. */
export function groundTimeOf(numbers: Float64Array, at: number, shiftMicros: Micros): Micros {
  return numbers[at + CELL.first]! + numbers[at + CELL.firstOffset]! + shiftMicros;
}

/** Where any of these begins or ends. */
export function bordersOf(onFlight: readonly Interval[], stuck: StuckIntervals): Borders {
  return { flight: endsOf([...onFlight, ...stuck.flight]), ground: endsOf(stuck.ground) };
}

function endsOf(intervals: readonly Interval[]): Float64Array {
  const ends = new Set(intervals.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite));
  return Float64Array.from(ends).sort();
}
