import { describe, expect, it } from 'vitest';
import { readObjects } from '../../../../shared/formats/pit/read-objects.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const read = (lines: readonly string[]) => readObjects(Buffer.from(`${lines.join('\n')}\n`));
const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);

describe.skipIf(!hasRealData)('tables of objects as programs wrote them', () => {
  it('of Fiji: 391 rows, 17 with blanks, 389 areas that sum to 41,687 px, and the lost decimal point of row 346', () => {
    const { by, objects, rows, withBlanks, rejected, flags, none } = readObjects(
      realFile('imagej/Results.csv'),
    );
    expect([by, rows, withBlanks, rejected.length, none]).toEqual(['ImageJ', 391, 17, 2, 0]);
    expect(objects).toHaveLength(389);
    expect(sumOf(objects.map(({ area }) => area))).toBe(41_687);
    expect(rejected.map(({ code }) => code)).toEqual(['pit.area-missing', 'pit.area-missing']);
    expect(flags).toEqual([
      {
        ...{ line: 347, code: 'object.ellipse' },
        message:
          'object 346: expected an area of π/4 · major · minor = 2000, got 2: they differ 1000-fold, as where a decimal point is lost; nothing was repaired',
      },
    ]);
  });

  it('of CellProfiler: 36 objects whose FormFactor fits, and whose ellipses need not', () => {
    const { by, objects, flags } = readObjects(realFile('cellprofiler/Nuclei_shape_columns.csv'));
    expect([by, objects.length, flags]).toEqual(['CellProfiler', 36, []]);
    const areas = objects.map(({ area }) => area);
    expect([sumOf(areas), Math.min(...areas), Math.max(...areas)]).toEqual([32_067, 239, 1609]);
  });
});

describe('a table of objects', () => {
  it('may be plain, with tabs or commas, and a decimal comma where commas do not separate', () => {
    const plain = read(['unit,slice,pit,area_um2,depth_um', 'FU1,S1,1,120.5,3', 'FU1,S1,2,80,']);
    expect(plain.objects).toMatchObject([
      { line: 2, label: '1', area: 120.5, depth: 3, volume: null },
      { label: '2', area: 80, depth: null },
    ]);
    expect(plain.withBlanks).toBe(1);
    expect(read([' \tArea', '1\t12,5']).objects).toMatchObject([{ label: '1', area: 12.5 }]);
  });

  it('has no object in a row of zeros, and says so', () => {
    const { objects, none, warnings } = read(['ImageNumber,ObjectNumber,AreaShape_Area', '1,0,0', '2,1,35']);
    expect([objects.length, none]).toEqual([1, 1]);
    expect(warnings).toEqual([{ code: 'pit.no-object', message: '1 row of no area is no object' }]);
  });

  it('that was measured on its mask says so', () => {
    const rows = ['1,10,255,255,255', '2,20,255,255,255'];
    expect(read([' ,Area,Mean,Min,Max', ...rows]).warnings.map(({ code }) => code)).toEqual([
      'pit.measured-on-mask',
    ]);
    expect(read([' ,Area,Mean,Min,Max', ...rows, '3,5,254,255,255']).warnings).toEqual([]);
  });

  it.each([
    ['1,abc', 'pit.area-unreadable'],
    ['1,-4', 'pit.area-negative'],
    ['1,', 'pit.area-missing'],
    ['1,4,5', 'row.width'],
    ['"1,4', 'row.unreadable'],
  ])('rejects the row %s, and keeps count', (row, code) => {
    const { rows, objects, rejected, none } = read([' ,Area', '7,3', row]);
    expect(rejected.map((one) => one.code)).toEqual([code]);
    expect(objects.length + rejected.length + none).toBe(rows);
  });

  it('without areas is refused, naming what it has', () => {
    expect(() => read(['Label,Count', 'a,3'])).toThrow(
      'expected a column of areas (Area, AreaShape_Area, area_um2), got Label, Count',
    );
  });
});
