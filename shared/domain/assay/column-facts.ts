/** How the numbers of a column are spread: what tells counts from what was made of them. */

export interface ColumnFacts {
  readonly name: string;
  /** Cells with a number. */
  readonly given: number;
  readonly nonZero: number;
  /** Of those that are not 0. */
  readonly whole: number;
  readonly negative: number;
  /** Between 0 and 1. */
  readonly belowOne: number;
  /** Above what any logarithm (base 2) of a count reaches. */
  readonly aboveLog: number;
  readonly sum: number;
  readonly highest: number;
  /** Of those above 0. */
  readonly lowest: number;
  /** What all small values are multiples of, where that is not 1; else null. */
  readonly step: number | null;
}

/** No logarithm (base 2) of a count or of an intensity is higher. */
export const HIGHEST_LOG = 25;
/** Multiples of the smallest value that are looked at: with the decimals of a table farther ones prove nothing. */
const MOST_MULTIPLES = 8;
const NEAR_WHOLE = 0.06;
const ENOUGH = 30;

/** By column; `values` by row: the columns of a row stand beside each other, NaN where there is no number. */
export function columnFacts(values: Float64Array, names: readonly string[]): ColumnFacts[] {
  const counts = names.map((name) => new Counts(name));
  // Row by row, as they lie in memory.
  for (let at = 0; at < values.length; at += names.length)
    for (let column = 0; column < names.length; column++) counts[column]!.add(values[at + column]!);
  // Counts themselves, whose smallest is 1, are the usual case.
  const steps = counts.map(({ lowest }) => new Steps(lowest));
  const suspects = [...steps.keys()].filter((column) => steps[column]!.lowest % 1 !== 0);
  for (let at = 0; suspects.length > 0 && at < values.length; at += names.length)
    for (const column of suspects) steps[column]!.add(values[at + column]!);
  return counts.map((count, column) => ({ ...count, step: steps[column]!.step }));
}

class Counts {
  given = 0;
  nonZero = 0;
  whole = 0;
  negative = 0;
  belowOne = 0;
  aboveLog = 0;
  sum = 0;
  highest = Number.NEGATIVE_INFINITY;
  lowest = Number.POSITIVE_INFINITY;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.given++;
    if (value > this.highest) this.highest = value;
    if (value === 0) return;
    this.nonZero++;
    this.sum += value;
    if (value % 1 === 0) this.whole++;
    if (value < 0) this.negative++;
    else if (value < 1) this.belowOne++;
    if (value > HIGHEST_LOG) this.aboveLog++;
    if (value > 0 && value < this.lowest) this.lowest = value;
  }
}

/** Of values that have nothing to do with each other one in eight is as near to a multiple of the smallest. */
class Steps {
  near = 0;
  seen = 0;
  readonly lowest: number;

  constructor(lowest: number) {
    this.lowest = lowest;
  }

  add(value: number): void {
    const multiple = value / this.lowest;
    if (!(multiple > 1.5 && multiple <= MOST_MULTIPLES + 0.5)) return;
    this.seen++;
    if (Math.abs(multiple - Math.round(multiple)) < NEAR_WHOLE) this.near++;
  }

  get step(): number | null {
    const { lowest } = this;
    // 1, 0.1, 0.01 …: the grid that all numbers of the table were rounded to.
    const isGrid = Math.abs(Math.log10(lowest) - Math.round(Math.log10(lowest))) < 1e-9;
    const isStepped = this.seen >= ENOUGH && this.near / this.seen > 0.98;
    return isStepped && lowest % 1 !== 0 && !isGrid ? lowest : null;
  }
}
