import { describe, expect, it } from 'vitest';
import type { PitRow, PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { registerOf } from '../../../../shared/domain/assay/sample-register.ts';
import type { PitAssay } from '../../../../shared/domain/experiment/pit-assay.ts';
import { pitRemarks } from '../../../../shared/domain/pit/file-remarks.ts';
import { slicesTold } from '../../../../shared/domain/pit/slice-samples.ts';
import { indexed } from '../experiment/minimal.ts';

const sample = (unit: string, slice: string) => ({ name: `${unit}-${slice}*`, unit, slice, areaMm2: 1 });
const indexOf = (samples: readonly object[]) =>
  indexed({ assays: [{ ...{ id: 'pits', kind: 'pit-table', match: '*' }, samples }] });

type Named = Partial<Pick<PitRow, 'unit' | 'slice' | 'image'>>;
const tableOf = (...rows: readonly Named[]): PitTable => ({
  ...{ table: 'pits', by: null, lengthsIn: 'um', lines: rows.map((_, i) => i + 2) },
  rows: rows.map((row, i) => ({
    ...{ image: '', unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
    ...{ pit: String(i), count: 1, shape: null, area: 9, perimeter: null, depth: null, volume: null },
    ...{ major: null, minor: null, circularity: null, ...row },
  })),
});

function remarks(table: PitTable, samples: readonly object[], slices: Parameters<typeof pitRemarks>[2] = []) {
  const index = indexOf(samples);
  const assay = index.assays.get('pits') as PitAssay;
  const register = registerOf(assay, index, []);
  const told = slicesTold(index, register.samples, [table]);
  return pitRemarks(
    { assay, index, register: { ...register, samples: [...register.samples, ...told] } },
    { table, fileName: 'a.csv' },
    slices,
  );
}

const SAMPLES = [sample('FU1', 'S1'), sample('FU1', 'S2'), sample('GU1', 'S1')];

describe('what is said of a file of pits', () => {
  it('is nothing where the definition knows its units, slices and images', () => {
    expect(remarks(tableOf({ unit: 'FU1', slice: 'S1' }, { image: 'GU1-S1.tif' }), SAMPLES)).toEqual([]);
    // Where it declares no slice the tables tell them.
    expect(remarks(tableOf({ unit: 'FU1', slice: 'S7' }), [])).toEqual([]);
  });

  it('names units that it does not know, with the rows and what is near', () => {
    const table = tableOf(
      { unit: 'FU-1', slice: 'S1' },
      { unit: 'FU1', slice: 'S1' },
      { unit: 'FU-1', slice: 'S2' },
    );
    expect(remarks(table, SAMPLES)).toEqual([
      {
        code: 'pit.unit-unknown',
        message:
          '2 rows name "FU-1" (did you mean "FU1"?) (lines 2, 4): the definition has no such unit, and what these rows hold does not count',
      },
    ]);
  });

  it('names slices beside those that are declared, which count on an area of their own', () => {
    const table = tableOf(
      { unit: 'FU1', slice: 'S20' },
      { unit: 'FU1', slice: 's1' },
      { unit: 'GU1', slice: 'S1' },
    );
    expect(remarks(table, SAMPLES)).toEqual([
      {
        code: 'pit.slice-unknown',
        message:
          '2 rows name the slices "S20" of FU1 (did you mean "S2"?) (line 2); "s1" of FU1 (did you mean "S1"?) (line 3), which no sample of the definition is: measured as slices of their own',
      },
    ]);
  });

  it('names images that fit no sample', () => {
    const table = tableOf({ image: 'image 10' }, { image: 'image 10' }, { image: 'FU1-S1.tif' });
    expect(remarks(table, [...SAMPLES, { ...sample('FU1', 'S3'), name: 'image 1' }])).toEqual([
      {
        code: 'pit.image-unknown',
        message:
          '2 rows are of "image 10" (did you mean "image 1"?), which fits no sample of the definition, or several: what these rows hold does not count',
      },
    ]);
  });

  it('names the sample that stands within the name of an image, but for a letter', () => {
    const table = tableOf(
      { image: 'drawn-fu1-I2.png' },
      { image: 'scan of GU1_S1.tif' },
      { image: 'blank.png' },
    );
    expect(remarks(table, SAMPLES)).toMatchObject([
      {
        message: expect.stringMatching(
          /^3 rows are of "drawn-fu1-I2\.png" \(did you mean "FU1-S2\*"\?\), "scan of GU1_S1\.tif" \(did you mean "GU1-S1\*"\?\), "blank\.png", which/,
        ),
      },
    ]);
  });

  it('names slices of which substrates are told in two ways, of those that it holds', () => {
    const substrates = [
      { substrate: 'bovine-bone', by: 'sample' },
      { substrate: 'ivory', by: 'table' },
    ] as const;
    const slices = [
      { unit: 'FU1', slice: 'S1', substrates },
      { unit: 'GU1', slice: 'S1', substrates },
    ];
    expect(remarks(tableOf({ unit: 'FU1', slice: 'S1' }), SAMPLES, slices)).toEqual([
      {
        code: 'slice.substrate',
        message:
          'what 1 slice is made of is told in two ways: S1 of FU1 (bovine-bone by its sample, ivory by a table); the first counts until they agree',
      },
    ]);
  });

  it('is bounded, however many there are', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ unit: `nowhere${i}`, slice: 'S1' }));
    const [one] = remarks(tableOf(...many), SAMPLES);
    expect(one?.message.length).toBeLessThan(800);
  });
});
