import { expect, it } from 'vitest';
import { imagesNamed, imageToldBy, missedMask } from '../../../../shared/domain/pit/mask-name.ts';

it.each([
  ['*-mask.png', 'FU1-S1-mask.png', 'FU1-S1'],
  ['mask_*', 'mask_FU1-S1', 'FU1-S1'],
  ['m?_*.t??', 'm2_FU1-S1.2.tif', 'FU1-S1.2'],
  ['*-mask.png', 'FU1-S1.tif-mask.png', 'FU1-S1.tif'],
  ['*-mask.png', '-mask.png', ''],
])('what * of %s stands for in %s is %s', (match, name, told) => {
  expect(imageToldBy(match, name)).toBe(told);
});

it.each<[string, readonly string[], readonly string[]]>([
  ['FU1-S1', ['FU1-S1.tif', 'FU1-S2.tif', 'FU1-S1.2.tif'], ['FU1-S1.tif']],
  ['FU1-S1', ['FU1-S1.ome.tif', 'FU1-S1.png.gz'], ['FU1-S1.ome.tif', 'FU1-S1.png.gz']],
  ['FU1-S1', ['FU1-S1', 'FU1-S1.tif'], ['FU1-S1']],
  ['FU1-S1.tif', ['FU1-S1.tif', 'FU1-S1.png'], ['FU1-S1.tif']],
  ['fu1-s1', ['FU1-S1.tif'], []],
  ['', ['.tif', 'a.tif'], ['.tif']],
])('%s is of %j: %j', (told, images, named) => {
  expect(imagesNamed(told, images)).toEqual(named);
});

it.each<[string, string, boolean]>([
  ['*-mask.png', 'F1-S1-Mask.png', true],
  ['*-mask.png', 'F1-S1-mask.tif', true],
  ['*-mask.???', 'F1-S1-MASK.ome.tiff.gz', true],
  ['mask_*', 'Mask_F1-S1.png', true],
  ['*-mask.png', 'F1-S1.png', false],
  ['*-mask.png', 'F1-S1-mask-2.png', false],
  // Nothing but an extension, or a letter, tells these masks.
  ['*.png', 'F1-S1.tif', false],
  ['m*.png', 'mouse-1.tif', false],
])('an image beside masks %s that is called %s is warned of: %s', (match, name, isWarned) => {
  expect(missedMask(match, name).map(({ code }) => code)).toEqual(isWarned ? ['image.named-as-mask'] : []);
});
