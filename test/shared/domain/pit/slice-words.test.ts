import { expect, it } from 'vitest';
import {
  missingSentences,
  type SliceTold,
  scaleSentences,
  sliceFigure,
  thresholdSentences,
  whysOfSlice,
} from '../../../../shared/domain/pit/slice-words.ts';

const SLICE: SliceTold = { assay: 'pits', looked: 'FIELDS', scale: null };

it('a slice says why it does not count, once, and what its numbers rest on', () => {
  const message = 'files differ';
  expect(whysOfSlice({ ...SLICE, refused: { message }, untold: message })).toEqual([
    'does not count: files differ',
  ]);
  expect(whysOfSlice({ ...SLICE, looked: 'WHOLE_SLICE' })).toEqual([
    'nobody said that fields were looked at: the whole slice is taken',
  ]);
  const parameters = { threshold: { method: 'otsu' } };
  const uploaded = { file: 'a-mask.png', by: 'ada', at: '2026-03-01' };
  const masked = { ...SLICE, images: [{ image: 'a.tif', threshold: 120, parameters, uploaded }] };
  const without = { pits: 3, trenches: 1, erodedPercent: 2.5 };
  expect(whysOfSlice({ ...masked, withoutMasks: without })).toEqual([
    'measured by the mask a-mask.png (ada, 2026-03-01); without it 3 pits, 1 trench, 2.5 % eroded',
  ]);
  const overfull = { ...masked, withoutMasks: { ...without, refused: { message } } };
  expect(whysOfSlice(overfull)[0]).toContain(
    'without it 3 pits, 1 trench, 2.5 % eroded, not counted: files differ',
  );
  // Of the slice itself it is said below.
  expect(whysOfSlice({ ...overfull, refused: { message } })[0]).toMatch(/2\.5 % eroded$/);
  expect(thresholdSentences([masked])).toEqual(['pits: thresholds by Otsu: 120 of a.tif']);
});

it('a slice says what its images say against themselves, of one image without its name', () => {
  const image = (name: string, more: object = {}) => ({
    ...{ image: name, threshold: 120, parameters: { threshold: { method: 'fixed' } } },
    ...{ warnings: [{ message: 'pixels are not square' }], ...more },
  });
  expect(whysOfSlice({ ...SLICE, images: [image('a.tif')] })).toEqual(['its image: pixels are not square']);
  const uploaded = { file: 'b-mask.png', by: 'ada', at: '2026-03-01' };
  expect(whysOfSlice({ ...SLICE, images: [image('a.tif'), image('b.tif', { uploaded })] })).toEqual([
    'a.tif: pixels are not square',
    'b-mask.png: pixels are not square',
  ]);
});

it('a slice says once what of its image keeps it from counting', () => {
  const threshold = { method: 'fixed' };
  const image = (code: string, message: string) => ({
    ...{ image: 'a.tif', threshold: 120, parameters: { threshold }, warnings: [{ code, message }] },
  });
  const refused = { code: 'image.mostly-foreground', message: '97 % of it came out as eroded: exchanged' };
  const whys = (...images: ReturnType<typeof image>[]) => whysOfSlice({ ...SLICE, refused, images });
  const own = `does not count: ${refused.message}`;
  expect(whys(image('image.mostly-foreground', '97 pixels of 100 are eroded'))).toEqual([own]);
  expect(whys(image('c', 'exchanged'))).toEqual([own]);
  expect(whys(image('c', 'not square'))).toEqual([own, 'its image: not square']);
  const both = [image('c', 'not square'), image('image.mostly-foreground', 'nearly all')];
  expect(whys(...both)).toEqual([own, 'a.tif: not square', 'a.tif: nearly all']);
});

it('figures of slices have the digits that are known, and thousands apart', () => {
  expect([0, 12, 1234, 0.0004, 0.05, 0.4608, 9.999, 12.34, 24_681.57, null].map(sliceFigure)).toEqual([
    ...['0', '12', '1,234', '0.0004', '0.05', '0.46', '10.00', '12.3', '24,681.6', '–'],
  ]);
});

it('confirmed scales are told once, and units without a slice by their reason', () => {
  const scale = { sentence: '2 µm a pixel', confirmed: { by: 'ada', at: '2026-03-01' } };
  expect(scaleSentences([{ ...SLICE, scale }, { ...SLICE, scale }, SLICE])).toEqual([
    'pits: 2 µm a pixel, confirmed by ada at 2026-03-01',
  ]);
  const reason = 'no slice of it has come';
  expect(missingSentences(['F1', 'F2'].map((unit) => ({ assay: 'pits', unit, reason })))).toEqual([
    'pits: no slice of it has come: F1, F2',
  ]);
});
