/** A summary of the cells of a channel: n, means and spread as of their pairs, the interval from sums over cells. */
import type { SummedBlocks } from '../../stats/cosine-powers.ts';
import { blockMeanUncertainty } from '../../stats/mean-uncertainty.ts';
import { addToSum, startSum, summedUp } from '../../stats/sum.ts';
import type { CellFilter } from './cell-filter.ts';
import type { OnEitherSide } from './channel-pairs.ts';
import type { EquivalenceRule } from './equivalence.ts';
import { CELL, CELL_NUMBERS, type PairCells, rowsOf } from './pair-cells.ts';
import { type Summary, summaryOf } from './summary.ts';

/** The rows that count; the very same cells where all do. */
export function countedCells(cells: PairCells, counts: CellFilter): PairCells {
  const all = rowsOf(cells);
  const rows: number[] = [];
  for (let row = 0; row < all; row++) if (counts(cells, row)) rows.push(row);
  if (rows.length === all) return cells;
  const numbers = new Float64Array(rows.length * CELL_NUMBERS);
  for (const [i, row] of rows.entries())
    numbers.set(cells.numbers.subarray(row * CELL_NUMBERS, (row + 1) * CELL_NUMBERS), i * CELL_NUMBERS);
  return { numbers };
}

/**
 * As `summarize`.
 *
 * @param counted in order of time; cells that are asked for again are added up once
 * @param paired pairs that count and that do not
 */
export function summarizeCells(
  counted: readonly PairCells[],
  paired: number,
  unpaired: OnEitherSide,
  rule: EquivalenceRule,
): Summary {
  const totals = counted.map(totalsOf);
  const n = sumOf(totals, (one) => one.n);
  const meanOf = (figure: 'delta' | 'flight' | 'ground') =>
    n === 0 ? null : sumOf(totals, (one) => one[figure]) / n;
  const delta = meanOf('delta');
  const variance = n < 2 || delta === null ? null : squaresAbout(totals, delta) / (n - 1);
  return summaryOf(
    {
      ...{ n, paired, unpaired, delta },
      sd: variance === null ? null : Math.sqrt(variance),
      flight: meanOf('flight'),
      ground: meanOf('ground'),
      uncertainty: () => blockMeanUncertainty(blocksOf(counted), variance ?? 0),
    },
    rule,
  );
}

export const pairsInCells = (parts: readonly PairCells[]): number =>
  parts.reduce((sum, cells) => sum + totalsOf(cells).n, 0);

/** What the rows of some cells come to; the squares are of what each difference is from their mean. */
interface Totals {
  readonly n: number;
  readonly delta: number;
  readonly squares: number;
  readonly flight: number;
  readonly ground: number;
}

const known = new WeakMap<PairCells, Totals>();

function totalsOf(cells: PairCells): Totals {
  const before = known.get(cells);
  if (before !== undefined) return before;
  const { numbers } = cells;
  const totalAt = (place: number) => {
    const total = startSum();
    for (let at = place; at < numbers.length; at += CELL_NUMBERS) addToSum(total, numbers[at]!);
    return summedUp(total);
  };
  const [n, delta] = [totalAt(CELL.n), totalAt(CELL.delta)];
  const rows = Array.from({ length: rowsOf(cells) }, (_, row) => {
    const at = row * CELL_NUMBERS;
    return {
      n: numbers[at + CELL.n]!,
      delta: numbers[at + CELL.delta]!,
      squares: numbers[at + CELL.deltaSquares]!,
    };
  });
  const squares = squaresAbout(rows, delta / n);
  const totals = { n, delta, squares, flight: totalAt(CELL.flight), ground: totalAt(CELL.ground) };
  known.set(cells, totals);
  return totals;
}

/** Of parts: what each difference of all of them is from the mean given, squared. */
function squaresAbout(parts: readonly Pick<Totals, 'n' | 'delta' | 'squares'>[], mean: number): number {
  const within = sumOf(parts, (one) => one.squares);
  return within + sumOf(parts, ({ n, delta }) => (n === 0 ? 0 : n * (delta / n - mean) ** 2));
}

function sumOf<T>(parts: readonly T[], figureOf: (part: T) => number): number {
  const total = startSum();
  for (const part of parts) addToSum(total, figureOf(part));
  return summedUp(total);
}

/** Cells with a row. */
export const countBlocks = (parts: readonly PairCells[]): number => blocksOf(parts).n.length;

/** A block is a cell: rows of one cell differ in their flags, and their pairs stand between each other. */
function blocksOf(parts: readonly PairCells[]): SummedBlocks {
  const most = parts.reduce((rows, cells) => rows + rowsOf(cells), 0);
  const [n, sum] = [new Float64Array(most), new Float64Array(most)];
  let block = -1;
  let index = Number.NaN;
  for (const { numbers } of parts) {
    for (let at = 0; at < numbers.length; at += CELL_NUMBERS) {
      const own = numbers[at + CELL.index]!;
      if (own !== index) block++;
      index = own;
      n[block] = n[block]! + numbers[at + CELL.n]!;
      sum[block] = sum[block]! + numbers[at + CELL.delta]!;
    }
  }
  return { n: n.subarray(0, block + 1), sum: sum.subarray(0, block + 1) };
}
