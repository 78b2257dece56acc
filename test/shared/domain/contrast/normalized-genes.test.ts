import { describe, expect, it } from 'vitest';
import type { ExpressionTable } from '../../../../shared/domain/assay/tables.ts';
import { normalizedGenes } from '../../../../shared/domain/contrast/normalized-genes.ts';

const sample = (name: string, unit: string, arm: string) => ({
  ...{ name, unit, arm, donor: null, batch: {}, covariates: {}, takenAt: null, handling: {}, tube: null },
});

const REGISTER = [sample('a1', 'A', 'flight'), sample('a2', 'A', 'flight'), sample('b', 'B', 'ground')];

function table(
  rows: readonly (readonly number[])[],
  scale: ExpressionTable['scale'] = 'counts',
): ExpressionTable {
  return {
    ...{ table: 'expression', scale, feature: 'gene', classes: null },
    features: rows.map((_, i) => `g${i}`),
    symbols: rows.map((_, i) => (i === 0 ? 'Ctsk' : '')),
    samples: ['a1', 'a2', 'b'],
    values: Float64Array.from(rows.flat()),
  };
}

describe('normalized genes', () => {
  it('are the counts of a unit divided by its median of ratios', () => {
    // By hand: libraries of A add up to 2, 8, 32 beside 1, 4, 16 of B. All ratios to the geometric mean are √2 and 1/√2.
    const found = normalizedGenes(
      table([
        [1, 1, 1],
        [3, 5, 4],
        [16, 16, 16],
      ]),
      REGISTER as never,
    );
    if ('code' in found) throw new Error(found.message);
    expect(found.replicates.map(({ name, arm }) => `${name} ${arm}`)).toEqual(['A flight', 'B ground']);
    const root = Math.SQRT2;
    found.rows.forEach(({ values }, i) => {
      for (const value of values) expect(value).toBeCloseTo(4 ** i * root, 10);
    });
    expect(found.rows.map(({ symbol }) => symbol)).toEqual(['Ctsk', '', '']);
    expect(found.method).toContain('median of ratios');
  });

  it('are logarithms as they are, and the mean of those of one unit', () => {
    const found = normalizedGenes(table([[1, 2, 4.5]], 'log2'), REGISTER as never);
    expect('rows' in found && found.rows[0]?.values).toEqual([1.5, 4.5]);
  });

  it('lack genes that some unit has no value of', () => {
    const found = normalizedGenes(
      table([
        [1, Number.NaN, 1],
        [3, 5, 4],
      ]),
      REGISTER as never,
    );
    expect('rows' in found && found.rows.map(({ gene }) => gene)).toEqual(['g1']);
  });

  it('are none where no gene was read in every unit', () => {
    expect(
      normalizedGenes(
        table([
          [1, 0, 0],
          [0, 0, 4],
        ]),
        REGISTER as never,
      ),
    ).toMatchObject({
      code: 'normalized.no-common-gene',
    });
  });
});
