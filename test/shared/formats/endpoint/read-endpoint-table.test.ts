import { describe, expect, it } from 'vitest';
import { readEndpointTable } from '../../../../shared/formats/endpoint/read-endpoint-table.ts';

const HEADER = 'unit,endpoint,value,measured_in,denominator,denominator_unit,takenAt,censored,lod';
const read = (...rows: readonly string[]) =>
  readEndpointTable([Buffer.from(`${[HEADER, ...rows].join('\n')}\n`)], 'a.csv');

describe('a long table of endpoints', () => {
  it('keeps its rows, each once', async () => {
    const { records, repeated, rejected, format, table } = await read(
      ...['FU1,ctx,1.5,nmol,24.6,mm2,,,', 'FU1,ctx,1.5,nmol,24.6,mm2,,,', 'FU1,alp,,U/L,,,,true,0.5'],
    );
    expect([records, repeated, rejected.length, format]).toEqual([3, 1, 0, 'table of endpoints']);
    expect(table).toMatchObject({ table: 'sheet', rows: { length: 2 }, lines: [2, 4] });
  });

  it.each([
    [',ctx,1,nmol,,,,,', 'endpoint.no-unit', 'unit'],
    ['FU1,,1,nmol,,,,,', 'endpoint.no-endpoint', 'endpoint'],
    ['FU1,ctx,1,,,,,,', 'endpoint.no-measured_in', 'measured_in'],
    ['FU1,ctx,much,nmol,,,,,', 'endpoint.not-a-number', 'value'],
    ['FU1,ctx,,nmol,,,,,', 'endpoint.no-value', 'value'],
    ['FU1,ctx,1,furlongz,,,,,', 'endpoint.unit', 'measured_in'],
    ['FU1,bv,12,%,,,,,', 'endpoint.percent-of-what', 'denominator'],
    ['FU1,ctx,1,nmol,0,mm2,,,', 'endpoint.denominator', 'denominator'],
    ['FU1,ctx,1,nmol,24,,,,', 'endpoint.denominator', 'denominator'],
    ['FU1,ctx,1,nmol,,,yesterday,,', 'endpoint.taken-at', 'takenAt'],
    ['FU1,ctx,,nmol,,,,true,', 'endpoint.no-lod', 'lod'],
    ['FU1,ctx,1,nmol,,,,perhaps,', 'endpoint.censored', 'censored'],
    ['FU1,ctx,1,nmol,,,,,5', 'endpoint.below-lod', 'value'],
    ['FU1,ctx,0x10,nmol,,,,,', 'endpoint.not-a-number', 'value'],
    ['FU1,ctx,NA,nmol,,,,,', 'endpoint.no-value', 'value'],
    ['FU1,ctx,1e400,nmol,,,,,', 'endpoint.out-of-range', 'value'],
    ['FU1,ctx,1e-400,nmol,,,,,', 'endpoint.out-of-range', 'value'],
    ['FU1,ctx,1,nmol,1e400,mm2,,,', 'endpoint.out-of-range', 'denominator'],
    ['FU1,ctx,,nmol,,,,true,1e400', 'endpoint.out-of-range', 'lod'],
  ])('rejects %s, and says why', async (row, code, column) => {
    const { records, rejected, table } = await read('FU2,ctx,1,nmol,,,,,', row);
    expect(rejected).toMatchObject([
      { code, column, line: 3, text: row.trim() === '' ? row : expect.any(String) },
    ]);
    expect([records, table.table === 'sheet' && table.rows.length]).toEqual([2, 1]);
  });

  it('without its columns is refused, and names what it does not keep', async () => {
    await expect(readEndpointTable([Buffer.from('a,b\n1,2\n')], 'a.csv')).rejects.toMatchObject({
      ...{ code: 'endpoint.columns', message: expect.stringContaining('there is no unit, endpoint, value') },
    });
    const text = 'unit,endpoint,value,measured_in,mood,taken_at\nFU1,ctx,1,nmol,good,\n';
    const { warnings } = await readEndpointTable([Buffer.from(text)], 'a.csv');
    expect(warnings).toEqual([
      {
        code: 'endpoint.column-unread',
        message: '2 columns are not read: "mood", "taken_at" (did you mean "takenAt"?)',
      },
    ]);
  });
});
