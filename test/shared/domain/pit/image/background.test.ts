import { describe, expect, it } from 'vitest';
import { standingOut } from '../../../../../shared/domain/pit/image/background.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

const WIDTH = 23;
const HEIGHT = 17;

/** The opening or closing by its definition. */
function slowly(values: Uint8Array, window: number, objectsAre: 'high' | 'low'): number[] {
  const radius = Math.floor(window / 2);
  const filtered = (from: readonly number[], pick: (...all: number[]) => number) =>
    from.map((_, i) => {
      const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
      const around = from.filter(
        (_, k) => Math.abs((k % WIDTH) - x) <= radius && Math.abs(Math.floor(k / WIDTH) - y) <= radius,
      );
      return pick(...around);
    });
  const [first, second] = objectsAre === 'high' ? [Math.min, Math.max] : [Math.max, Math.min];
  const background = filtered(filtered([...values], first), second);
  return background.map((value, i) => Math.abs(values[i]! - value));
}

describe('what stands out of the background', () => {
  const random = randomStream(5, 'background');
  const values = Uint8Array.from({ length: WIDTH * HEIGHT }, () => Math.floor(256 * random.uniform()));
  const image = { width: WIDTH, height: HEIGHT, bits: 8, isWhiteZero: false, values };

  it.each([1, 3, 5, 7, 11, 41] as const)('is the top-hat by its definition: window %i', (window) => {
    for (const objectsAre of ['high', 'low'] as const)
      expect([...standingOut(image, window, objectsAre).values]).toEqual(slowly(values, window, objectsAre));
  });

  it('leaves the image as it was', () => {
    const before = values.slice();
    standingOut(image, 5, 'high');
    expect(values).toEqual(before);
  });
});
