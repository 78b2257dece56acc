import { expect, it } from 'vitest';
import type { PitImage, PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import type { ImageFile } from '../../../../shared/domain/pit/masks-in-force.ts';
import { unsureImages } from '../../../../shared/domain/pit/unsure-images.ts';

/** Of 100 pixels, so many of them eroded. */
function file(image: string, eroded: number, more: Partial<PitImage> = {}): ImageFile {
  const table: PitTable = {
    ...{ table: 'pits', by: null, lengthsIn: 'untold' },
    rows: [
      {
        ...{ image, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
        ...{ pit: '1', area: eroded, count: 1, shape: 'pit', perimeter: null, depth: null },
        ...{ volume: null, circularity: null, major: null, minor: null },
      },
    ],
    images: [
      {
        ...{ image, micrometresPerPixel: null, widthPx: 10, heightPx: 10, threshold: 120, doubts: [] },
        parameters: { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } },
        ...more,
      },
    ],
  };
  return { downlink: 'd', fileName: image, digest: image, table, by: 'ada', at: 7 };
}
const noise = { doubts: [{ code: 'image.no-two-classes', message: 'm' }] };
const told = (one: ImageFile, accepted: readonly string[] = []) => [...unsureImages([one], accepted)];

it('an image that came out as eroded nearly everywhere, or has no two classes, waits for a person', () => {
  expect(told(file('a.tif', 81))).toEqual([
    [
      'a.tif',
      {
        code: 'image.mostly-foreground',
        message:
          '81 % of the image "a.tif" came out as eroded, as where foreground and background are exchanged: the slice does not count until somebody sends a mask of it (a blank one where there is no pit), or looks at the overlay and says that what was found is right (acceptImages: ["a.tif"] in the assay)',
      },
    ],
  ]);
  expect(told(file('b.tif', 30, noise))).toMatchObject([
    [
      'b.tif',
      {
        code: 'image.no-two-classes',
        message: expect.stringMatching(/^the image "b\.tif": m; the slice does not count until somebody /),
      },
    ],
  ]);
  expect([...told(file('a.tif', 80)), ...told(file('a.tif', 94), ['a.tif'])]).toEqual([]);
});

it('so does a mask, which a program may have written the other way round', () => {
  expect(told(file('a-mask.tif', 99, { maskOf: 'a' }))[0]?.[1].message).toMatch(
    /^99 % of the mask "a-mask\.tif" came out as eroded, .*: the slice does not count until the mask is withdrawn, .*\(acceptImages: \["a-mask\.tif"\] in the assay\)$/,
  );
});

it.each(['image.lines-missing', 'image.beside-slice', 'image.threshold-misses', 'image.drawn'])(
  'so does an image with %s, and what is merely warned of does not keep its slice from counting',
  (code) => {
    const doubts = [
      { code: 'image.no-object', message: 'n' },
      { code, message: 'm' },
    ];
    expect(told(file('c.tif', 3, { doubts }))).toMatchObject([['c.tif', { code }]]);
    expect(told(file('c.tif', 3, { doubts: doubts.slice(0, 1) }))).toEqual([]);
  },
);
