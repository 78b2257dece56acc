/** Windows of the cells of a channel, where each window is a whole number of cells. */
import { addToSum, startSum, summedUp } from '../../stats/sum.ts';
import { QUALITIES } from '../telemetry/flags.ts';
import { between } from '../telemetry/rollup.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { covers } from '../timeline/interval.ts';
import { groundTimeOf } from './cell-filter.ts';
import type { CellGrid } from './cell-grid.ts';
import {
  type DeltaWindow,
  type PhaseStretch,
  poorestOf,
  type WindowOptions,
  windowPlace,
} from './delta-windows.ts';
import { CELL, CELL_NUMBERS, type PairCells } from './pair-cells.ts';

/** As `deltaWindows`, of rows that no stuck interval and no phase cuts. */
export function cellWindows(
  parts: readonly PairCells[],
  { length }: CellGrid,
  shiftMicros: Micros,
  options: Omit<WindowOptions, 'from' | 'to'>,
): DeltaWindow[] {
  const cellsEach = (options.resolutionSeconds * MICROS_PER_SECOND) / length;
  const windows: DeltaWindow[] = [];
  let open: Row[] = [];
  let index = Number.NaN;
  for (const { numbers } of parts) {
    for (let at = 0; at < numbers.length; at += CELL_NUMBERS) {
      const own = Math.floor(numbers[at + CELL.index]! / cellsEach);
      if (own !== index && open.length > 0) {
        windows.push(windowOf(open, index, shiftMicros, options));
        open = [];
      }
      index = own;
      open.push({ numbers, at });
    }
  }
  if (open.length > 0) windows.push(windowOf(open, index, shiftMicros, options));
  return windows;
}

/** Where a row begins. */
interface Row {
  readonly numbers: Float64Array;
  readonly at: number;
}

function windowOf(
  rows: readonly Row[],
  index: number,
  shiftMicros: Micros,
  { referenceAt, resolutionSeconds, stuck, phases }: Omit<WindowOptions, 'from' | 'to'>,
): DeltaWindow {
  let [ofFlight, ofGround] = [0, 0];
  for (const { numbers, at } of rows) {
    const flags = { flight: numbers[at + CELL.flightFlags]!, ground: numbers[at + CELL.groundFlags]! };
    const isStuck = {
      flight: covers(stuck.flight, numbers[at + CELL.first]!),
      ground: covers(stuck.ground, groundTimeOf(numbers, at, shiftMicros)),
    };
    ofFlight = Math.max(ofFlight, poorestOf(flags.flight, isStuck.flight));
    ofGround = Math.max(ofGround, poorestOf(flags.ground, isStuck.ground));
  }
  return {
    ...windowPlace(index, resolutionSeconds, referenceAt),
    phase: phaseOf(rows, phases),
    flight: sideOf(rows, CELL.flight, ofFlight),
    ground: sideOf(rows, CELL.ground, ofGround),
    delta: sumOf(rows, CELL.delta) / sumOf(rows, CELL.n),
    quality: QUALITIES[Math.max(ofFlight, ofGround)]!,
  };
}

/** The one that all rows are in; null where there is none, or more than one. */
function phaseOf(rows: readonly Row[], phases: readonly PhaseStretch[]): string | null {
  const [first, last] = [firstOf(rows[0]!), firstOf(rows.at(-1)!)];
  return phases.find(({ from, to }) => from <= first && last < to)?.phase ?? null;
}

const firstOf = ({ numbers, at }: Row): Micros => numbers[at + CELL.first]!;

function sideOf(rows: readonly Row[], place: typeof CELL.flight | typeof CELL.ground, poorest: number) {
  const n = sumOf(rows, CELL.n);
  const mean = sumOf(rows, place) / n;
  let [squares, min, max] = [0, Infinity, -Infinity];
  for (const { numbers, at } of rows) {
    const ofRow = numbers[at + CELL.n]!;
    squares += numbers[at + place + 1]! + ofRow * (numbers[at + place]! / ofRow - mean) ** 2;
    min = Math.min(min, numbers[at + place + 2]!);
    max = Math.max(max, numbers[at + place + 3]!);
  }
  const sd = n < 2 ? null : Math.sqrt(squares / (n - 1));
  return { n, mean: between(min, mean, max), sd, min, max, quality: QUALITIES[poorest]! };
}

function sumOf(rows: readonly Row[], place: number): number {
  const total = startSum();
  for (const { numbers, at } of rows) addToSum(total, numbers[at + place]!);
  return summedUp(total);
}
