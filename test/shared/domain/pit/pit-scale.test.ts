import { describe, expect, it } from 'vitest';
import type { PitImage, PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import { imageFacts, scaleOf } from '../../../../shared/domain/pit/pit-scale.ts';

const parameters: PitImage['parameters'] = {
  ...USUAL_PARAMETERS,
  foreground: 'dark',
  threshold: { method: 'otsu' },
};
const table = (...images: Partial<PitImage>[]): PitTable => ({
  ...{ table: 'pits', by: null, lengthsIn: 'untold', rows: [] },
  images: images.map((one) => ({
    ...{ image: 'a.tif', micrometresPerPixel: 2, widthPx: 100, heightPx: 50, threshold: 120 },
    parameters,
    ...one,
  })),
});
const factsOf = (tables: readonly PitTable[], micrometresPerPixel?: number) =>
  imageFacts([], tables, micrometresPerPixel === undefined ? undefined : { micrometresPerPixel }).get(
    'a.tif',
  );

describe('what an image that was measured says of itself', () => {
  it('is its size in mm², by its tags or by the definition, which measures the pits on it too', () => {
    expect(factsOf([table({})])).toEqual({
      ...{ micrometresPerPixel: 2, areaMm2: expect.closeTo(0.02, 12), isByTags: true },
    });
    expect(factsOf([table({ micrometresPerPixel: null })], 4)).toMatchObject({
      ...{ micrometresPerPixel: null, areaMm2: expect.closeTo(0.08, 12) },
    });
    expect(factsOf([table({ micrometresPerPixel: null })])).toMatchObject({ areaMm2: null });
    expect(factsOf([table({})], 2.01)?.areaMm2).toBeCloseTo(5000 * 2.01 ** 2 * 1e-6, 12);
  });

  it('is one where a file of its name has lost the tag', () => {
    const facts = [factsOf([table({}), table({ micrometresPerPixel: null })]), factsOf([table({})])];
    expect(facts[0]).toEqual(facts[1]);
  });

  it('is nothing to go by where files of its name have other sizes or other tags, in either order', () => {
    for (const other of [table({ micrometresPerPixel: 3 }), table({ widthPx: 200 })])
      for (const tables of [
        [table({}), other],
        [other, table({})],
      ])
        expect(scaleOf({ micrometresPerPixel: 2 }, factsOf(tables, 2))).toMatchObject({
          ...{ scale: null, remarks: [{ code: 'scale.several-files' }] },
        });
  });
});

it('a scale is told in no more digits than confirm it, whoever tells it', () => {
  const sentence = (declared: number | undefined, ofFile: number | null) =>
    scaleOf(declared === undefined ? undefined : { micrometresPerPixel: declared }, {
      ...{ micrometresPerPixel: ofFile, areaMm2: null, isByTags: true },
    });
  expect(sentence(1 / 1.3157, null).scale?.sentence).toBe('0.760052 µm a pixel, by the definition');
  expect(sentence(undefined, 1 / 1.3157).scale?.sentence).toBe('0.760052 µm a pixel, by the image itself');
  expect(sentence(1 / 1.3157, 1 / 3).remarks[0]?.message).toContain(
    'the definition says 0.760052 µm a pixel and the image itself 0.333333:',
  );
});
