import { describe, expect, it } from 'vitest';
import { encodeLabels } from '../../../../shared/formats/image/encode-labels.ts';
import { readImage } from '../../../../shared/formats/image/read-image.ts';

describe('a label image', () => {
  it('comes back from its file as it was', async () => {
    const labels = Int32Array.from([0, 1, 2, 300, 65_535, 0]);
    const bytes = await encodeLabels({ width: 3, height: 2, count: 65_535, labels });
    const { header, grid } = await readImage(bytes, 'labels.png');
    expect(header).toMatchObject({ format: 'PNG', width: 3, height: 2, bits: 16, colour: 'grey' });
    expect([...grid.values]).toEqual([...labels]);
  });

  it('has no more labels than 16 bits tell apart', async () => {
    const labels = { width: 1, height: 1, count: 65_536, labels: new Int32Array(1) };
    await expect(encodeLabels(labels)).rejects.toThrow('expected at most 65535 labels, got 65536');
  });
});
