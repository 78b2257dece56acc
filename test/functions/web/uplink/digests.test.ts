import { expect, it } from 'vitest';
import { digestOf, digestsOf, PART_BYTES } from '../../../../functions/web/uplink/digests.ts';

it('are of the whole file and of each part, and tell how far the reading is', async () => {
  const bytes = new Uint8Array(PART_BYTES + 5).map((_, i) => i % 251);
  const read: number[] = [];
  const digests = await digestsOf(new Blob([bytes]), (so) => read.push(so));
  expect(digests).toEqual({
    whole: await digestOf(bytes.buffer),
    parts: [
      await digestOf(bytes.slice(0, PART_BYTES).buffer),
      await digestOf(bytes.slice(PART_BYTES).buffer),
    ],
  });
  expect(read).toEqual([PART_BYTES, PART_BYTES + 5]);
});
