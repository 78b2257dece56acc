import { describe, expect, it } from 'vitest';
import { measureMask } from '../../../../../shared/domain/pit/image/measure-mask.ts';
import { measurePits } from '../../../../../shared/domain/pit/image/measure-pits.ts';
import {
  type PitParameters,
  USUAL_PARAMETERS,
} from '../../../../../shared/domain/pit/image/pit-parameters.ts';
import type { GreyImage } from '../../../../../shared/domain/pit/image/pixel-grid.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

const DARK: PitParameters = { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } };
const FIXED: PitParameters = { ...DARK, threshold: { method: 'fixed', value: 125 } };
const [WIDTH, HEIGHT] = [240, 200];
type Grey = (x: number, y: number, noise: number) => number;

/** Noise of 4 levels (sd) is drawn for every pixel, whether it is used or not. */
function painted(grey: Grey, seed = 13): GreyImage {
  const random = randomStream(seed, 'image');
  const values = new Uint8Array(WIDTH * HEIGHT);
  for (let i = 0; i < values.length; i++)
    values[i] = Math.max(
      0,
      Math.min(255, Math.round(grey(i % WIDTH, Math.floor(i / WIDTH), 4 * random.normal()))),
    );
  return { width: WIDTH, height: HEIGHT, bits: 8, isWhiteZero: false, values };
}

/** Twelve pits of a radius of 9 pixels. */
const isPit = (x: number, y: number) => Math.hypot((x % 60) - 30, (y % 66) - 33) < 9;
const bone: Grey = (x, y, noise) => (isPit(x, y) ? 80 : 170) + noise;
const warned = (image: GreyImage, parameters = DARK) =>
  measurePits(image, parameters).warnings.map(({ code }) => code);
const messageIn = (image: GreyImage, code: string, parameters = DARK) =>
  measurePits(image, parameters).warnings.find((one) => one.code === code)?.message;

describe('lines that did not arrive', () => {
  it('are told where they are, whether they pass for pits or for bone', () => {
    expect(
      messageIn(
        painted((x, y, n) => (y >= 150 ? 0 : bone(x, y, n))),
        'image.lines-missing',
      ),
    ).toBe(
      'rows 151 to 200 of the image hold nothing but 0 from side to side: lines that did not arrive, or were not taken',
    );
    expect(
      messageIn(
        painted((x, y, n) => (x < 20 ? 255 : bone(x, y, n))),
        'image.lines-missing',
        FIXED,
      ),
    ).toMatch(/^columns 1 to 20 of the image hold nothing but 255 /);
    expect(
      messageIn(
        painted((x, y, n) => (y % 50 < 5 ? 128 : bone(x, y, n))),
        'image.lines-missing',
        FIXED,
      ),
    ).toMatch(/^rows 1 to 5 of the image hold nothing but 128 .*, and so do 3 more such stretches: /);
  });

  it('are not those of a bone that is saturated, or drawn without noise, nor a single dead line', () => {
    expect(warned(painted((x, y, n) => (isPit(x, y) ? 120 + n : 300)))).toEqual([]);
    expect(warned(painted((x, y) => (isPit(x, y) ? 80 : 170)))).toEqual([]);
    expect(warned(painted((x, y, n) => (y === 60 ? 0 : bone(x, y, n))))).toEqual([]);
  });
});

describe('what lies beside a slice', () => {
  it('is told by a side, or by corners, that are eroded', () => {
    const besideText = (isBeside: (x: number, y: number) => boolean) =>
      messageIn(
        painted((x, y, n) => (isBeside(x, y) ? 60 + n : bone(x, y, n))),
        'image.beside-slice',
      );
    expect(besideText((x) => x < 40)).toMatch(/^the left side of the image is eroded from end to end, as /);
    expect(besideText((x, y) => Math.hypot(x - 120, y - 100) > 135)).toMatch(
      /^4 of the 4 corners of the image are eroded, as where it shows what lies beside the slice, or /,
    );
  });

  it('is not a pit at a corner, or along a part of a side', () => {
    const large: Grey = (x, y, n) =>
      Math.hypot(x, y) < 60 || Math.hypot(x - 200, y - 190) < 70 ? 80 + n : 170 + n;
    expect(warned(painted(large))).toEqual([]);
  });

  it('is told of a mask whose foreground and background are exchanged, however much of it is eroded', () => {
    const maskOf = (isObject: (x: number, y: number) => boolean) =>
      measureMask(
        painted((x, y) => (isObject(x, y) ? 255 : 0)),
        DARK,
      );
    const isEroded = (x: number, y: number) => Math.hypot(x - 120, y - 100) < 80;
    expect(maskOf(isEroded).warnings).toEqual([]);
    const exchanged = maskOf((x, y) => !isEroded(x, y));
    expect(exchanged.erodedPx / exchanged.imagePx).toBeCloseTo(0.58, 2);
    expect(exchanged.warnings.map(({ code }) => code)).toEqual(['image.beside-slice']);
  });
});

describe('what was drawn on an image', () => {
  it('is a rectangle of one grey level, as no pit is', () => {
    const bar: Grey = (x, y, n) => (x >= 130 && x < 190 && y >= 190 && y < 197 ? 0 : bone(x, y, n));
    expect(measurePits(painted(bar), DARK)).toMatchObject({ pits: 12, trenches: 1 });
    expect(messageIn(painted(bar), 'image.drawn')).toBe(
      'an object is a rectangle of one grey level (60 × 7 pixels at column 131, row 191): drawn on the image, as a scale bar is, or pixels that did not arrive',
    );
  });

  it('is not a pit whose floor is saturated', () => {
    expect(warned(painted((x, y, n) => (isPit(x, y) ? -40 : 120 + n)))).toEqual([]);
  });
});

describe('one value for all wells that finds nothing', () => {
  it('is told where the image itself has objects with an edge: it was exposed otherwise, or has other bits', () => {
    const faint = painted((x, y, n) => (isPit(x, y) ? 140 : 170) + n);
    expect(messageIn(faint, 'image.threshold-misses', FIXED)).toBe(
      "nothing was found by the threshold 125, and 12 objects with an edge by one of the image itself (Otsu's, 155): look whether it was exposed as the others were, and has as many bits",
    );
    const { values } = painted(bone);
    const sixteen: GreyImage = { ...faint, bits: 16, values: Uint16Array.from(values, (one) => 257 * one) };
    expect(warned(sixteen, FIXED)).toContain('image.threshold-misses');
  });

  it('is not told of an untouched slice, whatever the light, nor by other thresholds', () => {
    const empty = (grey: Grey) => warned(painted(grey), FIXED);
    const untouched = ['image.nothing-beyond', 'image.no-object'];
    expect(empty((_x, _y, n) => 170 + n)).toEqual(untouched);
    expect(empty((x, _y, n) => 200 - x / 5 + n)).toEqual(untouched);
    expect(warned(painted((_x, _y, n) => 170 + n))).not.toContain('image.threshold-misses');
  });
});
