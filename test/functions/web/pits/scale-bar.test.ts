import { expect, it } from 'vitest';
import { scaleBar } from '../../../../functions/web/pits/scale-bar.ts';

it.each([
  [2, 240, { pixels: 100, text: '200 µm' }],
  [2, 260, { pixels: 250, text: '500 µm' }],
  [0.1, 100, { pixels: 100, text: '10 µm' }],
  [10, 240, { pixels: 200, text: '2 mm' }],
])('is as long as a round length at most: %d µm a pixel, %d pixels', (micrometres, most, bar) => {
  expect(scaleBar(micrometres, most)).toEqual(bar);
});

it('is none where nothing is shown yet', () => {
  expect(scaleBar(2, 0)).toBeNull();
  expect(scaleBar(Number.POSITIVE_INFINITY, 100)).toBeNull();
});
