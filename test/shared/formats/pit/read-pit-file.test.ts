import { describe, expect, it } from 'vitest';
import type { PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { decodeAssayTable, encodeAssayTable } from '../../../../shared/formats/assay/table-file.ts';
import { readPitFile } from '../../../../shared/formats/pit/read-pit-file.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const read = (lines: readonly string[], name = 'FU1-S1.csv') =>
  readPitFile([Buffer.from(`${lines.join('\n')}\n`)], name);
const pitsOf = (table: { readonly table: string }) => table as PitTable;
const HEADER = 'unit,slice,slice_area_mm2,field,pit,area_um2';

describe.skipIf(!hasRealData)('files of pits as programs wrote them', () => {
  it('of Fiji: 391 records, of which two have no area and one contradicts itself', async () => {
    const { table, format, records, rejected, warnings } = await readPitFile(
      [realFile('imagej/Results.csv')],
      'in/Results.csv',
    );
    expect([format, records, rejected.length]).toEqual(['objects of ImageJ', 391, 2]);
    const { by, lengthsIn, rows } = pitsOf(table);
    expect([by, lengthsIn, rows.length]).toEqual(['ImageJ', 'untold', 389]);
    expect(rows.reduce((sum, { area }) => sum + area!, 0)).toBe(41_687);
    expect(rows[0]).toMatchObject({ image: 'Results.csv', unit: null, pit: '1', count: 1 });
    expect(warnings.map(({ code }) => code)).toEqual(['object.ellipse']);
    expect(decodeAssayTable(encodeAssayTable(table))).toEqual(table);
  });

  it('of CellProfiler: objects by their image, and the table of images beside them', async () => {
    const nuclei = await readPitFile([realFile('cellprofiler/Nuclei_shape_columns.csv')], 'Nuclei.csv');
    expect(pitsOf(nuclei.table).rows[0]).toMatchObject({ image: 'image 10', pit: '1' });
    expect([nuclei.records, nuclei.format]).toEqual([36, 'objects of CellProfiler']);
    const images = await readPitFile([realFile('cellprofiler/Image_counts_metadata.csv')], 'Image.csv');
    expect([images.table.table, images.format, images.records]).toEqual([
      'sheet',
      'images of CellProfiler',
      1,
    ]);
  });

  it('of ImageJ: a set of regions, of which points are no pits', async () => {
    const { table, format, records, rejected } = await readPitFile(
      [realFile('imagej-roi/RoiSet.zip')],
      'RoiSet.zip',
    );
    expect([format, records, pitsOf(table).rows.length + rejected.length]).toEqual([
      'regions of ImageJ',
      6,
      6,
    ]);
  });
});

describe('a file of pits', () => {
  it('that names units says the same whatever the file is called', async () => {
    const lines = [HEADER, 'FU1,S1,24.6,F1,1,120.5'];
    const [one, other] = [await read(lines, 'a.csv'), await read(lines, 'b.csv')];
    expect(one.table).toEqual(other.table);
    expect(pitsOf(one.table)).toMatchObject({
      lengthsIn: 'um',
      rows: [{ image: '', unit: 'FU1', slice: 'S1', sliceAreaMm2: 24.6, field: 'F1', pit: '1', area: 120.5 }],
    });
  });

  it('counts a field where somebody looked and found none', async () => {
    const { table, records, rejected } = await read([HEADER, 'FU1,S1,24.6,F1,,', 'FU1,S1,24.6,F2,1,80']);
    expect(pitsOf(table).rows.map(({ field, count }) => [field, count])).toEqual([
      ['F2', 1],
      ['F1', 0],
    ]);
    expect([records, rejected.length]).toEqual([2, 0]);
  });

  it('holds a pit once: an equal row repeats it, and of two that differ neither counts', async () => {
    const row = 'FU1,S1,24.6,F1,1,120';
    const same = await read([HEADER, row, row]);
    expect([pitsOf(same.table).rows.length, same.repeated]).toEqual([1, 1]);
    const { table, rejected } = await read([HEADER, row, 'FU1,S1,24.6,F1,1,130', 'FU1,S1,24.6,F1,2,90']);
    expect(pitsOf(table).rows.map(({ pit }) => pit)).toEqual(['2']);
    expect(rejected.map(({ code, line }) => [code, line])).toEqual([
      ['pit.twice', 2],
      ['pit.twice', 3],
    ]);
  });

  it('may hold counts alone, trenches apart', async () => {
    const { table, format } = await read([
      'unit,slice,slice_area_mm2,shape,pits',
      ...['FU1,S1,24.6,pit,12', 'FU1,S1,24.6,trench,3', 'FU1,S2,24.6,pit,0'],
    ]);
    expect(format).toBe('counts of pits');
    expect(pitsOf(table).rows.map(({ slice, shape, count }) => [slice, shape, count])).toEqual([
      ['S1', 'pit', 12],
      ['S1', 'trench', 3],
      ['S2', 'pit', 0],
    ]);
  });

  it('keeps apart images that Fiji names in its labels', async () => {
    const { table } = await read([' ,Label,Area', '1,FU1-S1.tif:0001-0007,30', '2,FU1-S2.tif,40']);
    expect(pitsOf(table).rows.map(({ image, pit }) => [image, pit])).toEqual([
      ['FU1-S1.tif', '1'],
      ['FU1-S2.tif', '2'],
    ]);
  });

  it.each([
    [['unit,slice,area_um2', 'FU1,S1,3'], 'pit.no-name', 'expected a column pit that names each pit'],
    [['unit,slce,pits', 'FU1,S1,3'], 'pit.no-slice', '"slce" (did you mean "slice"?)'],
    [['slice,pits', 'S1,3'], 'pit.no-slice', 'expected the columns unit, slice, slice_area_mm2 and pits'],
    [['a,b', '1,2'], 'pit.no-area', 'expected a column of areas'],
    [['%PDF-1.4'], 'assay.pdf', 'a PDF document'],
  ])('is refused where it is none: %#', async (lines, code, message) => {
    await expect(read(lines)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it.each([
    ['FU1,S1,24.6,1.5', 'pit.count'],
    ['FU1,S1,24.6,-1', 'pit.count'],
    ['FU1,S1,24.6,', 'pit.count'],
    ['FU1,S1,0,3', 'pit.area-of-nothing'],
    ['FU1,S1,24.6', 'row.width'],
  ])('rejects the count %s, and keeps count', async (row, code) => {
    const { records, rejected, table } = await read(['unit,slice,slice_area_mm2,pits', 'FU1,S2,1,4', row]);
    expect(rejected.map((one) => one.code)).toEqual([code]);
    expect(pitsOf(table).rows.length + rejected.length).toBe(records);
  });

  it('says which of its cells nobody can read, and takes no 1,234 for either of two numbers', async () => {
    const { table, warnings, rejected } = await read([
      'unit;slice;slice_area_mm2;field;pit;area_um2;depth_um;shape',
      ...['FU1;S1;24 mm2;A;1;120;deep;round', 'FU1;S1;24;A;2;1,234;3;pit'],
    ]);
    expect(rejected.map(({ code }) => code)).toEqual(['pit.area-unreadable']);
    expect(pitsOf(table).rows).toMatchObject([{ sliceAreaMm2: null, depth: null, shape: null }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      '1 cell of slice_area_mm2 cannot be read, such as "24 mm2": taken as not told',
      '1 cell of depth_um cannot be read, such as "deep": taken as not told',
      '1 cell of shape cannot be read, such as "round": taken as not told',
    ]);
  });

  it('of a header alone is refused, and says how to tell that there was none', async () => {
    for (const header of [' ,Area,Major,Minor', HEADER])
      await expect(read([header])).rejects.toMatchObject({
        ...{ code: 'pit.no-rows', message: expect.stringContaining('pits with 0 pits') },
      });
  });

  it('names the columns that are not read, and what is near, once and bounded', async () => {
    const warningsOf = async (lines: readonly string[]) =>
      (await read(lines)).warnings.filter(({ code }) => code === 'pit.column-unread');
    expect(
      await warningsOf([
        'unit,slice,slice_area_mm2,pits,Osteoclast_count,oc_counted,depth_um',
        'FU1,S1,24.6,0,20,x,1',
      ]),
    ).toEqual([
      {
        code: 'pit.column-unread',
        message:
          '3 columns are not read: "Osteoclast_count" (did you mean "osteoclasts"?), "oc_counted" (did you mean "osteoclasts_counted"?), "depth_um"',
      },
    ]);
    // What counts is the place: of two columns of one name the first is read.
    expect(
      await warningsOf([`${HEADER},are_um2,Unit,pits,area_um2`, 'FU1,S1,24.6,F1,1,120.5,7,FU2,3,9']),
    ).toEqual([
      {
        code: 'pit.column-unread',
        message:
          '4 columns are not read: "are_um2" (did you mean "area_um2"?), "Unit" (did you mean "unit"?), "pits" (did you mean "pit"?), "area_um2" (did you mean "area_um2"?)',
      },
    ]);
    expect(await warningsOf([HEADER, 'FU1,S1,24.6,F1,1,120.5'])).toEqual([]);
    for (const name of ['n_osteoclasts', 'Number of OCs', 'osteoclast no.', 'OC count'])
      expect(
        (await warningsOf([`unit,slice,slice_area_mm2,pits,${name}`, 'FU1,S1,24.6,0,20']))[0]?.message,
      ).toContain(`"${name}" (did you mean "osteoclasts"?)`);
    const many = Array.from({ length: 3000 }, (_, i) => `column${i}`);
    const [one] = await warningsOf([
      [HEADER, ...many].join(','),
      ['FU1,S1,24.6,F1,1,120.5', ...many].join(','),
    ]);
    expect(one?.message).toMatch(/^3,000 columns are not read: .* and 2,988 more$/);
  });

  it('says where rows lie when the column that should say it is called otherwise', async () => {
    const placesOf = async (header: string, row: string) =>
      (await read([header, row])).warnings
        .filter(({ code }) => code === 'pit.place-untold')
        .map(({ message }) => message);
    expect(await placesOf('unit,slce,pit,area_um2', 'RU1,S1,1,9')).toEqual([
      'no column is called slice: all rows of a unit are of one slice, which is called as the unit (or as the image); if "slce" is that column, withdraw the file, rename the column and send it again',
    ]);
    expect(await placesOf('unit,Slice,feild,pit,area_um2', 'RU1,S1,F1,1,9')).toMatchObject([
      expect.stringMatching(/^no column is called slice: /),
      expect.stringMatching(/^no column is called field: all rows of a slice are of one field; if "feild"/),
    ]);
    expect(await placesOf('unt,Label,Area', 'RU1,a.tif,9')).toMatchObject([
      expect.stringMatching(/^no column is called unit: all rows are of the sample that the name/),
    ]);
    // A unit of one slice needs no name for it.
    expect(await placesOf('unit,pit,area_um2', 'RU1,1,9')).toEqual([]);
    expect(await placesOf(`${HEADER},slce`, 'FU1,S1,24.6,F1,1,120.5,S1')).toEqual([]);
  });

  it('of a program is not asked why it holds what the program always writes', async () => {
    const fiji = await read([
      ' ,Label,Area,Mean,Min,Max,X,Y,%Area,osteoclasts_count',
      '1,a.tif,9,1,1,1,1,1,100,7',
    ]);
    expect(fiji.warnings).toEqual([
      {
        code: 'pit.column-unread',
        message: expect.stringContaining(
          '1 column is not read: "osteoclasts_count" (did you mean "osteoclasts"?)',
        ),
      },
    ]);
    const cells = await read([
      'ImageNumber,ObjectNumber,AreaShape_Area,AreaShape_Extent,Location_Center_X,Osteoclast_count',
      '10,1,715,0.5,7,3',
    ]);
    expect(cells.warnings).toEqual([
      {
        code: 'pit.column-unread',
        message: '1 column is not read: "Osteoclast_count" (did you mean "osteoclasts"?)',
      },
    ]);
  });

  it('keeps the substrate of its rows and their lines, and says which it cannot read', async () => {
    const { table, warnings } = await read([
      `${HEADER},substrate`,
      'FU1,S1,24.6,F1,1,120.5,Bovine bone',
      'FU1,S1,24.6,F1,1,120.5,bovine-bone',
      'FU1,S2,24.6,F1,1,80,ivry',
    ]);
    expect(pitsOf(table)).toMatchObject({
      rows: [{ substrate: 'bovine-bone' }, { slice: 'S2' }],
      lines: [2, 4],
    });
    expect(pitsOf(table).rows[1]?.substrate).toBeUndefined();
    expect(warnings).toEqual([
      {
        code: 'pit.unreadable',
        message:
          '1 cell of substrate cannot be read, such as "ivry" (did you mean "ivory"?): taken as not told',
      },
    ]);
    expect(decodeAssayTable(encodeAssayTable(table))).toEqual(table);
  });

  it('without a column of areas says which name is near one', async () => {
    await expect(
      read(['unit,slice,slice_area_mm2,field,pit,are_um2', 'FU1,S1,24.6,F1,1,9']),
    ).rejects.toMatchObject({
      message: expect.stringContaining('"are_um2" is near "area_um2": rename it if that is what it holds'),
    });
  });
});
