/** Columns of a table of an assay as Parquet holds them. */
import type { NumberColumn, TextColumn } from '../parquet/column.ts';

export const texts = (name: string, values: readonly string[]): TextColumn => ({
  ...{ name, values, optional: false },
  type: { kind: 'text' },
});

export const numbers = (name: string, values: readonly (number | null)[]): NumberColumn => ({
  ...{ name, optional: true, type: { kind: 'float64' } },
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
});

/** What a cell without a number was written as. */
export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
