import { describe, expect, it } from 'vitest';
import { measurePits, type PitMeasurement } from '../../../../../shared/domain/pit/image/measure-pits.ts';
import {
  type PitParameters,
  USUAL_PARAMETERS,
} from '../../../../../shared/domain/pit/image/pit-parameters.ts';
import type { GreyImage } from '../../../../../shared/domain/pit/image/pixel-grid.ts';
import { oneClass } from '../../../../../shared/domain/pit/image/two-classes.ts';
import { pitSheet } from '../../../../../shared/simulator/pit-sheet.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

const DARK: PitParameters = { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } };
const SIDE = 240;
type Grey = (x: number, y: number) => number;

function painted(grey: Grey, bits: 8 | 16 = 8, side = SIDE): GreyImage {
  const values = bits === 8 ? new Uint8Array(side * side) : new Uint16Array(side * side);
  for (let i = 0; i < values.length; i++)
    values[i] = Math.max(0, Math.min(2 ** bits - 1, Math.round(grey(i % side, Math.floor(i / side)))));
  return { width: side, height: side, bits, isWhiteZero: false, values };
}

function doubtOf(image: GreyImage, parameters: PitParameters = DARK): string | null {
  return doubtIn(measurePits(image, parameters));
}
const doubtIn = ({ warnings }: PitMeasurement) =>
  warnings.find(({ code }) => code === 'image.no-two-classes')?.message ?? null;

const noiseOf = (name: string) => {
  const random = randomStream(7, name);
  return { uniform: () => random.uniform(), normal: () => random.normal() };
};
/** From the middle of the image, 1 at its sides. */
const radius: Grey = (x, y) => Math.hypot(x - SIDE / 2, y - SIDE / 2) / (SIDE / 2);

/** Noise with a length, by a mean over a window, run twice: of one mode and without any object. */
function texture(windowPx: number, name: string): Grey {
  const { normal } = noiseOf(name);
  const half = Math.floor(windowPx / 2);
  let field = Float64Array.from({ length: SIDE * SIDE }, normal);
  for (const stride of [1, SIDE, 1, SIDE]) {
    const at = (line: number, i: number) =>
      (stride === 1 ? line * SIDE : line) + ((i + SIDE) % SIDE) * stride;
    const next = new Float64Array(field.length);
    for (let line = 0; line < SIDE; line++)
      for (let i = 0; i < SIDE; i++)
        for (let k = -half; k <= half; k++) next[at(line, i)]! += field[at(line, i + k)]!;
    field = next;
  }
  const sd = Math.sqrt(field.reduce((sum, one) => sum + one * one, 0) / field.length);
  return (x, y) => field[y * SIDE + x]! / sd;
}

function blocks(sidePx: number, level: () => number): Grey {
  const levels = new Map<number, number>();
  return (x, y) => {
    const block = Math.floor(y / sidePx) * SIDE + Math.floor(x / sidePx);
    const own = levels.get(block) ?? level();
    levels.set(block, own);
    return own;
  };
}

