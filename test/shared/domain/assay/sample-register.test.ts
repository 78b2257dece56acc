import { describe, expect, it } from 'vitest';
import { registerOf } from '../../../../shared/domain/assay/sample-register.ts';
import type { SheetTable } from '../../../../shared/domain/assay/tables.ts';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { minimal } from '../experiment/minimal.ts';

const units = [
  { id: 'FU1', arm: 'flight', culture: { donor: 'D7' } },
  { id: 'GU1', arm: 'ground' },
];

function registered(assay: Readonly<Record<string, unknown>>, ...sheets: SheetTable[]) {
  const definition = minimal({
    ...{ units, pairs: [], sources: [], channels: [] },
    assays: [{ id: 'rnaseq', kind: 'counts', match: '*', ...assay }],
  });
  return registerOf(definition.assays[0]!, declaredBy(definition), sheets);
}

const sheetOf = (columns: string[], ...rows: string[][]): SheetTable => ({ table: 'sheet', columns, rows });
const byUnit = { match: '*sheet*', sample: 'Sample', unit: 'Unit', batch: ['lane'] };

describe('registerOf', () => {
  it('takes samples as the definition lists them, with the donor of their culture', () => {
    const { samples } = registered({ samples: [{ name: 'S1', unit: 'FU1', batch: { lane: 2 } }] });
    expect(samples).toEqual([
      {
        name: 'S1',
        unit: 'FU1',
        arm: 'flight',
        donor: 'D7',
        batch: { lane: '2' },
        covariates: {},
        handling: {},
      },
    ]);
  });

  it('takes samples as a sheet tells them, by unit', () => {
    const { samples, remarks } = registered(
      { sheet: byUnit },
      sheetOf(['Sample', 'Unit', 'lane'], ['S1', 'FU1', 'L1'], ['S2', 'GU1', 'L2'], ['', '', '']),
    );
    expect(samples.map(({ name, unit, arm, batch }) => [name, unit, arm, batch.lane])).toEqual([
      ['S1', 'FU1', 'flight', 'L1'],
      ['S2', 'GU1', 'ground', 'L2'],
    ]);
    expect(remarks).toEqual([]);
  });

  it('takes how samples were handled from columns of the sheet: numbers as numbers, nothing from an empty cell', () => {
    const handling = { fixative: 'Fix', storageDays: 'Days', timeToFix: 'Fixed after', rin: 'RIN' };
    const columns = ['Sample', 'Unit', 'lane', 'Fix', 'Days', 'Fixed after', 'RIN'];
    const { samples } = registered(
      { sheet: { ...byUnit, handling } },
      sheetOf(
        columns,
        ['S1', 'FU1', 'L1', 'PFA', '12,5', 'PT2H', ''],
        ['S2', 'GU1', 'L1', '', '0', '2', '8.1'],
      ),
    );
    expect(samples.map((one) => one.handling)).toEqual([
      { fixative: 'PFA', storageDays: 12.5, timeToFix: 7200 },
      { storageDays: 0, timeToFix: '2', rin: 8.1 },
    ]);
  });

  it.each([
    ['timeToFix', 'P5H', 'P5H'],
    ['timeToFix', 'PT5M3H', 'PT5M3H'],
    ['timeToFix', 'P99999999999999999999D', 'P99999999999999999999D'],
    ['fixative', '3', '3'],
    ['rin', 'Infinity', 'Infinity'],
    ['rin', 'n/a', undefined],
    ['storageDays', 'unknown', undefined],
  ] as const)('keeps a mistyped cell as it stands, and nothing as nothing: %s %s', (key, cell, told) => {
    const columns = ['Sample', 'Unit', 'lane', 'X'];
    const { samples } = registered(
      { sheet: { ...byUnit, handling: { [key]: 'X' } } },
      sheetOf(columns, ['S1', 'FU1', 'L1', cell]),
    );
    expect(samples[0]?.handling[key]).toBe(told);
  });

  it('takes each sample as a replicate where a sheet tells only arms, in its own words', () => {
    const sheet = { match: '*', sample: 'Sample', arm: 'Factor', arms: { 'Space Flight': 'flight' } };
    const { samples, remarks } = registered(
      { sheet },
      sheetOf(['Sample', 'Factor'], ['M23', 'Space Flight'], ['M24', 'Basal']),
    );
    expect(samples).toMatchObject([{ name: 'M23', unit: null, arm: 'flight' }]);
    expect(remarks).toMatchObject([{ code: 'sheet.arm' }]);
    expect(remarks[0]?.message).toContain(
      'names "Basal", and the definition has no such arm (flight, ground)',
    );
  });

  it('names a unit that there is not, and guesses none', () => {
    const { samples, remarks } = registered(
      { sheet: byUnit },
      sheetOf(['Sample', 'Unit', 'lane'], ['S1', 'FU7', 'L1']),
    );
    expect(samples).toEqual([]);
    expect(remarks[0]?.message).toContain('names "FU7", and the definition has no such unit (FU1, GU1)');
  });

  it('takes none of a sample that a sheet tells in two ways, and one that it tells twice alike', () => {
    const { samples, remarks } = registered(
      { sheet: byUnit },
      sheetOf(['Sample', 'Unit', 'lane'], ['S1', 'FU1', 'L1'], ['S2', 'GU1', 'L1']),
      sheetOf(['Sample', 'Unit', 'lane'], ['S1', 'GU1', 'L1'], ['S2', 'GU1', 'L1']),
    );
    expect(samples.map(({ name }) => name)).toEqual(['S2']);
    expect(remarks).toMatchObject([{ code: 'sheet.twice' }]);
  });

  it('names a column that the sheet has not, and the one that is meant', () => {
    const { remarks } = registered(
      { sheet: byUnit },
      sheetOf(['Samples', 'Unit', 'lane'], ['S1', 'FU1', 'L1']),
    );
    expect(remarks).toEqual([
      { code: 'sheet.column', message: 'the sheet has no column "Sample"; did you mean "Samples"?' },
    ]);
  });

  it('says that a sheet is awaited', () => {
    expect(registered({ sheet: byUnit }).remarks).toMatchObject([{ code: 'sheet.awaited' }]);
  });
});
