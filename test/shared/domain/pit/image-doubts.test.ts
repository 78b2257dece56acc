import { expect, it } from 'vitest';
import type { KeptSlice } from '../../../../shared/domain/assay/results.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import { doubtsOf, doubtsWithMask, imageDoubts } from '../../../../shared/domain/pit/image-doubts.ts';

const doubt = (code: string, message = code) => ({ code, message });
const measured = (codes: readonly string[]) => ({
  threshold: 120,
  parameters: {
    ...USUAL_PARAMETERS,
    ...({ foreground: 'dark', threshold: { method: 'otsu' } } as const),
  },
  doubts: codes.map((code) => doubt(code)),
});
const slice = (arm: string, images: NonNullable<KeptSlice['images']>, refused?: KeptSlice['refused']) => ({
  ...{ arm, images, ...(refused && { refused }) },
});
const image = (name: string, ...codes: string[]) => ({
  ...{ image: name, downlink: 'd', ...measured(codes) },
});
const contrast = { a: 'flight', b: 'ground' };

it('an image says what its reading said against it, but for a scale that the definition tells', () => {
  const doubts = [doubt('scale.none'), doubt('scale.not-square')];
  expect(doubtsOf({}, { doubts })).toEqual(doubts);
  expect(doubtsOf({ scale: { micrometresPerPixel: 2 } }, { doubts })).toEqual([doubt('scale.not-square')]);
  // What an earlier version read says nothing, which is not that nothing was to be said.
  expect(doubtsOf({}, {})).toMatchObject([{ code: 'image.read-before' }]);
});

it('in whose place a mask is measured, the image says how wide a pixel is, and the mask what was found', () => {
  expect(
    doubtsWithMask([doubt('scale.contradiction'), doubt('image.no-two-classes')], [doubt('mask.empty')]).map(
      ({ code }) => code,
    ),
  ).toEqual(['scale.contradiction', 'mask.empty']);
});

it('a comparison repeats what speaks against the images of its slices that count, what is alike once', () => {
  const uploaded = { file: 'c-mask.png', downlink: 'm', by: 'ada', at: 0, own: measured([]) };
  const slices = [
    slice('flight', [image('a.tif', 'image.mostly-foreground', 'scale.screen')]),
    slice('ground', [image('b.tif', 'scale.screen')]),
    slice('ground', [{ ...image('c.tif', 'scale.screen', 'mask.labels-apart'), uploaded }]),
    slice('ground', [image('d.tif', 'scale.unit')], doubt('slice.no-area')),
    slice('rotor', [image('e.tif', 'scale.unit')]),
  ];
  expect(imageDoubts(slices, contrast)).toEqual([
    { code: 'image.mostly-foreground', message: '"a.tif": image.mostly-foreground' },
    { code: 'scale.screen', message: '"a.tif", "b.tif", "c.tif": scale.screen' },
    { code: 'mask.labels-apart', message: '"c-mask.png": mask.labels-apart' },
  ]);
  expect(imageDoubts([slice('flight', [image('a.tif')])], contrast)).toEqual([]);
});
