import { describe, expect, it } from 'vitest';
import { type PitParameters, USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import { measureImage, measureMaskFile } from '../../../../shared/formats/image/measure-image.ts';
import { readImageHeader } from '../../../../shared/formats/image/read-image.ts';
import { pitSheet } from '../../../../shared/simulator/pit-sheet.ts';
import { pngFile } from '../../../support/png-file.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const DARK: PitParameters = { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } };
const sheet = pitSheet({
  ...{ seed: 9, width: 320, height: 300, pits: 8, touchingPairs: 1, trenches: 2, noise: 6, slope: 0 },
});
const rowsOf = (values: Uint8Array) =>
  Array.from({ length: 300 }, (_, y) => [0, ...values.subarray(y * 320, (y + 1) * 320)]);
const bytes = pngFile({ width: 320, height: 300, bits: 8, colourType: 0, rows: rowsOf(sheet.values) });
const image = { bytes, name: 'slice.tif', page: 0 };
const squareRows = Array.from({ length: 12 }, (_, y) => [
  0,
  ...Array.from({ length: 20 }, (__, x) => (x >= 4 && x < 9 && y >= 3 && y < 8 ? 255 : 0)),
]);

describe('the file of an image', () => {
  it('becomes its measurement, a label image and an overlay of its size', async () => {
    const { header, measured, pictures, warnings } = await measureImage(image, DARK);
    expect(measured).toMatchObject({ pits: 8, trenches: 2 });
    for (const kept of [pictures.labels, pictures.overlay])
      expect(readImageHeader(kept, 'a.png')).toMatchObject({ width: 320, height: 300 });
    expect(warnings.map(({ code }) => code)).toEqual(['image.extension']);
    expect(header.scale).toMatchObject({ micrometresPerPixel: null, doubts: [{ code: 'scale.none' }] });
  });

  it('measures the same by the label image that it gave', async () => {
    const first = await measureImage(image, DARK);
    const mask = { bytes: first.pictures.labels, name: 'labels.png', page: 0 };
    const again = await measureMaskFile(mask, DARK);
    expect(again.measured.objects).toEqual(first.measured.objects);
    expect(again.pictures.labels).toEqual(first.pictures.labels);
  });

  it('takes the places of a palette as the labels of a mask', async () => {
    const truth = Uint8Array.from(sheet.truth.labels);
    const palette = Uint8Array.from({ length: 33 }, (_, i) => (i * 97) % 256);
    const parts = { width: 320, height: 300, bits: 8, colourType: 3, rows: rowsOf(truth) };
    const mask = pngFile({ ...parts, chunks: [['PLTE', palette]] });
    const { measured } = await measureMaskFile({ bytes: mask, name: 'mask.png', page: 0 }, DARK);
    expect(measured).toMatchObject({ pits: 8, trenches: 2 });
    expect(measured.erodedPx).toBe(sheet.truth.pitAreaPx + sheet.truth.trenchAreaPx);
  });

  it('has the outlines of a mask on the mask itself', async () => {
    const small = pngFile({ width: 20, height: 12, bits: 8, colourType: 0, rows: squareRows });
    const { measured, pictures } = await measureMaskFile({ bytes: small, name: 'mask.png', page: 0 }, DARK);
    expect(measured).toMatchObject({ pits: 1, erodedPx: 25, threshold: null });
    expect(readImageHeader(pictures.overlay, 'a.png')).toMatchObject({ width: 20, height: 12 });
  });
});

describe.skipIf(!hasRealData)("ImageJ's blobs", () => {
  it('and their label image give what is known of them', async () => {
    const file = (name: string) => ({ bytes: realFile(`imagej/${name}`), name, page: 0 });
    const bright: PitParameters = { ...DARK, foreground: 'bright' };
    const { measured, header } = await measureImage(file('blobs.tif'), bright);
    expect(measured).toMatchObject({ foregroundPx: 22_243, components: 64 });
    expect(measured.objects).toHaveLength(63);
    expect(header.scale.micrometresPerPixel).toBeNull();
    const mask = await measureMaskFile(file('blobs_labeled.tif'), bright);
    expect(mask.measured).toMatchObject({ erodedPx: 32_516, foregroundPx: 32_516 });
    expect(mask.measured.objects).toHaveLength(63);
  });
});
