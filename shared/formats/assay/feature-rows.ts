/** The features of a file as they are read, and what becomes of those that stand twice. */
import type { ExpressionTable } from '../../domain/assay/tables.ts';
import { quoted } from '../../domain/quoted.ts';
import { MOST_CELLS, MOST_FEATURES, refuseAbove } from './limits.ts';
import type { RejectList } from './reject-list.ts';

/** Names of a row. */
export interface FeatureNames {
  readonly id: string;
  readonly symbol: string;
  readonly class: string;
}

/** Rows of the file that go into the table. */
export type SettledRows = Pick<ExpressionTable, 'features' | 'values'> & {
  readonly symbols: readonly string[];
  readonly classes: readonly string[];
  /** Cells of rows that stand in the table already. */
  readonly repeated: number;
};

export class FeatureRows {
  /** By row. */
  readonly values: Float64Array;
  readonly lines: number[] = [];
  readonly #names: FeatureNames[] = [];
  readonly #width: number;

  /** Fails with `assay.too-large`. @param most rows that there can be */
  constructor(samples: number, most: number) {
    refuseAbove(MOST_CELLS, most * samples, 'cells', 'send fewer samples in a file');
    refuseAbove(MOST_FEATURES, most, 'features', 'is this a table of genes or of transcripts?');
    this.values = new Float64Array(most * samples);
    this.#width = samples;
  }

  /** Place of the next row's first value. */
  get place(): number {
    return this.#names.length * this.#width;
  }

  /** The values of the row stand at `place` already. */
  add(line: number, names: FeatureNames): void {
    this.lines.push(line);
    this.#names.push(names);
  }

  /** Of rows with one name: equal ones are one row and repetitions, others are all rejected. */
  settle(rejects: RejectList): SettledRows {
    const repeated = this.#rejectDiffering(rejects);
    const kept = this.#names
      .keys()
      .filter((row) => !repeated.rows.has(row))
      .toArray();
    const names = kept.map((row) => this.#names[row]!);
    return {
      features: names.map(({ id }) => id),
      symbols: names.map(({ symbol }) => symbol),
      classes: names.map((one) => one.class),
      values: this.#valuesOf(kept),
      repeated: repeated.cells,
    };
  }

  /** Rows that do not go into the table, and how many cells of them repeat what does. */
  #rejectDiffering(rejects: RejectList): { rows: ReadonlySet<number>; cells: number } {
    const out = new Set<number>();
    let cells = 0;
    for (const rows of this.#rowsTwice()) {
      const [first = 0, ...others] = rows;
      if (others.every((row) => this.#isSame(first, row))) {
        for (const row of others) out.add(row);
        cells += others.reduce((sum, row) => sum + this.#given(row), 0);
        continue;
      }
      const where = linesText(rows.map((row) => this.lines[row]!));
      const { id } = this.#names[first]!;
      const message = `expected each feature once, got ${quoted(id)} with different values on lines ${where}: which of them is right cannot be told`;
      for (const row of rows) {
        out.add(row);
        rejects.row(this.lines[row]!, 'feature.twice', message, id, this.#given(row));
      }
    }
    return { rows: out, cells };
  }

  #rowsTwice(): number[][] {
    const first = new Map<string, number>();
    const twice = new Map<number, number[]>();
    this.#names.forEach(({ id }, row) => {
      const other = first.get(id);
      if (other === undefined) {
        first.set(id, row);
        return;
      }
      const rows = twice.get(other) ?? [other];
      rows.push(row);
      twice.set(other, rows);
    });
    return [...twice.values()];
  }

  #isSame(one: number, other: number): boolean {
    const [a, b] = [this.#names[one]!, this.#names[other]!];
    if (a.symbol !== b.symbol || a.class !== b.class) return false;
    const values = this.#row(other);
    return this.#row(one).every(
      (value, i) => value === values[i] || (Number.isNaN(value) && Number.isNaN(values[i])),
    );
  }

  #row(row: number): Float64Array {
    return this.values.subarray(row * this.#width, (row + 1) * this.#width);
  }

  /** Cells of the row that were not rejected by themselves. */
  #given(row: number): number {
    return this.#row(row).reduce((sum, value) => (Number.isNaN(value) ? sum : sum + 1), 0);
  }

  #valuesOf(kept: readonly number[]): Float64Array {
    if (kept.length === this.#names.length) return this.values.slice(0, this.place);
    const values = new Float64Array(kept.length * this.#width);
    kept.forEach((row, k) => {
      values.set(this.#row(row), k * this.#width);
    });
    return values;
  }
}

const MOST_LINES_NAMED = 10;

function linesText(lines: readonly number[]): string {
  const named = lines.slice(0, MOST_LINES_NAMED).join(', ');
  return lines.length > MOST_LINES_NAMED ? `${named} and ${lines.length - MOST_LINES_NAMED} more` : named;
}
