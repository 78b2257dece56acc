import { describe, expect, it } from 'vitest';
import { type GreyChoice, greyImage } from '../../../../../shared/domain/pit/image/grey-image.ts';
import type { PixelGrid } from '../../../../../shared/domain/pit/image/pixel-grid.ts';

const GRID: PixelGrid = {
  ...{ width: 2, height: 1, samples: 1, bits: 8, colour: 'grey', isWhiteZero: false, palette: null },
  values: Uint8Array.from([10, 200]),
};
const rgb: PixelGrid = {
  ...GRID,
  samples: 3,
  colour: 'rgb',
  values: Uint8Array.from([10, 20, 30, 40, 50, 60]),
};
const grey = (grid: PixelGrid, choice: GreyChoice | null = null) => [...greyImage(grid, choice).values];

describe('the grey of an image', () => {
  it('is what is stored, also where 0 is white and where alpha stands beside it', () => {
    expect(greyImage({ ...GRID, isWhiteZero: true })).toMatchObject({ isWhiteZero: true, bits: 8 });
    expect(grey({ ...GRID, isWhiteZero: true })).toEqual([10, 200]);
    const alpha = { ...GRID, samples: 2, bits: 16, values: Uint16Array.from([7, 65_535, 8, 0]) };
    expect(greyImage(alpha).values).toEqual(Uint16Array.from([7, 8]));
  });

  it('of colours is what a person chose, and nothing without', () => {
    expect(() => grey(rgb)).toThrow(
      'expected a grey image, got RGB: say which grey is measured (luminance, red, green, blue), or save',
    );
    expect(() => grey(rgb, 'index')).toThrow('got RGB');
    expect(grey(rgb, 'green')).toEqual([20, 50]);
    // 0.299 · 10 + 0.587 · 20 + 0.114 · 30 = 18.15
    expect(grey(rgb, 'luminance')).toEqual([18, 48]);
  });

  it('of RGB that is grey everywhere needs no choice', () => {
    expect(grey({ ...rgb, values: Uint8Array.from([9, 9, 9, 8, 8, 8]) })).toEqual([9, 8]);
    expect(grey({ ...rgb, values: Uint8Array.from([9, 9, 9, 8, 8, 8]) }, 'index')).toEqual([9, 8]);
  });

  it('of a palette is its index where that is a ramp of greys, else what a person chose', () => {
    const ramp = (greys: number[]): PixelGrid => ({
      ...{ ...GRID, colour: 'palette', values: Uint8Array.from([0, 2]) },
      palette: greys.map((one) => [one, one, one]),
    });
    expect(greyImage(ramp([0, 100, 255]))).toMatchObject({ isWhiteZero: false });
    expect(greyImage(ramp([255, 100, 0]))).toMatchObject({ isWhiteZero: true });
    expect(grey(ramp([255, 100, 0]))).toEqual([0, 2]);
    expect(() => grey(ramp([0, 255, 100]))).toThrow('got a palette of colours');
    expect(grey(ramp([0, 255, 100]), 'red')).toEqual([0, 100]);
    expect(grey(ramp([0, 255, 100]), 'index')).toEqual([0, 2]);
  });
});
