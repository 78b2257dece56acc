import type { ExpressionTable } from '../../../../shared/domain/assay/tables.ts';

/** A table of genes by rows: `{ g1: [1, 2] }` of the samples. */
export function table(
  samples: readonly string[],
  rows: Readonly<Record<string, readonly number[]>>,
  changes: Partial<ExpressionTable> = {},
): ExpressionTable {
  return {
    ...{ table: 'expression', scale: 'counts', feature: 'gene' },
    features: Object.keys(rows),
    ...{ symbols: null, classes: null, samples },
    values: Float64Array.from(Object.values(rows).flat()),
    ...changes,
  };
}
