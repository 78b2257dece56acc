import { describe, expect, it } from 'vitest';
import type { PitImage, PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { registerOf } from '../../../../shared/domain/assay/sample-register.ts';
import type { PitImageAssay } from '../../../../shared/domain/experiment/pit-assay.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import type { ImageFile } from '../../../../shared/domain/pit/masks-in-force.ts';
import { slicesOfFiles } from '../../../../shared/domain/pit/slices-of-files.ts';
import { indexed } from '../experiment/minimal.ts';

const index = indexed({
  assays: [
    {
      ...{ id: 'pits', kind: 'pit-image', match: '*', foreground: 'dark', threshold: { method: 'otsu' } },
      samples: ['FU1', 'GU1'].map((unit) => ({ name: `${unit}-*`, unit, slice: 'S1', areaMm2: 1 })),
      scale: { micrometresPerPixel: 2 },
    },
  ],
});
const assay = index.assays.get('pits') as PitImageAssay;
const parameters: PitImage['parameters'] = {
  ...{ ...USUAL_PARAMETERS, foreground: 'dark' },
  threshold: { method: 'otsu' },
};

function file(image: string, areas: readonly number[], more: Partial<PitImage> = {}): ImageFile {
  const table: PitTable = {
    ...{ table: 'pits', by: null, lengthsIn: 'untold' },
    rows: areas.map((area, i) => ({
      ...{ image, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
      ...{ pit: String(i + 1), area, count: 1, shape: 'pit', perimeter: null, depth: null },
      ...{ volume: null, circularity: null, major: null, minor: null },
    })),
    images: [
      {
        ...{
          image,
          micrometresPerPixel: null,
          widthPx: 100,
          heightPx: 50,
          threshold: 120,
          parameters,
          doubts: [],
        },
        ...more,
      },
    ],
  };
  return { downlink: `d of ${image}`, fileName: image, digest: image, table, by: 'ada', at: 7 };
}

const mask = file('FU1-b-mask.png', [60], { maskOf: 'FU1-b', threshold: null });
const images = [file('FU1-b.tif', [100, 90]), file('FU1-a.tif', [80])];
const slices = (isExcluded = () => false) =>
  slicesOfFiles(
    { assay, index, register: registerOf(assay, index, []), isExcluded },
    { images, masks: [mask], sheets: [] },
  );

describe('a slice of tables', () => {
  const tables = [
    ...[file('FU1-a', [100]), file('FU1-b', [90]), file('GU1-a', [80])].map(({ table, ...one }) => {
      const { images: _, ...rest } = table;
      return { ...one, table: rest };
    }),
  ];

  it('names the files that it stands in, and none of another slice', () => {
    const found = slicesOfFiles(
      { assay, index, register: registerOf(assay, index, []), isExcluded: () => false },
      { images: tables, masks: [], sheets: [] },
    );
    expect(found.slices?.map(({ unit, files }) => [unit, files])).toEqual([
      ['FU1', ['d of FU1-a', 'd of FU1-b']],
      ['GU1', ['d of GU1-a']],
    ]);
  });
});

describe('a slice of images', () => {
  it('names each with its file, the mask that is measured in its place, and what it would be without', () => {
    const [slice, ...others] = slices().slices ?? [];
    expect(others).toEqual([]);
    expect(slice).toMatchObject({ pits: 2, area: { n: 2, sum: 4 * 140 }, looked: 'IMAGES', fields: 2 });
    expect(slice?.withoutMasks).toEqual({
      ...{ pits: 3, trenches: 0, area: { n: 3, sum: 4 * 270 }, lookedMm2: 0.04 },
    });
    expect(slice?.images).toEqual([
      { image: 'FU1-a.tif', downlink: 'd of FU1-a.tif', threshold: 120, parameters, doubts: [] },
      {
        ...{ image: 'FU1-b.tif', downlink: 'd of FU1-b.tif', threshold: null, parameters, doubts: [] },
        uploaded: {
          ...{ file: 'FU1-b-mask.png', downlink: 'd of FU1-b-mask.png', by: 'ada', at: 7 },
          own: { threshold: 120, parameters, doubts: [] },
        },
      },
    ]);
  });

  it('that is excluded is not there, and masks alone are of no slice', () => {
    expect(slices(() => true).slices).toEqual([]);
    const alone = slicesOfFiles(
      { assay, index, register: registerOf(assay, index, []), isExcluded: () => false },
      { images: [], masks: [mask], sheets: [] },
    );
    expect(alone).toMatchObject({ slices: null, remarks: [{ code: 'mask.no-image' }] });
  });

  it('names no mask of tables that others measured', () => {
    const table: PitTable = { ...images[1]!.table, lengthsIn: 'um' };
    const { images: _, ...measured } = table;
    const [slice] =
      slicesOfFiles(
        { assay, index, register: registerOf(assay, index, []), isExcluded: () => false },
        { images: [{ ...images[1]!, table: measured }], masks: [], sheets: [] },
      ).slices ?? [];
    expect([slice?.images, slice?.withoutMasks]).toEqual([undefined, undefined]);
  });
});

describe('a mask of an image that came under two names', () => {
  const areas = [100, 90, 80, 70, 60];
  const drawn = (maskOf: string, own: readonly number[]) =>
    file(`${maskOf}-mask.png`, own, { maskOf, threshold: null });
  const told = (own: readonly ImageFile[], masks: readonly ImageFile[]) =>
    slicesOfFiles(
      { assay, index, register: registerOf(assay, index, []), isExcluded: () => false },
      { images: own, masks, sheets: [] },
    );
  const codesOf = ({ remarks }: ReturnType<typeof told>) =>
    remarks.flatMap(({ code }) => (code === 'sample.not-come' ? [] : [code]));

  it.each(['FU1-a', 'FU1-b'])('is of both, which count once: %s', (maskOf) => {
    const both = [file('FU1-a.tif', areas), file('FU1-b.tif', areas)];
    const came = told(both, [drawn(maskOf, [50, 40])]);
    // Of 100 × 50 pixels of 2 µm.
    expect(came.slices).toMatchObject([
      { pits: 2, lookedMm2: 0.02, fields: 1, withoutMasks: { pits: 5, lookedMm2: 0.02 } },
    ]);
    expect(came.slices?.[0]?.images?.map(({ uploaded }) => uploaded?.file)).toEqual(
      both.map(() => `${maskOf}-mask.png`),
    );
    expect(codesOf(came)).toEqual(['pit.image-twice']);
    expect(told(both.toReversed(), [drawn(maskOf, [50, 40])]).slices).toEqual(came.slices);
  });

  it('that differs from a mask of the other is measured nowhere', () => {
    const both = [file('FU1-a.tif', areas), file('FU1-b.tif', areas)];
    const [slice] = told(both, [drawn('FU1-a', [50]), drawn('FU1-b', [40])]).slices ?? [];
    expect(slice?.refused?.code).toBe('mask.conflict');
    const alike = told(both, [drawn('FU1-a', [50]), drawn('FU1-b', [50])]);
    expect(alike.slices).toMatchObject([{ pits: 1 }]);
  });

  it('does not bring back slices of which one is under a wrong name', () => {
    const both = [file('FU1-a.tif', areas), file('GU1-a.tif', areas)];
    for (const masks of [['FU1-a'], ['GU1-a'], ['FU1-a', 'GU1-a']]) {
      const { slices } = told(
        both,
        masks.map((one, i) => drawn(one, [50 + i])),
      );
      expect(slices?.map(({ refused }) => refused?.code)).toEqual(Array(2).fill('pit.image-elsewhere'));
      const masked = slices?.flatMap(({ withoutMasks }) => withoutMasks ?? []);
      expect(masked?.map(({ refused }) => refused?.code)).toEqual(masks.map(() => 'pit.image-elsewhere'));
    }
  });
});
