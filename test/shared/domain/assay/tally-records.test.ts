import { describe, expect, it } from 'vitest';
import type { SheetTable, Well, WellTable } from '../../../../shared/domain/assay/tables.ts';
import { tallyRecords } from '../../../../shared/domain/assay/tally-records.ts';
import { table } from './tables-in-test.ts';

const well = (changes: Partial<Well>): Well => ({
  ...{
    well: 'A1',
    sample: 'S1',
    target: 'Ctsk',
    task: 'UNKNOWN',
    ct: 21.5,
    quantity: null,
    isOmitted: false,
  },
  ...changes,
});
const plate = (...wells: Well[]): WellTable => ({ table: 'wells', wells });

describe('tallyRecords', () => {
  it('counts each cell with a value once: new, here before, or in conflict', () => {
    const before = [table(['S1', 'S2'], { a: [1, 2], b: [3, Number.NaN] }), table(['S1'], { a: [9] })];
    const brought = table(['S2', 'S1', 'S3'], { a: [2, 9, 5], b: [7, 4, Number.NaN], c: [0, 0, 0] });
    expect(tallyRecords(brought, before)).toEqual({ accepted: 5, duplicates: 2, conflicts: 1 });
  });

  it('counts a well that stands in another plate as equal once for each time it stands there', () => {
    const before = [plate(well({}), well({ well: 'A2', ct: null }))];
    const brought = plate(well({}), well({}), well({ well: 'A2', ct: null }), well({ well: 'A3' }));
    expect(tallyRecords(brought, before)).toEqual({ accepted: 2, duplicates: 2, conflicts: 0 });
  });

  it('takes wells of samples that a file describes otherwise for other wells', () => {
    const described = (text: string) => ({ ...plate(well({})), descriptions: new Map([['S1', text]]) });
    expect(tallyRecords(described('FU1'), [described('FU1')])).toMatchObject({ duplicates: 1 });
    expect(tallyRecords(described('FU1'), [described('FU2'), plate(well({}))])).toMatchObject({
      accepted: 1,
    });
  });

  it('knows a row of a sheet by its cells, in whatever order the columns stand', () => {
    const sheet = (columns: string[], ...rows: string[][]): SheetTable => ({ table: 'sheet', columns, rows });
    const before = [sheet(['Sample', 'Unit'], ['S1', 'FU1'])];
    expect(tallyRecords(sheet(['Unit', 'Sample'], ['FU1', 'S1'], ['FU2', 'S2']), before)).toEqual({
      ...{ accepted: 1, duplicates: 1, conflicts: 0 },
    });
  });
});
