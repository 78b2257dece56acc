import { describe, expect, it } from 'vitest';
import { tableDifferences } from '../../../../shared/domain/osdr/compare-tables.ts';

const header = ['unit', 'channel', 'mean'];
const rows = [
  ['FU1', 'temperature', '36.5'],
  ['FU1', 'co2', '5'],
  ['FU2', 'temperature', ''],
];

describe('tables that were handed on', () => {
  it('are equal where every cell is, in any order of rows', () => {
    expect(tableDifferences({ header, rows }, { header, rows: rows.toReversed() }, 2)).toEqual([]);
  });

  it('differ in a cell, by a digit or by being empty, with its line, row and column', () => {
    const other = [['FU1', 'temperature', '36.50'], rows[1]!, ['FU2', 'temperature', '0']];
    expect(tableDifferences({ header, rows }, { header, rows: other }, 2)).toEqual([
      { line: 2, row: 'FU1 temperature', column: 'mean', expected: '36.5', got: '36.50' },
      { line: 4, row: 'FU2 temperature', column: 'mean', expected: '', got: '0' },
    ]);
  });

  it('differ in rows and columns that one side lacks', () => {
    const here = { header: ['unit', 'channel', 'sd'], rows: [rows[0]!, ['GU1', 'co2', '1']] };
    expect(tableDifferences({ header, rows: rows.slice(0, 2) }, here, 2)).toEqual([
      { line: 1, row: 'header', column: 'mean', expected: 'mean', got: '' },
      { line: 1, row: 'header', column: 'sd', expected: '', got: 'sd' },
      { line: 3, row: 'FU1 co2', column: null, expected: 'FU1,co2,5', got: '' },
      { line: null, row: 'GU1 co2', column: null, expected: '', got: 'GU1,co2,1' },
    ]);
  });

  it('hold rows of one key apart by their order', () => {
    const twice = [rows[0]!, rows[0]!];
    expect(tableDifferences({ header, rows: twice }, { header, rows: twice }, 2)).toEqual([]);
    expect(tableDifferences({ header, rows: twice }, { header, rows: [rows[0]!] }, 2)).toMatchObject([
      { line: 3, row: 'FU1 temperature #2', got: '' },
    ]);
  });
});
