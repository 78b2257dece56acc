import { describe, expect, it } from 'vitest';
import type { PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import type { RegisteredSample } from '../../../../shared/domain/assay/sample-register.ts';
import type { AssayTable } from '../../../../shared/domain/assay/tables.ts';
import { imagesApart, imagesByFile } from '../../../../shared/domain/pit/images-by-file.ts';

const sample = (name: string, unit: string): RegisteredSample => ({
  ...{ name, unit, arm: 'flight', slice: 'S1', donor: null, batch: {}, covariates: {}, handling: {} },
});
const SAMPLES = [sample('FU1-S1*', 'FU1'), sample('GU1-S1*', 'GU1')];

const objects = (fileName: string, ...images: readonly string[]) => ({
  ...{ role: 'values', fileName },
  table: {
    ...{ table: 'pits', by: 'CellProfiler', lengthsIn: 'untold' },
    rows: images.map((image, i) => ({
      ...{ image, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
      ...{ pit: String(i + 1), count: 1, shape: null, area: 9, perimeter: null, depth: null, volume: null },
      ...{ major: null, minor: null, circularity: null },
    })),
  } satisfies PitTable,
});
const sheet = (fileName: string, ...numbers: readonly string[]) => ({
  ...{ role: 'values', fileName },
  table: {
    ...{ table: 'sheet' as const, columns: ['ImageNumber', 'Metadata_ImageSizeX'] },
    rows: numbers.map((number) => [number, '100']),
  },
});
type File = { readonly role: string; readonly fileName: string; readonly table: AssayTable };
const told = (files: readonly File[], samples = SAMPLES) =>
  imagesByFile(files, samples).map(({ table }) =>
    table.table === 'pits'
      ? table.rows.map(({ image }) => image)
      : table.table === 'sheet'
        ? table.rows.map(([number]) => number)
        : [],
  );

describe('images of files whose names say the sample', () => {
  it('bear the name of that sample, so that no two runs are mixed', () => {
    const runs = [
      objects('in/FU1-S1-pits.csv', 'image 10', 'image 11'),
      objects('GU1-S1.csv.gz', 'image 10'),
    ];
    expect(told(runs)).toEqual([['image 10 of FU1-S1*', 'image 11 of FU1-S1*'], ['image 10 of GU1-S1*']]);
    const [first] = imagesByFile(runs, SAMPLES);
    expect(first?.table).toMatchObject({
      sampleOf: new Map([
        ['image 10 of FU1-S1*', 'FU1-S1*'],
        ['image 11 of FU1-S1*', 'FU1-S1*'],
      ]),
    });
  });

  it('keep names of their own where these fit a sample, and theirs where the file fits none', () => {
    expect(
      told([objects('FU1-S1.csv', 'GU1-S1.tif', 'Composite.tif'), objects('run.csv', 'image 10')]),
    ).toEqual([['GU1-S1.tif', 'Composite.tif of FU1-S1*'], ['image 10']]);
  });

  it('take the sizes that the table of images of their sample tells, else the only one there is', () => {
    const runs = [objects('FU1-S1.csv', 'image 10'), objects('GU1-S1.csv', 'image 10')];
    const own = [sheet('FU1-S1-images.csv', '10', '12'), sheet('GU1-S1-images.csv', '10')];
    expect(told([...own, ...runs]).slice(0, 2)).toEqual([
      ['10 of FU1-S1*', '12 of FU1-S1*'],
      ['10 of GU1-S1*'],
    ]);
    // Of one run alone there is no doubt; of two nobody knows which is meant.
    expect(told([sheet('MyExpt_Image.csv', '10'), runs[0]!])[0]).toEqual(['10 of FU1-S1*']);
    expect(told([sheet('MyExpt_Image.csv', '10'), ...runs])[0]).toEqual(['10']);
    // An image without an object is in no run: it is of that of the others.
    expect(told([sheet('MyExpt_Image.csv', '10', '12'), runs[0]!])[0]).toEqual([
      '10 of FU1-S1*',
      '12 of FU1-S1*',
    ]);
    expect(told([sheet('FU1-S1-images.csv', '10'), objects('run.csv', 'image 10')])[0]).toEqual(['10']);
  });

  it('are said to be of two samples where image and file do not agree', () => {
    const samples = [...SAMPLES, sample('image 10', 'FU2')];
    const [run] = imagesByFile([objects('GU1-S1.csv', 'image 10')], samples);
    expect(imagesApart(run!.table as PitTable, 'GU1-S1.csv', samples)).toEqual([
      {
        code: 'pit.image-apart',
        message:
          'the name of the file fits the sample "GU1-S1*", and its images fit others: image 10 ("image 10"); that of the file\'s name counts, as every run numbers its images anew',
      },
    ]);
    const fiji = objects('GU1-S1.csv', 'FU1-S1.tif').table;
    expect(imagesApart(fiji, 'GU1-S1.csv', samples)[0]?.message).toBe(
      'the name of the file fits the sample "GU1-S1*", and its images fit others: FU1-S1.tif ("FU1-S1*"); those of the images count',
    );
    expect(imagesApart(fiji, 'FU1-S1.csv', samples)).toEqual([]);
    expect(imagesApart(fiji, 'other.csv', samples)).toEqual([]);
  });
});
