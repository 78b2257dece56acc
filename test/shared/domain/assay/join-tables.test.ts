import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTables } from '../../../../shared/domain/assay/join-tables.ts';
import type { ExpressionTable } from '../../../../shared/domain/assay/tables.ts';
import { table } from './tables-in-test.ts';

describe('joinTables', () => {
  it('lays samples beside each other and genes below each other, by name, with holes where nobody says anything', () => {
    const { table: joined, conflicts } = joinTables([
      table(['S2'], { b: [4], a: [3] }),
      table(['S1'], { a: [1], c: [0] }),
    ]);
    expect(joined.features).toEqual(['a', 'b', 'c']);
    expect(joined.samples).toEqual(['S1', 'S2']);
    expect([...joined.values]).toEqual([1, 3, Number.NaN, 4, 0, Number.NaN]);
    expect(conflicts).toEqual([]);
  });

  it('keeps both values of a cell in conflict, and takes neither', () => {
    const { table: joined, conflicts } = joinTables([
      table(['S1'], { a: [5], b: [2] }),
      table(['S1'], { a: [3], b: [2] }),
      table(['S1'], { a: [3] }),
    ]);
    expect(conflicts).toEqual([{ feature: 'a', sample: 'S1', values: [3, 5] }]);
    expect([...joined.values]).toEqual([Number.NaN, 2]);
  });

  it('takes a hole as nothing said, and 0 as a count', () => {
    const { table: joined } = joinTables([
      table(['S1'], { a: [Number.NaN], b: [0] }),
      table(['S1'], { a: [7], b: [0] }),
    ]);
    expect([...joined.values]).toEqual([7, 0]);
  });

  it('refuses counts beside logarithms, and genes beside transcripts', () => {
    const one = table(['S1'], { a: [1] });
    expect(() => joinTables([one, { ...one, scale: 'log2' }])).toThrow(
      'got counts of genes and log2 of genes',
    );
    expect(() => joinTables([one, { ...one, feature: 'transcript' }])).toThrow('files of one kind');
  });

  it('gives the same table in whatever order its parts came', () => {
    const cell = fc.constantFrom(Number.NaN, 0, 1, 2);
    const part = fc
      .record({
        samples: fc.subarray(['S1', 'S2', 'S3'], { minLength: 1 }),
        genes: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      })
      .chain(({ samples, genes }) =>
        fc
          .array(cell, { minLength: samples.length * genes.length, maxLength: samples.length * genes.length })
          .map(
            (values): ExpressionTable => ({
              ...table(samples, {}),
              features: genes,
              symbols: genes.map((gene) => gene.toUpperCase()),
              values: Float64Array.from(values),
            }),
          ),
      );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        expect(joinTables(parts.toReversed())).toEqual(joinTables(parts));
        expect(joinTables([...parts, ...parts])).toEqual(joinTables(parts));
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