describe('an image without an object, in which Otsu finds some, is doubted', () => {
  const { uniform, normal } = noiseOf('nulls');
  const ramp =
    (from: number, to: number): Grey =>
    (x) =>
      from + ((to - from) * x) / (SIDE - 1);
  const cut = blocks(8, () => (uniform() < 0.3 ? 160 : 172));
  it.each<[string, Grey, RegExp]>([
    ['one level of noise on white', () => (uniform() < 0.5 ? 254 : 255), /rounding alone/],
    ['one level of noise on black', () => (uniform() < 0.02 ? 1 : 0), /rounding alone/],
    ['two levels of a ramp', ramp(119.6, 121.4), /rounding alone/],
    ['ten levels of a ramp', ramp(120, 130), /have no edge|has no edge/],
    ['a ramp', ramp(20, 220), /\(1 of 1 object, 100 % of what is eroded, has no edge/],
    ['a ramp in two directions', (x, y) => 20 + (x + y) / 4, /has no edge/],
    ['a noisy ramp', (x) => 20 + x / 2 + 8 * normal(), /no edge/],
    ['dark corners', (x, y) => 200 - 30 * radius(x, y) ** 2, /no edge/],
    ['darker corners', (x, y) => 200 - 30 * radius(x, y) ** 4 + 4 * normal(), /no edge/],
    ['the shadow of something', (x) => 120 + 40 * Math.tanh((x - SIDE / 2) / 30) + 4 * normal(), /no edge/],
    ['stripes of light', (x) => 128 + 80 * Math.sin(x / 6), /standard deviation|no edge/],
    ['uniform noise', () => 255 * uniform(), /no edge/],
    ['Gaussian noise', () => 170 + 4 * normal(), /no edge/],
    ['salt and pepper', () => (uniform() < 0.1 ? 255 * Math.round(uniform()) : 170), /\(what lies beyond/],
    ['much pepper', () => (uniform() < 0.3 ? 0 : 170), /no edge/],
    ['noise of two levels', () => (uniform() < 0.5 ? 0 : 255), /no edge/],
    ['a checkerboard of pixels', (x, y) => ((x + y) % 2 === 0 ? 150 : 90) + 4 * normal(), /standard dev/],
    ['blocks of 8, as of a JPEG', blocks(8, () => 128 + 20 * normal()), /times the standard deviation/],
    ['blocks of 8 of any level', blocks(8, () => 60 + 130 * uniform()), /times the standard deviation/],
    [
      'blocks of 4 of two levels, as JPEG leaves',
      blocks(4, () => (uniform() < 0.4 ? 169 : 172)),
      /a grid of 4/,
    ],
    [
      'such blocks, cut out',
      (x, y) => cut(x + 3, y + 1),
      /100 % of the outlines run along a grid of 4 pixels/,
    ],
  ])('%s', (_, grey, why) => expect(doubtOf(painted(grey))).toMatch(why));

  it.each([3, 5, 9, 17])('texture of a length of %i pixels', (windowPx) => {
    const field = texture(windowPx, 'texture');
    expect(doubtOf(painted((x, y) => 128 + 25 * field(x, y)))).toMatch(/standard deviation|no edge/);
  });

  it('in 16 bits, and by one threshold for all wells', () => {
    expect(doubtOf(painted((x) => 2000 + 100 * x, 16))).toMatch(/has no edge/);
    const fixed: PitParameters = { ...DARK, threshold: { method: 'fixed', value: 120 } };
    expect(
      doubtOf(
        painted((x) => 20 + x / 2),
        fixed,
      ),
    ).toMatch(/uneven light\)$/);
  });

  it('whose background takes everything away', () => {
    const flat = { ...DARK, background: { windowPx: 65 } };
    expect(
      doubtOf(
        painted((x) => 100 + (x >= 80 && x < 200 ? 0 : 50)),
        flat,
      ),
    ).toMatch(/nothing stands out|no edge/);
    expect(
      doubtOf(
        painted((x) => 60 + x / 2 + 4 * normal()),
        flat,
      ),
    ).toMatch(/no edge/);
  });
});

describe('pits that are there', () => {
  const side = 480;
  const sheet = pitSheet({
    ...{ seed: 3, width: side, height: side, pits: 15, touchingPairs: 2, trenches: 5, noise: 0, slope: 0 },
  });
  /** Of each pixel how much of it is eroded; a sheet is 90 levels darker there than its substrate of 170. */
  const cover: Grey = (x, y) => (170 - sheet.values[y * side + x]!) / 90;
  const { normal } = noiseOf('pits');
  const of = (contrast: number, noise: number, light: Grey = () => 0, bits: 8 | 16 = 8) =>
    painted(
      (x, y) => (bits === 8 ? 170 : 40_000) - contrast * cover(x, y) + noise * normal() + light(x, y),
      bits,
      side,
    );
  const found = (image: GreyImage, more: Partial<PitParameters> = {}) => {
    const measured = measurePits(image, { ...DARK, ...more });
    return { pits: measured.pits, trenches: measured.trenches, doubt: doubtIn(measured) };
  };
  const truth = { pits: 15, trenches: 5, doubt: null };

  it.each([
    [90, 0],
    [90, 4],
    [90, 14],
    // Four fifths of the way to where noise joins the pits; the share of the variance, 64 %, is as that of noise.
    [90, 18],
    [20, 4],
    [5, 0.5],
    [4, 0.5],
    [3, 0],
  ])('count at a contrast of %d levels in noise of %d', (contrast, noise) => {
    expect(found(of(contrast, noise))).toEqual(truth);
  });

  it.each([
    // As many levels as rounding makes of a slope.
    [1, 0],
    [2, 0],
    [2, 0.3],
    // Noise is found as pits.
    [90, 30],
    [12, 4],
  ])('are doubted at a contrast of %d levels in noise of %d', (contrast, noise) => {
    expect(found(of(contrast, noise)).doubt).not.toBeNull();
  });

  it('count in uneven light, until this is found as pits', () => {
    const slope =
      (levels: number): Grey =>
      (x) =>
        levels * (x / side - 0.5);
    expect(found(of(90, 4, slope(60)))).toEqual(truth);
    expect(found(of(90, 4, slope(90))).doubt).toMatch(
      /\(\d+ of \d+ objects, \d+ % of what is eroded, have no/,
    );
    expect(found(of(90, 4, slope(110)), { background: { windowPx: 65 } })).toEqual(truth);
    const corners =
      (levels: number): Grey =>
      (x, y) =>
        30 - (levels * Math.hypot(x - side / 2, y - side / 2) ** 2) / ((side * side) / 2);
    expect(found(of(90, 4, corners(40)))).toEqual(truth);
    expect(found(of(90, 4, corners(90))).doubt).toMatch(/have no edge/);
  });

  it('count in 16 bits, of two levels, and where they are few', () => {
    expect(found(of(20_000, 1000, () => 0, 16))).toEqual(truth);
    expect(found(painted((x, y) => (cover(x, y) > 0.5 ? 0 : 255), 8, side))).toEqual(truth);
    const bit: GreyImage = { ...painted((x, y) => (cover(x, y) > 0.5 ? 0 : 1), 8, side), bits: 1 };
    expect(found(bit)).toEqual(truth);
    const two = pitSheet({
      ...{ seed: 4, width: 400, height: 400, pits: 2, touchingPairs: 0, trenches: 0, noise: 4, slope: 0 },
    });
    const image: GreyImage = { ...two, bits: 8, isWhiteZero: false };
    expect(found(image)).toEqual({ pits: 2, trenches: 0, doubt: null });
  });

  it('of one level in 8 bits say how a mask is announced', () => {
    const mask = painted((x, y) => (cover(x, y) > 0.5 ? 0 : 1), 8, side);
    expect(doubtOf(mask)).toMatch(
      /^no two classes of pixels \(objects and the rest differ by 1 grey level, .*method: two-level/,
    );
    expect(doubtOf(mask, { ...DARK, threshold: { method: 'two-level' } })).toBeNull();
  });
});

it('an image that is one object, or of which nothing was found, has no outline to judge', () => {
  const image = painted(() => 7, 8, 4);
  const all = {
    image,
    areHigh: true,
    labels: new Uint8Array(16).fill(1),
    objects: [{ areaPx: 16, meanWidthPx: 4 }],
  };
  expect(oneClass(all)).toBeNull();
  expect(oneClass({ ...all, labels: new Uint8Array(16), objects: [{ areaPx: 0, meanWidthPx: 1 }] })).toEqual({
    reason: 'nothing',
  });
});
