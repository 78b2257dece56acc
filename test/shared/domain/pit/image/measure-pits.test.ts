import { describe, expect, it } from 'vitest';
import { greyImage } from '../../../../../shared/domain/pit/image/grey-image.ts';
import { measureMask } from '../../../../../shared/domain/pit/image/measure-mask.ts';
import { measurePits } from '../../../../../shared/domain/pit/image/measure-pits.ts';
import {
  type PitParameters,
  USUAL_PARAMETERS,
} from '../../../../../shared/domain/pit/image/pit-parameters.ts';
import type { GreyImage } from '../../../../../shared/domain/pit/image/pixel-grid.ts';
import { readImage } from '../../../../../shared/formats/image/read-image.ts';
import { type PitSheet, type PitSheetAsked, pitSheet } from '../../../../../shared/simulator/pit-sheet.ts';
import { hasRealData, realFile } from '../../../../support/real-data.ts';

const DARK_OTSU: PitParameters = { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } };
const BRIGHT_OTSU: PitParameters = { ...DARK_OTSU, foreground: 'bright' };

/** `#` is 200, `.` is 20. */
function drawn(...rows: string[]): GreyImage {
  const values = Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 200 : 20));
  return { width: rows[0]!.length, height: rows.length, bits: 8, isWhiteZero: false, values };
}
const asGrey = ({ width, height, values }: PitSheet): GreyImage => ({
  ...{ width, height, bits: 8, isWhiteZero: false, values },
});

describe.skipIf(!hasRealData)('blobs, the sample image of ImageJ', () => {
  const load = async (name: string) => greyImage((await readImage(realFile(`imagej/${name}`), name)).grid);

  it.each([
    // Also what markers of the h-maxima by morphological reconstruction give (Vincent 1993).
    [1.5, 64],
    [1.75, 63],
    [2, 63],
  ])('has its foreground, its components and, by h-maxima at %f, %i objects', async (hPx, objects) => {
    const measured = measurePits(await load('blobs.tif'), {
      ...BRIGHT_OTSU,
      split: { ...USUAL_PARAMETERS.split, hPx },
    });
    expect(measured.threshold).toBeGreaterThanOrEqual(120);
    expect(measured.threshold).toBeLessThanOrEqual(127);
    expect(measured).toMatchObject({ foregroundPx: 22_243, components: 64, imagePx: 65_024, filledPx: 0 });
    expect(measured.objects).toHaveLength(objects);
    expect(measured.specks).toEqual({ count: 2, areaPx: 4 });
  });

  it('has the same objects where its table of grey is inverted', async () => {
    const image = await load('blobs.tif');
    const inverted: GreyImage = { ...image, isWhiteZero: true };
    const { objects } = measurePits(image, BRIGHT_OTSU);
    expect(measurePits(inverted, DARK_OTSU).objects).toEqual(objects);
  });

  it('has 63 objects and 32,516 px by the label image that a person uploads', async () => {
    const measured = measureMask(await load('blobs_labeled.tif'), BRIGHT_OTSU);
    expect(measured.objects).toHaveLength(63);
    expect(measured.erodedPx + measured.specks.areaPx).toBe(32_516);
    expect(measured.specks.count).toBe(0);
  });

  it('is refused as an image where it is its label image', async () => {
    const mask = await load('blobs_labeled.tif');
    expect(() => measurePits(mask, BRIGHT_OTSU)).toThrow(
      'got a label image: each of its 63 values above 0 is one region; send it as a mask',
    );
  });
});

