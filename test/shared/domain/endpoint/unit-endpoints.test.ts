import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../../shared/domain/endpoint/measurement.ts';
import { unitEndpoints } from '../../../../shared/domain/endpoint/unit-endpoints.ts';

const row = (told: Partial<Measurement>): Measurement => ({
  ...{ unit: 'FU1', endpoint: 'ctx', value: 3, measuredIn: 'nmol', takenAt: null, replicate: '', lod: null },
  ...{ denominator: { amount: 1, unit: 'mm2' }, ...told },
});
const shown = (rows: readonly Measurement[], rules: Parameters<typeof unitEndpoints>[1] = []) =>
  unitEndpoints(rows, rules).map(({ value, below, ucum, why }) => ({ value, below, ucum, why }));
const over = (how: 'SUM' | 'MEAN' | 'LAST') => [{ endpoint: 'ctx', over: how, scale: 'ratio' as const }];

describe('endpoints of a unit', () => {
  it('are in the unit of measure of most rows, and have no value in one that is none of it', () => {
    const pmol = { value: 500, measuredIn: 'pmol' };
    const rows = [row({}), row({ unit: 'FU2' }), row({ unit: 'FU3', ...pmol })];
    expect(shown(rows).map(({ value, ucum }) => [value, ucum])).toEqual([
      [3, 'nmol/mm2'],
      [3, 'nmol/mm2'],
      [0.5, 'nmol/mm2'],
    ]);
    const odd = shown([row({}), row({ unit: 'FU2' }), row({ unit: 'FU3', measuredIn: 'mg' })]);
    expect(odd.map(({ value }) => value)).toEqual([3, 3, null]);
    expect(odd[2]?.why).toBe('expected nmol/mm2, got mg/mm2, which cannot be converted to it');
  });

  it('that are shares are of what the denominator says, and are not divided by it', () => {
    const share = (unit: string, amount: number) =>
      row({ unit, value: 12, measuredIn: '%', denominator: { amount, unit: '{cells}' } });
    expect(shown([share('FU1', 200), share('FU2', 400)])).toMatchObject([
      { value: 12, ucum: '%' },
      { value: 12, ucum: '%' },
    ]);
  });

  it('of several times are what the definition says, replicates of one time their mean', () => {
    const rows = [
      row({ value: 1, takenAt: 1, replicate: 'a' }),
      row({ value: 3, takenAt: 1, replicate: 'b' }),
      row({ value: 8, takenAt: 2 }),
    ];
    expect(shown(rows, over('SUM'))[0]?.value).toBe(10);
    expect(shown(rows, over('MEAN'))[0]?.value).toBe(5);
    expect(shown(rows, over('LAST'))[0]?.value).toBe(8);
  });

  it('below detection are known to be below a limit, and among others not known', () => {
    const none = row({ value: null, lod: 0.5 });
    expect(shown([none])[0]).toMatchObject({ value: null, below: 0.5 });
    expect(shown([none, row({ value: 1.5, replicate: 'b' })])[0]).toMatchObject({
      ...{ value: null, below: null },
      why: 'some replicates of it are below detection and some are not: their mean is not known',
    });
  });

  it('of which rows of one time contradict each other have no value', () => {
    expect(shown([row({ value: 10 }), row({ value: 100 })])[0]).toMatchObject({
      value: null,
      why: 'rows of one time say 10, 100: name replicates in a column replicate, or withdraw the file that is wrong',
    });
  });

  it('that lack a time which other units have, have no value', () => {
    const rows = [row({ takenAt: 1 }), row({ takenAt: 2 }), row({ unit: 'FU2', takenAt: 1 })];
    expect(shown(rows, over('SUM')).map(({ value, why }) => [value, why])).toEqual([
      [6, null],
      [null, '1 of 2 times have come, which other units have'],
    ]);
  });
});
