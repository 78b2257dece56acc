import { decode, encode } from 'fast-png';
import { expect, it } from 'vitest';
import { smallPicture } from './small-picture.ts';

const picture = (colours: readonly (readonly number[])[], width: number) => {
  const data = Uint8Array.from(colours.flat());
  return encode({ width, height: colours.length / width, data, depth: 8, channels: 3 });
};

it('a small picture is the same picture', () => {
  const colours = [
    [255, 255, 255],
    [255, 255, 255],
    [200, 30, 0],
    [0, 0, 0],
  ];
  const { palette, data } = decode(smallPicture(picture(colours, 2)));
  expect(Array.from(data, (index) => palette?.[Number(index)])).toEqual(colours);
});

it('a small picture has the nearest of 256 colours for the rarer ones', () => {
  const colours = Array.from({ length: 600 }, (_, i) => [
    i % 300 < 256 ? i % 300 : 255,
    i % 300 < 256 ? 0 : 1,
    0,
  ]);
  const { palette } = decode(smallPicture(picture(colours, 20)));
  expect(palette?.length).toBeLessThanOrEqual(256);
});