describe('a simulated sheet of pits and trenches', () => {
  const asked: PitSheetAsked = {
    ...{ seed: 1, width: 1600, height: 1600, pits: 150, touchingPairs: 15, trenches: 50 },
    ...{ noise: 8, slope: 0 },
  };
  const areaOf = (measured: ReturnType<typeof measurePits>, kind: 'pit' | 'trench') =>
    measured.objects.filter((one) => one.kind === kind).reduce((sum, { areaPx }) => sum + areaPx, 0);

  function expectTruth(sheet: PitSheet, parameters: PitParameters) {
    const measured = measurePits(asGrey(sheet), parameters);
    const { pits, trenches, pitAreaPx, trenchAreaPx, labels } = sheet.truth;
    expect(Math.abs(measured.pits / pits - 1)).toBeLessThanOrEqual(0.02);
    expect(Math.abs(measured.trenches / trenches - 1)).toBeLessThanOrEqual(0.02);
    expect(Math.abs(areaOf(measured, 'pit') / pitAreaPx - 1)).toBeLessThanOrEqual(0.02);
    expect(Math.abs(areaOf(measured, 'trench') / trenchAreaPx - 1)).toBeLessThanOrEqual(0.02);
    // Of each trench all pixels that were found are of one object: none is cut.
    const found = new Map<number, Set<number>>();
    labels.forEach((label, i) => {
      const object = measured.labels.labels[i]!;
      if (label > pits && object > 0) found.set(label, (found.get(label) ?? new Set()).add(object));
    });
    expect(found.size).toBe(trenches);
    expect([...found.values()].filter(({ size }) => size > 1)).toEqual([]);
  }

  it.each([1, 2, 3])(
    'is counted and measured within a fiftieth of the truth, and no trench is cut: seed %i',
    (seed) => {
      expectTruth(pitSheet({ ...asked, seed }), DARK_OTSU);
    },
  );

  it('is so in strong noise, whose holes would cut a trench into pieces', () => {
    const sheet = pitSheet({ ...asked, noise: 14 });
    expectTruth(sheet, DARK_OTSU);
    const { filledPx, foregroundPx, erodedPx, specks } = measurePits(asGrey(sheet), DARK_OTSU);
    expect(filledPx).toBeGreaterThan(30);
    expect(foregroundPx + filledPx).toBe(erodedPx + specks.areaPx);
  });

  it('is so by one threshold for all wells', () => {
    expectTruth(pitSheet(asked), { ...DARK_OTSU, threshold: { method: 'fixed', value: 125 } });
  });

  it('is so in uneven light, where its background is removed', () => {
    const sheet = pitSheet({ ...asked, noise: 4, slope: 110 });
    expectTruth(sheet, { ...DARK_OTSU, background: { windowPx: 65 } });
    // Without, the darker side is all foreground.
    expect(measurePits(asGrey(sheet), DARK_OTSU).erodedPx).toBeGreaterThan(sheet.truth.pitAreaPx * 2);
  });

  it('without any object is told by its threshold, which separates nothing', () => {
    const empty = pitSheet({ ...asked, width: 400, height: 400, pits: 0, touchingPairs: 0, trenches: 0 });
    expect(
      measurePits(asGrey(empty), { ...DARK_OTSU, minAreaPx: 50 }).warnings.map(({ code }) => code),
    ).toContain('image.no-two-classes');
  });
});

