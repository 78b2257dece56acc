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
    expect(odd[2]?.why).toBe('expected nmol/mm², got mg/mm², which cannot be converted to it');
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
      why: 'rows of one time say 10 nmol per 1 mm², 100 nmol per 1 mm²: name replicates in a column replicate, or withdraw the file that is wrong',
    });
  });

  it('name the unit of measure and the place of rows that contradict each other, and what cannot be converted', () => {
    const at = (line: number, file: string) => ({ at: { line, file } });
    const rows = [
      { ...row({ value: 2, measuredIn: 'ng' }), ...at(6, 'bad.csv') },
      { ...row({ value: 72.69 }), ...at(5, 'a.csv') },
    ];
    expect(shown(rows)[0]?.why).toBe(
      'rows of one time say 2 ng per 1 mm² (line 6 of bad.csv), 72.69 nmol per 1 mm² (line 5 of a.csv) (ng/mm² and nmol/mm² cannot be converted into each other): name replicates in a column replicate, or withdraw the file that is wrong',
    );
    const odd = [
      row({}),
      row({ unit: 'FU2' }),
      { ...row({ unit: 'FU3', measuredIn: 'ng' }), ...at(4, 'c.csv') },
    ];
    expect(shown(odd)[2]?.why).toBe(
      'expected nmol/mm², got ng/mm² (line 4 of c.csv), which cannot be converted to it',
    );
  });

  it('are one value where rows say the same in two units of measure, and below detection the same limit', () => {
    const pmol = row({ value: 3000, measuredIn: 'pmol' });
    const cm2 = row({ denominator: { amount: 0.01, unit: 'cm2' } });
    expect(shown([row({}), pmol, cm2])).toEqual([{ value: 3, below: null, ucum: 'nmol/mm2', why: null }]);
    const below = [row({ value: null, lod: 1 }), row({ value: null, lod: 1000, measuredIn: 'pmol' })];
    expect(shown(below)[0]).toMatchObject({ value: null, below: 1, why: null });
    expect(shown([row({}), row({ value: 3001, measuredIn: 'pmol' })])[0]?.value).toBeNull();
    // As many per as much is no repetition of twice as many per twice as much.
    const cells = (value: number, amount: number, unit: string) =>
      row({ value, measuredIn: '{cells}', denominator: { amount, unit } });
    expect(shown([cells(10, 100, 'mm2'), cells(20, 2, 'cm2')])[0]?.why).toContain('rows of one time say');
  });

  it('are in the unit of measure that the definition says, and where none converts there is no value', () => {
    const rule = (unit: string) => [{ endpoint: 'ctx', scale: 'ratio' as const, unit }];
    const rows = [row({}), row({ unit: 'FU2', measuredIn: 'ng' })];
    expect(shown(rows, rule('pmol/cm2'))).toMatchObject([
      { value: 300_000, ucum: 'pmol/cm2', why: null },
      {
        value: null,
        why: 'expected pmol/cm² by the definition, got ng/mm², which cannot be converted to it',
      },
    ]);
  });

  it('that are counted add up over areas in several units of measure', () => {
    const cells = (value: number, replicate: string, denominator: Measurement['denominator']) =>
      row({ value, replicate, measuredIn: '{cells}', denominator });
    const rows = [
      cells(10, '1', { amount: 50, unit: 'mm2' }),
      cells(20, '2', { amount: 1, unit: 'cm2' }),
      cells(3, '3', { amount: 50, unit: 'mm2' }),
    ];
    const [told] = unitEndpoints(rows, []);
    expect(told).toMatchObject({ ucum: '{cells}/mm2', total: { count: 33, exposure: 200, isCounted: true } });
  });

  it('that lack a time which other units have, have no value', () => {
    const rows = [row({ takenAt: 1 }), row({ takenAt: 2 }), row({ unit: 'FU2', takenAt: 1 })];
    expect(shown(rows, over('SUM')).map(({ value, why }) => [value, why])).toEqual([
      [6, null],
      [null, '1 of 2 times have come, which other units have'],
    ]);
  });
});
