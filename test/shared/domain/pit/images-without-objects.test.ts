import { describe, expect, it } from 'vitest';
import type { PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import type { RegisteredSample } from '../../../../shared/domain/assay/sample-register.ts';
import { imagesWithoutObjects } from '../../../../shared/domain/pit/images-without-objects.ts';

const SAMPLES: RegisteredSample[] = ['FU1', 'GU1'].map((unit) => ({
  ...{ name: `${unit}-S1*`, unit, arm: 'flight', slice: 'S1', donor: null },
  ...{ batch: {}, covariates: {}, handling: {} },
}));

const objects = (counts: Readonly<Record<string, number>>, fieldAreaMm2: number | null = null): PitTable => ({
  ...{ table: 'pits', by: 'CellProfiler', lengthsIn: 'untold' },
  rows: Object.entries(counts).flatMap(([image, count]) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ image, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2 },
      ...{ pit: String(i + 1), count: 1, shape: null, area: 9, perimeter: null, depth: null, volume: null },
      ...{ major: null, minor: null, circularity: null },
    })),
  ),
});
const sheet = (columns: readonly string[], ...rows: readonly (readonly string[])[]) => ({
  ...{ table: 'sheet' as const, columns: ['ImageNumber', ...columns], rows },
});
const FU1 = (number: number) => `image ${number} of FU1-S1*`;
const of = (number: number) => `${number} of FU1-S1*`;

describe('images that no table of objects has', () => {
  it('were looked at where the table of images says that there is no object on them', () => {
    const told = sheet(['Count_Pits'], [of(1), '2.0'], [of(2), '0.0'], ['1 of GU1-S1*', '0']);
    const { table, problems } = imagesWithoutObjects([objects({ [FU1(1)]: 2 })], [told], SAMPLES);
    expect(table?.rows).toMatchObject([{ image: FU1(2), count: 0, pit: '' }]);
    expect(table?.sampleOf).toEqual(new Map([[FU1(2), 'FU1-S1*']]));
    expect(problems.size).toBe(0);
  });

  it('keep their slice from counting where objects of them are still to come, or nobody says how many', () => {
    const told = sheet(
      ['Count_Pits', 'Count_Nuclei'],
      [of(1), '2', '9'],
      [of(2), '3', '0'],
      [of(3), '0', '7'],
    );
    const { table, problems } = imagesWithoutObjects([objects({ [FU1(1)]: 2 })], [told], SAMPLES);
    expect(table?.rows.map(({ image }) => image)).toEqual([FU1(2), FU1(3)]);
    // Of nuclei no table has come that would say what is lacking: pits are what the first image agrees on.
    expect([...problems]).toEqual([
      [
        FU1(2),
        {
          code: 'pit.objects-awaited',
          message:
            'the table of images tells of image 2 of FU1-S1* with 3 objects (Count_Pits), and no table of objects has that image: send it, or a row of zeros where there is no object',
        },
      ],
    ]);
    const silent = imagesWithoutObjects([objects({ [FU1(1)]: 2 })], [sheet([], [of(1)], [of(2)])], SAMPLES);
    expect(silent.problems.get(FU1(2))?.message).toContain('and does not say how many objects are on it');
    // Where no column counts what came, any may be meant.
    const other = sheet(['Count_Nuclei'], [of(1), '5'], [of(2), '4']);
    expect(imagesWithoutObjects([objects({ [FU1(1)]: 2 })], [other], SAMPLES).problems.size).toBe(1);
  });

  it('are nothing before any object of their slice has come, and where the areas of fields are told', () => {
    const none = { table: null, problems: new Map() };
    const told = sheet(['Count_Pits'], [of(1), '2'], [of(2), '0']);
    expect(imagesWithoutObjects([], [told], SAMPLES)).toEqual(none);
    expect(imagesWithoutObjects([objects({ 'image 1 of GU1-S1*': 2 })], [told], SAMPLES)).toEqual(none);
    expect(imagesWithoutObjects([objects({ [FU1(1)]: 2 }, 0.4)], [told], SAMPLES)).toEqual(none);
    const strange = sheet(['Count_Pits'], ['7', '0']);
    expect(imagesWithoutObjects([objects({ 'image 7': 1 })], [strange], SAMPLES)).toEqual(none);
  });

  it('may be samples by their own number', () => {
    const samples = [1, 2].map((number) => ({
      ...SAMPLES[0]!,
      name: `image ${number}`,
      slice: `S${number}`,
    }));
    const told = sheet(['Count_Pits'], ['1', '2'], ['2', '0']);
    const { table } = imagesWithoutObjects([objects({ 'image 1': 2 })], [told], samples);
    expect(table).toBeNull();
  });
});