describe('a measurement of pits', () => {
  const square = drawn('.......', '.####..', '.####..', '.####..', '.......');

  it('keeps its parameters, and what became of every pixel', () => {
    const parameters: PitParameters = { ...BRIGHT_OTSU, threshold: { method: 'two-level' } };
    const measured = measurePits(square, { ...parameters, split: null });
    expect(measured).toMatchObject({
      ...{
        parameters: { rules: 'howship-pits/3', split: null },
        threshold: null,
        imagePx: 35,
        foregroundPx: 12,
      },
      ...{ components: 1, erodedPx: 12, pits: 1, trenches: 0, specks: { count: 0, areaPx: 0 }, warnings: [] },
    });
    expect(measured.objects).toMatchObject([
      {
        label: 1,
        kind: 'pit',
        areaPx: 12,
        left: 1,
        top: 1,
        width: 4,
        height: 3,
        x: 2.5,
        y: 2,
        touchesEdge: false,
      },
    ]);
  });

  it('calls dark what is shown dark', () => {
    const two: PitParameters = { ...BRIGHT_OTSU, threshold: { method: 'two-level' }, split: null };
    expect(measurePits(square, { ...two, foreground: 'dark' }).foregroundPx).toBe(35 - 12);
    expect(measurePits({ ...square, isWhiteZero: true }, { ...two, foreground: 'dark' }).foregroundPx).toBe(
      12,
    );
  });

  it('of a corner that two objects share is by the connectivity', () => {
    const touching = drawn('......', '.##...', '.##...', '...##.', '...##.', '......');
    const count = (connectivity: 4 | 8) =>
      measurePits(touching, { ...BRIGHT_OTSU, minAreaPx: 1, split: null, connectivity }).objects.length;
    expect([count(8), count(4)]).toEqual([1, 2]);
  });

  it('counts objects at an edge by the rule, and their area in any case', () => {
    const edges = drawn('##..##', '##..##', '......', '.##...', '.##...', '......');
    const by = (edge: PitParameters['edge']) => {
      const { pits, erodedPx } = measurePits(edges, { ...BRIGHT_OTSU, minAreaPx: 1, split: null, edge });
      return [pits, erodedPx];
    };
    expect(by('count')).toEqual([3, 12]);
    expect(by('exclude')).toEqual([1, 12]);
    expect(by('two-sides')).toEqual([2, 12]);
  });

  it('refuses an image of one grey level, or of more where two were announced', () => {
    const flat: GreyImage = { ...square, bits: 16, values: new Uint16Array(35).fill(300) };
    expect(() => measurePits(flat, BRIGHT_OTSU)).toThrow('got one (300) in all 35 pixels of 16 bits');
    const three = { ...square, values: square.values.map((value, i) => (i === 0 ? 100 : value)) };
    expect(() => measurePits(three, { ...BRIGHT_OTSU, threshold: { method: 'two-level' } })).toThrow(
      'expected an image of two grey levels, got more between 20 and 200',
    );
    const nan = {
      ...square,
      bits: 32,
      values: Float32Array.from(square.values, (v, i) => (i === 9 ? Number.NaN : v)),
    };
    expect(() => measurePits(nan, BRIGHT_OTSU)).toThrow('got NaN in column 3 of row 2');
  });

  it('of an image that is nearly all one object is refused before its memory runs out', () => {
    const values = new Uint8Array(4200 * 4200).fill(200, 4200);
    const image: GreyImage = { width: 4200, height: 4200, bits: 8, isWhiteZero: false, values };
    expect(() => measurePits(image, BRIGHT_OTSU)).toThrow('at most 16,777,216 pixels, got one of 17,635,800');
  });

  it('of noise is refused by the count of its objects', () => {
    const values = new Uint8Array(1000 * 1000).map((_, i) =>
      i % 2 === 0 && Math.floor(i / 1000) % 2 === 0 ? 200 : 20,
    );
    const image: GreyImage = { width: 1000, height: 1000, bits: 8, isWhiteZero: false, values };
    expect(() => measurePits(image, { ...BRIGHT_OTSU, minAreaPx: 1 })).toThrow(
      'at most 65,535 objects, got 250,000',
    );
  });

  it('says where nearly all is eroded', () => {
    const { warnings } = measurePits(square, {
      ...BRIGHT_OTSU,
      foreground: 'dark',
      threshold: { method: 'fixed', value: 250 },
    });
    expect(warnings.map(({ code }) => code)).toEqual(['image.mostly-foreground']);
  });

  it('says where no pixel is beyond a threshold that somebody gave', () => {
    const { pits, warnings } = measurePits(square, {
      ...BRIGHT_OTSU,
      threshold: { method: 'fixed', value: 400 },
    });
    expect([pits, warnings.map(({ code }) => code)]).toEqual([
      0,
      ['image.nothing-beyond', 'image.no-object', 'image.threshold-misses'],
    ]);
    expect(warnings[0]?.message).toMatch(
      /^nothing is bright by the threshold 400, so that no pit was found: the values/,
    );
  });
});

describe('an image on which no object is found', () => {
  const square = drawn('.......', '.####..', '.####..', '.####..', '.......');
  const sentenceOf = (more: Partial<PitParameters>) =>
    measurePits(square, { ...BRIGHT_OTSU, minAreaPx: 10_000, ...more }).warnings.map(
      ({ message }) => message,
    )[0];

  it('says what was looked for, and on how much', () => {
    const { threshold } = measurePits(square, BRIGHT_OTSU);
    expect(sentenceOf({})).toBe(
      `no object of at least 10,000 px brighter than ${threshold} was found in 35 pixels looked at (1 speck left out, being smaller or thinner)`,
    );
    expect(sentenceOf({ background: { windowPx: 5 } })).toMatch(
      /^no object of at least 10,000 px more than [\d.]+ brighter than its background was found/,
    );
  });

  it('nor one that counts at its edges, says so too', () => {
    const cut = drawn('.......', '###....', '###....', '###....', '.......');
    const { warnings } = measurePits(cut, { ...BRIGHT_OTSU, minAreaPx: 5, edge: 'exclude' });
    expect(warnings[0]).toEqual({
      code: 'image.no-object',
      message: expect.stringMatching(
        /^no object that counts was found in [\d,]+ pixels looked at: edge: exclude leaves out all 1, which touch an edge$/,
      ),
    });
  });
});

