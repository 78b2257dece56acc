import { describe, expect, it } from 'vitest';
import type { PitImage, PitRow, PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import { type ImageFile, masksInForce } from '../../../../shared/domain/pit/masks-in-force.ts';

const parameters: PitImage['parameters'] = {
  ...{ ...USUAL_PARAMETERS, foreground: 'dark' },
  threshold: { method: 'otsu' },
};
const row = (image: string, pit: string, area: number): PitRow => ({
  ...{ image, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null, pit, area },
  ...{ count: 1, shape: 'pit', perimeter: null, depth: null, volume: null, circularity: null },
  ...{ major: null, minor: null },
});
const table = (image: string, areas: readonly number[], more: Partial<PitImage> = {}): PitTable => ({
  ...{ table: 'pits', by: null, lengthsIn: 'untold' },
  rows: areas.map((area, i) => row(image, String(i + 1), area)),
  images: [
    {
      ...{ image, micrometresPerPixel: 2, widthPx: 100, heightPx: 50, threshold: 120, parameters },
      ...more,
    },
  ],
});
const mask = (
  maskOf: string,
  areas: readonly number[],
  more: Partial<PitImage> = {},
  digest = '',
): ImageFile => ({
  ...{ downlink: `d-${maskOf}`, fileName: maskOf, digest: `${digest}${areas}`, by: 'ada', at: 0 },
  table: table(`${maskOf}-mask.png`, areas, { maskOf, threshold: null, ...more }),
});
const areasIn = (tables: readonly PitTable[]) =>
  tables.flatMap(({ rows }) => rows.map(({ image, area }) => `${image} ${area}`));

describe('a mask', () => {
  it('takes the place of what was found on its image, and of no other', () => {
    const { tables, used, problems, remarks } = masksInForce(
      [table('a.tif', [100, 90]), table('b.tif', [80])],
      [mask('a', [70])],
    );
    expect(areasIn(tables)).toEqual(['b.tif 80', 'a.tif 70']);
    expect([[...used.keys()], problems.size, remarks]).toEqual([['a.tif'], 0, []]);
    // What the image says of itself, its size and its scale, stays.
    expect(tables.flatMap(({ images = [] }) => images.map(({ image }) => image))).toEqual(['a.tif', 'b.tif']);
  });

  it('waits for its image, and is named', () => {
    const { tables, remarks } = masksInForce([table('b.tif', [80])], [mask('a', [70]), mask('c', [60])]);
    expect(areasIn(tables)).toEqual(['b.tif 80']);
    expect(remarks).toEqual([
      {
        code: 'mask.no-image',
        message:
          'no image that could be measured has come of the masks "a-mask.png", "c-mask.png": nothing of them is in a number until one does',
      },
    ]);
  });

  it('counts once where another file of it says the same, whichever comes first', () => {
    const masks = [mask('a', [70], {}, 'x'), mask('a', [70], { image: 'a-mask.tif' }, 'b')];
    for (const files of [masks, masks.toReversed()]) {
      const { tables, used } = masksInForce([table('a.tif', [100])], files);
      expect(areasIn(tables)).toEqual(['a.tif 70']);
      expect(used.get('a.tif')?.about.image).toBe('a-mask.tif');
    }
  });

  it.each<[string, readonly PitTable[], readonly ImageFile[], string]>([
    [
      'mask.size',
      [table('a.tif', [100])],
      [mask('a', [70], { widthPx: 50 })],
      'expected a mask of 100 × 50 pixels, as its image "a.tif", got 50 × 50 in "a-mask.png"',
    ],
    [
      'mask.conflict',
      [table('a.tif', [100])],
      [mask('a', [70, 60]), mask('a', [70], { image: 'a-mask.tif' })],
      'the masks "a-mask.png", "a-mask.tif" of the image "a.tif" differ',
    ],
    [
      'mask.ambiguous',
      [table('a.tif', [100]), table('a.png', [90])],
      [mask('a', [70])],
      'the mask "a-mask.png" fits the images "a.png", "a.tif"',
    ],
    [
      'pit.conflict',
      [table('a.tif', [100]), table('a.tif', [100, 90])],
      [mask('a', [70])],
      'files of the image "a.tif" say different things',
    ],
  ])(
    'is measured nowhere where there is %s, and the slice does not count',
    (code, images, masks, sentence) => {
      const { tables, used, problems } = masksInForce(images, masks);
      expect(tables).toEqual(images);
      expect(used.size).toBe(0);
      expect(problems.get('a.tif')).toMatchObject({ code, message: expect.stringContaining(sentence) });
      expect(masksInForce(images.toReversed(), masks.toReversed()).problems.get('a.tif')).toEqual(
        problems.get('a.tif'),
      );
    },
  );

  it('is placed in the time of the number of objects, however many images there are', () => {
    const areas = Array.from({ length: 300 }, (_, i) => 30 + i);
    const images = Array.from({ length: 1000 }, (_, i) => table(`i${i}.tif`, areas));
    const { used, problems } = masksInForce(images, [mask('i7', [70])]);
    // By their square this takes half a minute.
    expect([[...used.keys()], problems.size]).toEqual([['i7.tif'], 0]);
  }, 20_000);
});
