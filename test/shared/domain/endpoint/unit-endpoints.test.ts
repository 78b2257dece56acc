import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../../shared/domain/endpoint/measurement.ts';
import { unitEndpoints } from '../../../../shared/domain/endpoint/unit-endpoints.ts';

const row = (told: Partial<Measurement>): Measurement => ({
  ...{ unit: 'FU1', endpoint: 'ctx', value: 3, measuredIn: 'nmol', takenAt: null, lod: null },
  ...{ denominator: { amount: 1, unit: 'mm2' }, ...told },
});
const shown = (rows: readonly Measurement[], rules: Parameters<typeof unitEndpoints>[1] = []) =>
  unitEndpoints(rows, rules).map(({ value, below, ucum, why }) => ({ value, below, ucum, why }));
const over = (how: 'SUM' | 'MEAN' | 'LAST') => [{ endpoint: 'ctx', over: how, scale: 'ratio' as const }];

describe('endpoints of a unit', () => {
  it('are in one unit of measure, whatever rows are in', () => {
    const rows = [
      row({ value: 3 }),
      row({ unit: 'FU2', value: 500, measuredIn: 'pmol', denominator: { amount: 1, unit: 'mm2' } }),
    ];
    expect(shown(rows)).toEqual([
      { value: 3, below: null, ucum: 'nmol/mm2', why: null },
      { value: 0.5, below: null, ucum: 'nmol/mm2', why: null },
    ]);
    expect(
      shown([row({}), row({ unit: 'FU2', measuredIn: 'mg' })])[1]?.why ??
        shown([row({}), row({ unit: 'FU2', measuredIn: 'mg' })])[0]?.why,
    ).toContain('which is no such unit');
  });

  it('of several times are what the definition says, replicates of one time their mean', () => {
    const rows = [
      row({ value: 1, takenAt: 1 }),
      row({ value: 3, takenAt: 1 }),
      row({ value: 8, takenAt: 2 }),
    ];
    expect(shown(rows, over('SUM'))[0]?.value).toBe(10);
    expect(shown(rows, over('MEAN'))[0]?.value).toBe(5);
    expect(shown(rows, over('LAST'))[0]?.value).toBe(8);
  });

  it('below detection are known to be below a limit, alone and among others', () => {
    const none = row({ value: null, lod: 0.5 });
    expect(shown([none])[0]).toMatchObject({ value: null, below: 0.5 });
    expect(shown([none, row({ value: 1.5 })])[0]).toMatchObject({ value: null, below: 1 });
  });
});
