import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { components } from '../../../../../shared/domain/pit/image/components.ts';

const WIDTH = 11;

/** By filling each component from its first pixel. */
function filled(values: readonly number[], connectivity: 4 | 8): number[] {
  const labels = values.map(() => 0);
  let count = 0;
  const fill = (i: number, label: number) => {
    if (labels[i] !== 0) return;
    labels[i] = label;
    values.forEach((value, k) => {
      const [dx, dy] = [
        Math.abs((i % WIDTH) - (k % WIDTH)),
        Math.abs(Math.floor(i / WIDTH) - Math.floor(k / WIDTH)),
      ];
      const isBeside = connectivity === 8 ? Math.max(dx, dy) === 1 : dx + dy === 1;
      if (isBeside && value === values[i]) fill(k, label);
    });
  };
  values.forEach((value, i) => {
    if (value !== 0 && labels[i] === 0) fill(i, ++count);
  });
  return labels;
}

describe('connected components', () => {
  it('are those that filling finds, numbered by their first pixels', () => {
    const image = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 88, maxLength: 88 });
    fc.assert(
      fc.property(image, fc.constantFrom(4 as const, 8 as const), (values, connectivity) => {
        const { labels, count } = components(Uint8Array.from(values), WIDTH, connectivity);
        expect([...labels]).toEqual(filled(values, connectivity));
        expect(count).toBe(Math.max(0, ...labels));
      }),
      { numRuns: 200, seed: 13 },
    );
  });
});
