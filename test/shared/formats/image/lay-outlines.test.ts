import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { type PitParameters, USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import { OWN, PIT } from '../../../../shared/formats/image/draw-overlay.ts';
import { layOutlines } from '../../../../shared/formats/image/lay-outlines.ts';
import { measureImage, measureMaskFile } from '../../../../shared/formats/image/measure-image.ts';
import { drawn } from '../../../support/pit-images.ts';

const DARK: PitParameters = { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } };
const overlayOf = async (lines: readonly string[], isMask: boolean): Promise<Uint8Array> => {
  const file = { bytes: drawn(lines), name: 'a.png', page: 0 };
  const measured = await (isMask ? measureMaskFile(file, DARK) : measureImage(file, DARK));
  return measured.pictures.overlay;
};
const IMAGE = ['............', '.####..####.', '.####..####.', '.####..####.', '............'];
const MASK = ['000000000000', '011110000000', '011110000000', '011110000000', '000000000000'];

it('the outlines of a mask lie on its image, over what was found there', async () => {
  const laid = await layOutlines(await overlayOf(IMAGE, false), await overlayOf(MASK, true));
  const { data, width, height } = decode(laid!);
  expect([width, height]).toEqual([12, 5]);
  const places = Array.from(data);
  // Of the first pit the mask's own outline, of the second the one that was found, and the image between them.
  expect([places[13], places[19], places[0]! < PIT, places[17]! < PIT]).toEqual([PIT, OWN, true, true]);
  expect(places.filter((place) => place === PIT)).toHaveLength(10);
  expect(places.filter((place) => place === OWN)).toHaveLength(10);
});

it('outlines of another size are laid on nothing', async () => {
  const small = await overlayOf(MASK.slice(0, 4), true);
  expect(await layOutlines(await overlayOf(IMAGE, false), small)).toBeNull();
});