describe('a mask that a person made', () => {
  it('of two levels has an object per component, which is not cut', () => {
    const mask = drawn('........', '.###.##.', '.###.##.', '........');
    const zero = { ...mask, values: mask.values.map((value) => (value === 20 ? 0 : 255)) };
    const { objects } = measureMask(zero, { ...BRIGHT_OTSU, minAreaPx: 1 });
    expect(objects.map(({ areaPx }) => areaPx)).toEqual([6, 4]);
    expect(() => measureMask(mask, BRIGHT_OTSU)).toThrow('got no pixel of 0: the least value is 20');
  });

  it('of labels has an object per label, also where they touch', () => {
    const values = Uint16Array.from([0, 7, 7, 900, 900, 3, 3, 0]);
    const { objects } = measureMask(
      { width: 8, height: 1, bits: 16, isWhiteZero: false, values },
      { ...BRIGHT_OTSU, minAreaPx: 1 },
    );
    expect(objects.map(({ left, areaPx }) => [left, areaPx])).toEqual([
      [5, 2],
      [1, 2],
      [3, 2],
    ]);
  });

  it('of fractions is refused', () => {
    const mask = {
      width: 2,
      height: 2,
      bits: 32,
      isWhiteZero: false,
      values: Float32Array.from([0, 1, 2, 0.5]),
    };
    expect(() => measureMask(mask, BRIGHT_OTSU)).toThrow('whole numbers from 0 on, got 0.5');
  });

  it('of levels of grey, or of classes that several objects share, is refused', () => {
    const grey = pitSheet({
      ...{ seed: 4, width: 90, height: 80, pits: 3, touchingPairs: 0, trenches: 0, noise: 6, slope: 0 },
    });
    const photo = { ...grey, bits: 8, isWhiteZero: false, values: grey.values.map((one) => one - 50) };
    photo.values[0] = 0;
    expect(() => measureMask(photo, BRIGHT_OTSU)).toThrow(
      /^expected a value of its own for each object, got \d+ values above 0 in [\d,]+ regions: number the objects/,
    );
    const rows = ['11.11.11.22.', '............', '11.11.11.22.'];
    const classes = {
      ...{ width: 12, height: 3, bits: 8, isWhiteZero: false },
      values: Uint8Array.from(rows.join(''), (one) => Number(one) || 0),
    };
    expect(() => measureMask(classes, BRIGHT_OTSU)).toThrow('got 2 values above 0 in 8 regions');
    const cut = { ...classes, values: classes.values.map((one, i) => (one === 0 ? 0 : 1 + ((i % 12) >> 1))) };
    expect(measureMask(cut, { ...BRIGHT_OTSU, minAreaPx: 1 }).objects.length).toBeGreaterThan(3);
  });

  it('of values that lie in more regions than there are is warned of', () => {
    const sent = (line: string) => ({
      ...{ width: line.length, height: 1, bits: 8, isWhiteZero: false },
      values: Uint8Array.from(line, Number),
    });
    const warned = (line: string) =>
      measureMask(sent(line), { ...BRIGHT_OTSU, minAreaPx: 1 }).warnings.map(({ message }) => message);
    expect(warned('0110110110222220')).toEqual([
      '2 values above 0 lie in 4 regions, and each value counts as one object: where several objects share a value, number them, or send two levels, 0 and another, where no objects touch',
    ]);
    // Each of its own, and of two levels, where the regions are the objects.
    expect([...warned('0110220330'), ...warned('0110110')]).toEqual([]);
  });

  it('without an object says that the slice was looked at', () => {
    const mask = { width: 2, height: 1, bits: 8, isWhiteZero: false, values: new Uint8Array(2) };
    expect(measureMask(mask, BRIGHT_OTSU)).toMatchObject({
      pits: 0,
      warnings: [{ code: 'mask.empty' }],
    });
  });
});
