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
          '81 % of the image "a.tif" came out as eroded, as where foreground and background are exchanged: the slice does not count until a person has looked and says that it is so (acceptImages: ["a.tif"] in the assay), or sends a mask of it',
      },
    ],
  ]);
  expect(told(file('b.tif', 30, noise))).toMatchObject([
    [
      'b.tif',
      {
        code: 'image.no-two-classes',
        message: expect.stringMatching(
          /^the image "b\.tif" has no two classes of pixels .* \(m\): the slice/,
        ),
      },
    ],
  ]);
  expect([...told(file('a.tif', 80)), ...told(file('a.tif', 94), ['a.tif'])]).toEqual([]);
});

it('so does a mask, which a program may have written the other way round', () => {
  expect(told(file('a-mask.tif', 99, { maskOf: 'a' }))[0]?.[1].message).toMatch(
    /^99 % of the mask "a-mask\.tif" came out as eroded, .*\(acceptImages: \["a-mask\.tif"\] in the assay\)$/,
  );
});
