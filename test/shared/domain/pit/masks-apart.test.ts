import { expect, it } from 'vitest';
import type { KeptSlice } from '../../../../shared/domain/assay/results.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import { masksApart } from '../../../../shared/domain/pit/masks-apart.ts';

const measured = {
  ...{ threshold: 120, doubts: [] },
  parameters: { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } },
} as const;
const slice = (arm: string, isMasked: boolean, refused?: KeptSlice['refused']) => ({
  ...{ arm, ...(refused && { refused }) },
  images: [
    {
      ...{ image: 'a.tif', downlink: 'd1', ...measured },
      ...(isMasked && { uploaded: { file: 'm', downlink: 'd2', by: 'ada', at: 0, own: measured } }),
    },
  ],
});
const contrast = { a: 'flight', b: 'ground' };

it('arms of which masks were measured on another share of the slices are told apart', () => {
  const slices = [slice('flight', true), slice('flight', false), slice('ground', false)];
  expect(masksApart(slices, contrast)).toEqual([
    {
      code: 'mask.arms-apart',
      message:
        'masks that people made were measured on 1 of 2 slices of flight and on 0 of 1 slice of ground: what a person draws may differ from what a threshold finds',
    },
  ]);
});

it('arms that were measured alike are not, nor is one of whose slices none counts', () => {
  expect(masksApart([slice('flight', true), slice('ground', true)], contrast)).toEqual([]);
  expect(masksApart([slice('flight', false), slice('ground', false)], contrast)).toEqual([]);
  const out = { code: 'mask.size', message: 'm' };
  expect(masksApart([slice('flight', true, out), slice('ground', false)], contrast)).toEqual([]);
});
