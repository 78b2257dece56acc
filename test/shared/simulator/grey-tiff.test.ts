import { describe, expect, it } from 'vitest';
import { readImage, readImageHeader } from '../../../shared/formats/image/read-image.ts';
import { greyTiff } from '../../../shared/simulator/grey-tiff.ts';

const values = Uint8Array.from({ length: 7 * 5 }, (_, i) => (37 * i) % 256);
const bytes = greyTiff({ width: 7, height: 5, values, micrometresPerPixel: 2 });

describe('an image of grey as a TIFF', () => {
  it('has the pixels that were given, 0 black', async () => {
    const { grid } = await readImage(bytes, 'a.tif');
    expect([grid.width, grid.height, grid.bits]).toEqual([7, 5, 8]);
    expect([...grid.values]).toEqual([...values]);
  });

  it('says how wide a pixel is, and leaves no doubt', () => {
    const { scale, warnings, format } = readImageHeader(bytes, 'a.tif');
    expect(scale).toEqual({ micrometresPerPixel: 2, source: 'resolution', doubts: [] });
    expect([warnings, format]).toEqual([[], 'TIFF']);
  });

  it('says the width of a pixel that is no whole number of µm', () => {
    const fine = greyTiff({ width: 7, height: 5, values, micrometresPerPixel: 0.76 });
    expect(readImageHeader(fine, 'a.tif').scale.micrometresPerPixel).toBeCloseTo(0.76, 6);
  });
});
